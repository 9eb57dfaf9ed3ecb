// What the client offers to speak inside WebSocket, and what the server makes of it.

import { CLOSED_BY_BROWSER, OPENING, mustBe } from '../lib/packets.mjs';

/** What the page offers under each path. */
const OFFERS = {
  '/chosen': ['chat.v3', 'chat.v2', 'chat.v1'],
  '/single': ['chat.v1'],
  '/refused': ['chat.v9'],
  '/unoffered': ['chat.v1'],
  '/unasked': undefined,
};

export default [
  {
    name: 'subprotocols',
    teaches: 'A subprotocol is chosen out of three, taken, refused, and twice named without having been offered',
    connections: Object.keys(OFFERS).length,
    largest: 12_000,
    server: {
      subprotocol: (offered) => offered.find((name) => ['chat.v1', 'chat.v2'].includes(name)) ?? false,
      headers(lines, { url }) {
        const at = lines.findIndex((line) => line.startsWith('Sec-WebSocket-Protocol'));
        if (url === '/unoffered') lines[at] = 'Sec-WebSocket-Protocol: mqtt';
        if (url === '/unasked') lines.push('Sec-WebSocket-Protocol: mqtt');
      },
    },
    async story({ browser, sleep }) {
      for (const [path, protocols] of Object.entries(OFFERS)) {
        const socket = await browser.connect(path, { protocols });
        await sleep(200);
        if (!socket.saw('open')) continue;
        await socket.close(1000);
        await socket.closed();
      }
    },
    check(capture, log) {
      for (const stream of [0, 1]) capture.connection(stream).reads(OPENING, CLOSED_BY_BROWSER);
      for (const stream of [2, 3, 4]) {
        capture.connection(stream).reads(
          '→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, ← 101',
          '(→ ACK | ← ACK | ← FIN ACK | → FIN ACK | → RST)+',
        );
      }
      const opened = log.all(({ who, event }) => who === 'browser' && event === 'open');
      mustBe('what was agreed on', opened.map(({ protocol }) => protocol).join(), 'chat.v2,chat.v1');
      const complaints = log.all(({ event }) => event === 'console').map(({ text }) => text);
      mustBe('complaints of the browser', complaints.filter((text) => text.includes('Sec-WebSocket-Protocol')).length, 3);
    },
  },
];
