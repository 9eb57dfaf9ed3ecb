// A proxy stands between browser and server, on a computer of its own, and is
// where the capture was made: both of its connections are in the file.

import { CLOSED_BY_BROWSER, OPENING, mustBe } from '../lib/packets.mjs';

const ENDED = '(→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST | ← RST)+';
const ABNORMAL = { code: 1006, wasClean: false };

async function shortTalk({ browser, sleep }) {
  const socket = await browser.connect('/chat');
  await socket.hears(1);
  await sleep(300);
  await socket.say('got it');
  await socket.hears(2);
  await sleep(300);
  await socket.close(1000, 'bye');
  await socket.closed();
  await sleep(200);
}

/** What a server does with a request that is no upgrade: `ws` says 426, many a framework sends a page. */
function answerPlainly(request, response, { log }) {
  const status = request.url === '/page' ? 200 : 426;
  const { remotePort: clientPort } = request.socket;
  log({ clientPort, event: 'refused', path: request.url, status });
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(status === 200 ? 'Hello!' : 'Upgrade Required');
}

export default [
  {
    name: 'proxy-nginx',
    teaches: 'A WebSocket through nginx, both sides: two connections, two handshakes, and every frame twice',
    side: 'proxy',
    proxy: { ownComputer: true },
    connections: 2,
    server: { greets: 'get it', echoes: true },
    story: shortTalk,
    check(capture, log) {
      capture.connection(0).reads(
        OPENING, '← Text 6, → ACK, → Text 6, ← ACK?, ← Text 6, → ACK, → Close 1000, ← ACK?, ← Close 1000', ENDED,
      );
      capture.connection(1).reads(OPENING, '← Text 6, → ACK, → Text 6, ← ACK?, ← Text 6, → ACK, → Close 1000', '← Close 1000', ENDED);
      log.says('browser', 'close', { code: 1000, wasClean: true });
    },
  },
  {
    name: 'proxy-header-lost',
    teaches: 'nginx as it is installed passes on neither Upgrade nor Connection: the server never learns what was wanted',
    side: 'proxy',
    proxy: { ownComputer: true, forgets: true },
    connections: 4,
    server: { request: answerPlainly },
    async story({ browser, sleep }) {
      for (const path of ['/chat', '/page']) {
        await browser.connect(path);
        await sleep(300);
      }
    },
    check(capture, log) {
      for (const [stream, status] of [426, 426, 200, 200].entries()) {
        capture.connection(stream).reads(
          `→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, (← Data, → ACK?)*, ← ${status}`, ENDED,
        );
      }
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'proxy-dead-upstream',
    teaches: 'The server behind nginx is not running: its RST is a 502 for the browser',
    side: 'proxy',
    proxy: { ownComputer: true },
    connections: 2,
    server: { late: true },
    async story({ browser, sleep }) {
      await browser.connect('/chat');
      await sleep(300);
    },
    check(capture, log) {
      capture.connection(0).reads('→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, ← 502', ENDED);
      capture.connection(1).reads('→ SYN, ← RST ACK');
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'proxy-connect',
    teaches: 'A WebSocket in a tunnel: CONNECT to tinyproxy first, then everything as ever; both sides of the proxy',
    side: 'proxy',
    proxy: { program: 'tinyproxy', ownComputer: true },
    connections: 2,
    server: { greets: 'get it', echoes: true },
    story: shortTalk,
    check(capture, log) {
      // tshark does not read what is inside the tunnel.
      capture.connection(0).reads(
        '→ SYN, ← SYN ACK, → ACK, → CONNECT, ← ACK?, ← 200, → ACK, → Data, ← ACK?, ← Data, (← Data | → ACK)+, → Data 12, ← ACK?, ← Data 8, → ACK, → Data 11, ← ACK?, ← Data 7', ENDED,
      );
      capture.connection(1).reads(OPENING, '← Text 6, → ACK, → Text 6, ← ACK?, ← Text 6, → ACK, → Close 1000, ← ACK?, ← Close 1000', ENDED);
      log.says('browser', 'close', { code: 1000, wasClean: true });
    },
  },
  {
    name: 'proxy-login',
    teaches: 'The proxy wants a name and a password before it connects: 407, and no tunnel',
    side: 'proxy',
    proxy: { program: 'tinyproxy', ownComputer: true, login: 'wire tale' },
    server: {},
    async story({ browser, sleep }) {
      await browser.connect('/chat');
      await sleep(300);
    },
    check(capture, log) {
      capture.reads(
        '→ SYN, ← SYN ACK, → ACK, → CONNECT, ← ACK?, ← Data, (← 407 | ← Data | → ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST)+',
      );
      log.says('browser', 'close', ABNORMAL);
      mustBe('connections to the server', capture.clientPorts().length, 1);
    },
  },
];
