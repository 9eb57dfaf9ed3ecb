// More of the answers that an upgrade can get, and none at all.

import { CLOSED_BY_BROWSER, OPENING, mustBe, within } from '../lib/packets.mjs';

const ENDED = '(→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST | ← RST)+';
const ABNORMAL = { code: 1006, wasClean: false };

/** Phrase, headers and body of each answer. */
const ANSWERS = {
  '/200': ['200 OK', { 'Content-Type': 'text/html' }, '<h1>Welcome!</h1>'],
  '/404': ['404 Not Found', {}, 'Nothing here.'],
  '/407': ['407 Proxy Authentication Required', { 'Proxy-Authenticate': 'Basic realm="proxy"' }, 'Who are you?'],
  '/429': ['429 Too Many Requests', { 'Retry-After': '60' }, 'Slow down.'],
  '/500': ['500 Internal Server Error', {}, 'Oops.'],
  '/502': ['502 Bad Gateway', {}, 'Nobody is behind me.'],
  '/504': ['504 Gateway Timeout', {}, 'Somebody is too slow.'],
};

const REDIRECTS = {
  '/301': ['301 Moved Permanently', { Location: '/chat/' }, ''],
  '/302': ['302 Found', { Location: 'http://10.44.0.2:8080/login' }, ''],
  '/307': ['307 Temporary Redirect', { Location: 'https://10.44.0.2:8443/307' }, ''],
};

function answering(answers) {
  return (request, tcp, head, { log }) => {
    const [status, headers, body] = answers[request.url];
    const lines = Object.entries({ ...headers, Connection: 'close', 'Content-Length': body.length });
    log({ clientPort: tcp.remotePort, event: 'refused', path: request.url, status: parseInt(status, 10) });
    tcp.end([`HTTP/1.1 ${status}`, ...lines.map((line) => line.join(': ')), '', body].join('\r\n'));
  };
}

async function askEach(answers, { browser, sleep }) {
  for (const path of Object.keys(answers)) {
    await browser.connect(path);
    await sleep(300);
  }
}

function eachIsRefused(answers, capture, log) {
  for (const [stream, path] of Object.keys(answers).entries()) {
    const status = path.slice(1);
    capture.connection(stream).reads(`→ SYN, ← SYN ACK, → ACK, → GET ${path}, ← ACK?, ← ${status}`, ENDED);
  }
  log.says('browser', 'close', ABNORMAL);
}

function without(lines, name) {
  lines.splice(lines.findIndex((line) => line.startsWith(`${name}:`)), 1);
}

/** What is wrong with each 101. */
const WRONG = {
  '/http-1.0': (lines) => { lines[0] = 'HTTP/1.0 101 Switching Protocols'; },
  '/no-upgrade': (lines) => { without(lines, 'Upgrade'); },
  '/no-connection': (lines) => { without(lines, 'Connection'); },
  '/no-accept': (lines) => { without(lines, 'Sec-WebSocket-Accept'); },
  '/extension': (lines) => { lines.push('Sec-WebSocket-Extensions: x-shorthand'); },
};

export default [
  {
    name: 'upgrade-refused',
    teaches: 'Seven more answers that are not 101: 200, 404, 407, 429, 500, 502, 504',
    connections: Object.keys(ANSWERS).length,
    largest: 14_000,
    server: { upgrade: answering(ANSWERS) },
    story: (stage) => askEach(ANSWERS, stage),
    check: (capture, log) => eachIsRefused(ANSWERS, capture, log),
  },
  {
    name: 'upgrade-redirected',
    teaches: 'A redirect is followed by fetch, but not by WebSocket: 301, 302, 307',
    connections: Object.keys(REDIRECTS).length,
    server: { upgrade: answering(REDIRECTS) },
    story: (stage) => askEach(REDIRECTS, stage),
    check: (capture, log) => eachIsRefused(REDIRECTS, capture, log),
  },
  {
    name: 'upgrade-101-wrong',
    teaches: 'Five times a 101 with something wrong: HTTP/1.0 is forgiven, a missing header or a strange extension is not',
    connections: Object.keys(WRONG).length,
    largest: 10_000,
    server: { headers: (lines, { url }) => WRONG[url](lines) },
    async story({ browser, sleep }) {
      for (const path of Object.keys(WRONG)) {
        const socket = await browser.connect(path);
        await sleep(300);
        if (!socket.saw('open')) continue;
        await socket.close(1000);
        await socket.closed();
      }
    },
    check(capture, log) {
      const [, ...refused] = Object.keys(WRONG);
      capture.connection(0).reads(OPENING, CLOSED_BY_BROWSER);
      for (const [index, path] of refused.entries()) {
        capture.connection(index + 1).reads(`→ SYN, ← SYN ACK, → ACK, → GET ${path}, ← ACK?, ← 101`, ENDED);
      }
      mustBe('complaints', log.count('browser', 'console'), refused.length);
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'wrong-scheme',
    teaches: 'wss:// to a port without TLS, and ws:// to a port with it',
    connections: 'many',
    server: { securePort: 8443 },
    async story({ browser, sleep }) {
      await browser.connect('/', { secure: true, port: 8080 });
      await sleep(300);
      await browser.connect('/', { port: 8443 });
      await sleep(300);
    },
    check(capture, log) {
      within('connections', capture.clientPorts().length, 2, 3);
      mustBe('failures', log.count('browser', 'close'), 2);
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'upgrade-unanswered',
    teaches: 'The server takes the request and says nothing: after three seconds the page gives up',
    server: {
      upgrade(request, tcp, head, { log }) {
        log({ clientPort: tcp.remotePort, event: 'ignored', path: request.url });
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect('/chat', { waits: false });
      await sleep(3_000);
      await socket.close();
      await socket.closed();
      await sleep(300);
    },
    check(capture, log) {
      capture.reads('→ SYN, ← SYN ACK, → ACK, → GET /chat, ← ACK, → FIN ACK', ENDED);
      within('seconds of waiting', capture.first('→ FIN').epoch - capture.first('→ GET').epoch, 2.8, 3.5);
      log.says('browser', 'close', ABNORMAL);
    },
  },
];
