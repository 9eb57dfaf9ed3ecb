// A WebSocket that never comes to be.

import { mustBe } from '../lib/packets.mjs';

const REFUSALS = {
  400: ['Bad Request', {}, 'That was no handshake.'],
  401: ['Unauthorized', { 'WWW-Authenticate': 'Bearer' }, 'Who are you?'],
  403: ['Forbidden', {}, 'Not from this page.'],
  405: ['Method Not Allowed', { Allow: 'POST' }, 'Not with GET.'],
  426: ['Upgrade Required', { Upgrade: 'websocket', 'Sec-WebSocket-Version': '8' }, 'Another version, please.'],
  503: ['Service Unavailable', { 'Retry-After': '30' }, 'Come back later.'],
};

export default [
  {
    name: 'refused',
    teaches: 'Nobody listens on the port: a SYN, and a RST for an answer',
    server: { late: true },
    async story({ browser }) {
      await browser.connect();
    },
    check(capture, log) {
      capture.reads('→ SYN, ← RST ACK');
      log.says('browser', 'close', { code: 1006, wasClean: false });
    },
  },
  {
    name: 'upgrade-failed',
    teaches: 'Six times the server answers the upgrade with something else than 101: 400, 401, 403, 405, 426, 503',
    connections: Object.keys(REFUSALS).length,
    largest: 12_000,
    server: { upgrade: refuse },
    async story({ browser, sleep }) {
      for (const status of Object.keys(REFUSALS)) {
        await browser.connect(`/${status}`);
        await sleep(300);
      }
    },
    check(capture, log) {
      for (const [stream, status] of Object.keys(REFUSALS).entries()) {
        capture.connection(stream).reads(
          `→ SYN, ← SYN ACK, → ACK, → GET /${status}, ← ACK?, ← ${status}`,
          '(→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST)+',
        );
      }
      log.says('browser', 'close', { code: 1006, wasClean: false });
    },
  },
  {
    name: 'wrong-accept',
    teaches: 'The server says 101 but its Sec-WebSocket-Accept belongs to another key, so the browser hangs up',
    server: {
      upgrade(request, tcp, head, { accept }) {
        request.headers['sec-websocket-key'] = 'bm90IHlvdXIgb3duIGtleQ==';
        accept(request, tcp, head);
      },
    },
    async story({ browser, sleep }) {
      await browser.connect();
      await sleep(300);
    },
    check(capture, log) {
      capture.reads('→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, ← 101, (→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST)+');
      const { text } = log.last(({ event }) => event === 'console');
      mustBe('the browser complains of the Accept', text.includes('Sec-WebSocket-Accept'), true);
    },
  },
];

function refuse(request, tcp, head, { log }) {
  const status = request.url.slice(1);
  const [phrase, headers, body] = REFUSALS[status];
  const lines = Object.entries({
    ...headers, Connection: 'close', 'Content-Type': 'text/plain', 'Content-Length': body.length,
  });
  log({ clientPort: tcp.remotePort, event: 'refused', path: request.url, status: Number(status) });
  tcp.end([`HTTP/1.1 ${status} ${phrase}`, ...lines.map((line) => line.join(': ')), '', body].join('\r\n'));
}
