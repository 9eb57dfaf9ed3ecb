// Who acknowledges what, when, and on what it rides.

import { CLOSED_BY_BROWSER, OPENING, gaps, within } from '../lib/packets.mjs';

export default [
  {
    name: 'handshake-push',
    teaches: 'A WebSocket opens and the server speaks first: nine packets, each with its reason',
    server: { greets: 'get it' },
    async story({ browser }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await socket.noteState();
    },
    check(capture) {
      capture.reads('→ SYN, ← SYN ACK, → ACK, → GET, ← ACK, ← 101, → ACK, ← Text 6, → ACK');
    },
  },
  {
    name: 'echo',
    teaches: 'The server answers at once, so its acknowledgement rides on the answer',
    server: { echoes: true },
    async story({ browser, sleep }) {
      const socket = await browser.connect('/echo');
      for (const [index, text] of ['one', 'two', 'three'].entries()) {
        await sleep(300);
        await socket.say(text);
        await socket.hears(index + 1);
      }
      await sleep(300);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture) {
      capture.reads(OPENING, '(→ Text, ← Text, → ACK){3}', CLOSED_BY_BROWSER);
    },
  },
  {
    name: 'delayed-ack',
    teaches: 'The server answers now, then late: with nothing to ride on, an ACK waits 40 ms and goes alone',
    server: {
      connection(socket, { send }) {
        socket.on('message', (data) => setTimeout(() => send(socket, data.toString()), data.equals(LATE) ? 300 : 0));
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      for (let round = 0; round < 3; round += 1) {
        await sleep(200);
        await socket.say('now');
        await socket.hears(2 * round + 1);
        await sleep(200);
        await socket.say('late!');
        await socket.hears(2 * round + 2);
      }
      await sleep(200);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture) {
      const now = '→ Text 3, ← ACK?, ← Text 3, → ACK';
      const late = '→ Text 5, ← ACK, ← Text 5, → ACK';
      capture.reads(OPENING, `(${now}, ${late}){3}`, CLOSED_BY_BROWSER);
      for (const message of capture.all('→ Text 5')) {
        within('seconds until the delayed ACK', gaps([message, capture.after(message)])[0], 0.035, 0.06);
      }
    },
  },
];

const LATE = Buffer.from('late!');
