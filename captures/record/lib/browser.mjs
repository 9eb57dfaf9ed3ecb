// A real browser on the client's computer: headless Chromium, with one page.

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT, PROXY, SERVER, address6Of, addressOf } from './bench.mjs';
import { until } from './processes.mjs';

const CHROMIUM = '/usr/bin/chromium';
const PAGE = readFileSync(new URL('page.html', import.meta.url), 'utf8');
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-certificate-errors',
  // Else a page may not speak to a private address such as the server's.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
];

/** Sends what goes to the server's program through the proxy, and nothing else. */
const PAC = `data:application/x-ns-proxy-autoconfig,${encodeURIComponent(
  `function FindProxyForURL(url, host) {
    return url.includes('://${addressOf(SERVER)}:8080/') ? 'PROXY ${addressOf(PROXY)}:3128' : 'DIRECT';
  }`,
)}`;

export class Browser {
  constructor(bench, log, directory) {
    this.bench = bench;
    this.log = log;
    this.directory = directory;
    this.keys = join(directory, 'keys');
    this.sockets = [];
  }

  /** With a proxy on a computer of its own, the browser asks that: by name, or with CONNECT. */
  async start({ program: proxy, ownComputer } = {}) {
    const connects = proxy === 'tinyproxy';
    this.peer = ownComputer && !connects ? PROXY : SERVER;
    const { chromium } = await import('playwright-core');
    // Playwright starts one program; this one enters the namespace first.
    const program = join(this.directory, 'chromium');
    writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${this.bench.namespace(CLIENT)} ${CHROMIUM} "$@"\n`);
    chmodSync(program, 0o755);
    this.chromium = await chromium.launch({
      executablePath: program,
      chromiumSandbox: false,
      // The recorder ends everybody itself, in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: connects ? [...FLAGS, `--proxy-pac-url=${PAC}`] : FLAGS,
      env: { ...process.env, SSLKEYLOGFILE: this.keys },
    });
    this.page = await this.chromium.newPage();
    this.page.on('console', (message) => {
      if (message.type() !== 'error' || this.sockets.length === 0) return;
      this.log.write({ who: 'browser', socket: this.sockets.length - 1, event: 'console', text: message.text() });
    });
    await this.page.exposeFunction('report', (entry) => this.#heard(entry));
    // The page comes from the server's address, but over no cable: the browser
    // is handed it directly. Its port is another one, because Chromium likes to
    // connect ahead to where a page comes from.
    const url = `http://${addressOf(SERVER)}:8000/`;
    await this.page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await this.page.goto(url);
    await this.page.unrouteAll();
  }

  get version() {
    return this.chromium.version();
  }

  /** `new WebSocket(url)`. Resolves when the browser says it is open, or that it has failed. */
  async connect(path = '/', options = {}) {
    const { secure = false, ipv6 = false, protocols, patience, port = secure ? 8443 : 8080, waits = true } = options;
    const host = ipv6 ? `[${address6Of(SERVER)}]` : addressOf(this.peer);
    const url = `${secure ? 'wss' : 'ws'}://${host}:${port}${path}`;
    const socket = new BrowserSocket(this, this.sockets.length);
    this.sockets.push(socket);
    await this.page.evaluate(([where, which]) => connect(where, which), [url, protocols]);
    if (!waits) return socket;
    const done = () => socket.saw('open') || socket.saw('close');
    await until('the browser has opened its WebSocket or failed', done, patience);
    return socket;
  }

  /**
   * Asks over HTTP and resolves with the answer's text. A connection on which no cookies may go, as is the
   * rule between origins, is none for a WebSocket.
   */
  ask(path, { secure = false, credentials } = {}) {
    const origin = `${secure ? 'https' : 'http'}://${addressOf(this.peer)}:${secure ? 8443 : 8080}`;
    return this.page.evaluate(([where, how]) => ask(where, how), [`${origin}${path}`, { credentials }]);
  }

  /** Closes the tab, as a user does. */
  async closeTab() {
    this.log.write({ who: 'browser', socket: this.sockets.length - 1, event: 'tab closed' });
    await this.page.close();
  }

  async stop() {
    await this.chromium?.close();
    this.chromium = undefined;
  }

  #heard(entry) {
    this.log.write({ who: 'browser', ...entry });
    if (entry.socket !== undefined) this.sockets[entry.socket].events.push(entry);
  }
}

/** One WebSocket of the page. */
class BrowserSocket {
  constructor(browser, number) {
    this.browser = browser;
    this.number = number;
    this.events = [];
  }

  say(text) {
    return this.browser.page.evaluate(([number, data]) => say(number, data), [this.number, text]);
  }

  close(...codeAndReason) {
    return this.browser.page.evaluate(([number, words]) => close(number, ...words), [this.number, codeAndReason]);
  }

  /** Waits until `count` messages have come in all. */
  hears(count) {
    const messages = () => this.events.filter(({ event }) => event === 'message').length;
    return until(`the browser has got ${count} messages`, () => messages() >= count);
  }

  /** Waits for the browser's close event and returns it. */
  closed(milliseconds) {
    return until('the browser says its WebSocket is closed', () => this.saw('close'), milliseconds);
  }

  saw(event) {
    return this.events.find((entry) => entry.event === event);
  }

  /** Writes down what the browser thinks of the connection: 1 is open. */
  async noteState() {
    const readyState = await this.browser.page.evaluate((number) => sockets[number].readyState, this.number);
    this.browser.log.write({ who: 'browser', socket: this.number, event: 'state', readyState });
  }
}
