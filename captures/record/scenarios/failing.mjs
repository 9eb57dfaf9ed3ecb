// A WebSocket that never comes to be.

import { CLIENT, SERVER } from '../lib/bench.mjs';
import { CLOSED_BY_BROWSER, gaps, mustBe, within } from '../lib/packets.mjs';

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
    name: 'syn-unanswered',
    teaches: 'Nobody answers, not even with a RST: three SYNs, each wait twice as long, and the browser is told',
    prepare(bench) {
      // The kernel's own six tries would take two minutes.
      bench.set(CLIENT, 'net.ipv4.tcp_syn_retries', 2);
      // Linux since 6.5 tries at equal intervals first. Most others double at once.
      bench.set(CLIENT, 'net.ipv4.tcp_syn_linear_timeouts', 0);
      bench.vanish(SERVER);
    },
    server: {},
    async story({ browser, log }) {
      log.write({ who: 'bench', event: 'server vanished' });
      await browser.connect('/', { patience: 20_000 });
    },
    check(capture, log) {
      capture.reads('→ SYN, (→ Retransmission SYN){2}');
      const [first, second] = gaps(capture.packets);
      within('seconds until the second SYN', first, 0.9, 1.3);
      within('how many times as long until the third', second / first, 1.7, 2.3);
      mustBe('the browser says that it timed out', consoleText(log).includes('ERR_CONNECTION_TIMED_OUT'), true);
      log.says('browser', 'close', { code: 1006, wasClean: false });
    },
  },
  {
    name: 'syn-lost',
    teaches: 'Five seconds of SYNs are lost, a second apart; the next one is answered, and all is as usual',
    prepare(bench) {
      bench.vanish(SERVER);
    },
    server: { greets: 'get it' },
    async story({ bench, browser, log, sleep }) {
      log.write({ who: 'bench', event: 'server vanished' });
      const connected = browser.connect('/', { patience: 20_000 });
      await sleep(4_500);
      bench.comeBack(SERVER);
      log.write({ who: 'bench', event: 'server returned' });
      const socket = await connected;
      await socket.hears(1);
      await sleep(300);
      await socket.close(1000, 'bye');
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(
        '→ SYN, (→ Retransmission SYN){4,5}, ← SYN ACK, → ACK, → GET, ← ACK?, ← 101, → ACK, ← Text 6, → ACK',
        CLOSED_BY_BROWSER,
      );
      const tries = [capture.first('→ SYN'), ...capture.all('→ Retransmission SYN')];
      for (const gap of gaps(tries)) within('seconds between two SYNs', gap, 0.9, 1.3);
      log.says('browser', 'close', { code: 1000, wasClean: true });
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
    name: 'upgrade-hung-up',
    teaches: 'The server hangs up instead of answering the upgrade: one time at once, one time in the middle of its 101',
    connections: 2,
    server: {
      upgrade(request, tcp, head, { log }) {
        const begun = request.url === '/begun';
        log({ clientPort: tcp.remotePort, event: 'hung up', path: request.url });
        if (begun) tcp.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso');
        else tcp.destroy();
      },
    },
    async story({ browser, sleep }) {
      for (const path of ['/at-once', '/begun']) {
        await browser.connect(path);
        await sleep(300);
      }
    },
    check(capture, log) {
      const ended = '(→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST)+';
      capture.connection(0).reads('→ SYN, ← SYN ACK, → ACK, → GET /at-once, ← ACK?', ended);
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
      mustBe('the browser complains of the Accept', consoleText(log).includes('Sec-WebSocket-Accept'), true);
    },
  },
];

function consoleText(log) {
  return log.last(({ event }) => event === 'console').text;
}

function refuse(request, tcp, head, { log }) {
  const status = request.url.slice(1);
  const [phrase, headers, body] = REFUSALS[status];
  const lines = Object.entries({
    ...headers, Connection: 'close', 'Content-Type': 'text/plain', 'Content-Length': body.length,
  });
  log({ clientPort: tcp.remotePort, event: 'refused', path: request.url, status: Number(status) });
  tcp.end([`HTTP/1.1 ${status} ${phrase}`, ...lines.map((line) => line.join(': ')), '', body].join('\r\n'));
}
