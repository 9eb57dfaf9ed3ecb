// Who acknowledges what, when, and on what it rides; and who waits for it.

import { CLOSED_BY_BROWSER, OPENING, gaps, mustBe, within } from '../lib/packets.mjs';

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
  {
    name: 'nagle-stall',
    teaches: 'Two small writes, then a wait for the answer: Nagle holds the second until the delayed ACK has come',
    browser: false,
    server: { echoes: true },
    async story({ client, sleep }) {
      await client.connect();
      // Node and every browser switch it off. Many programs do not know of it.
      client.nagle(true);
      for (let round = 1; round <= 4; round += 1) {
        await sleep(300);
        client.write(`question ${round}, `, 'and its end');
        await client.logged('message', round);
      }
      await sleep(300);
      client.nagle(false);
      client.write('question 5, ', 'and its end');
      await client.logged('message', 5);
      await sleep(300);
      client.close(1000);
      await client.logged('close');
      await sleep(300);
    },
    check(capture, log) {
      const stalled = '→ Begins 12, ← ACK, → Ends 11, ← ACK?, ← Text 23, → ACK';
      const prompt = '→ Begins 12, → Ends 11, ← ACK?, ← Text 23, → ACK';
      capture.reads(OPENING, `(${stalled}){4}, ${prompt}`, CLOSED_BY_BROWSER);
      const firsts = capture.all('→ Begins');
      const seconds = capture.all('→ Ends');
      for (const [index, first] of firsts.entries()) {
        const held = gaps([first, seconds[index]])[0];
        if (index === 4) within('seconds without Nagle', held, 0, 0.01);
        else within('seconds the second write is held', held, 0.035, 0.065);
      }
      mustBe('writes of the client', log.count('client', 'send'), 10);
      log.says('client', 'close', { code: 1000 });
    },
  },
];

const LATE = Buffer.from('late!');
