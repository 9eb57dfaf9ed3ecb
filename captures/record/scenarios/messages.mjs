// Messages that are not simply one frame.

import { CLOSED_BY_BROWSER, OPENING, mustBe, within } from '../lib/packets.mjs';

/** Text that compresses badly within itself: hexadecimal digits of a generator, the same in every recording. */
function digits(count, seed) {
  let state = seed;
  let text = '';
  while (text.length < count) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += state.toString(16).padStart(8, '0').slice(0, 4);
  }
  return text.slice(0, count);
}

const [FIRST, SECOND] = [digits(600, 1), digits(600, 2)];

/** So many bytes of the same sentence again and again. */
const long = (bytes) => 'All of this is one message. '.repeat(bytes / 28 + 1).slice(0, bytes);

/** Around the places where a frame's length takes two and eight bytes more. */
const SMALL = [0, 1, 125, 126, 127];
const LARGE = [65_535, 65_536];
const LARGEST = 140_000;

const TEXT = 'Heard five times, this sentence of just 74 bytes makes the deflate lesson.';

export default [
  {
    name: 'fragments',
    teaches: 'One message in three frames, and a Ping that is answered before the message is complete',
    server: {},
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      await sleep(200);
      await server.send('one message ', { fin: false });
      await sleep(200);
      await server.ping('still there?');
      await sleep(200);
      await server.send('in three ', { fin: false });
      await sleep(200);
      await server.send('frames', { fin: true });
      await socket.hears(1);
      await sleep(200);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(
        OPENING,
        '← Begins 12, → ACK, ← Ping 12, → ACK?, → Pong 12, ← ACK?, ← Continues 9, → ACK, ← Ends 6, → ACK',
        CLOSED_BY_BROWSER,
      );
      log.says('browser', 'message', { text: 'one message in three frames' });
    },
  },
  {
    name: 'deflate-takeover',
    teaches: 'permessage-deflate remembers: the first time the text costs 67 bytes, then five or six each time',
    server: { deflate: { threshold: 0 } },
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      for (let count = 1; count <= 5; count += 1) {
        await sleep(200);
        await server.send(TEXT);
        await socket.hears(count);
      }
      await sleep(200);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(OPENING, '(← Text, → ACK){5}', CLOSED_BY_BROWSER);
      const [first, ...others] = capture.all('← Text').map((one) => one.frames[0]);
      mustBe('RSV1', [first, ...others].every((frame) => frame.compressed), true);
      within('bytes of the first message', first.size, 60, 80);
      for (const { size } of others) within('bytes of the same message again', size, 4, 8);
      log.says('browser', 'message', { bytes: 74, text: TEXT });
    },
  },
  {
    name: 'deflate-no-takeover',
    teaches: 'Without context takeover every message starts from nothing: 67 bytes each time, in both directions',
    server: {
      echoes: true,
      deflate: { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      for (let count = 1; count <= 3; count += 1) {
        await sleep(200);
        await socket.say(TEXT);
        await socket.hears(count);
      }
      await sleep(200);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(OPENING, '(→ Text, ← Text, → ACK){3}', CLOSED_BY_BROWSER);
      for (const line of ['→ Text', '← Text']) {
        const frames = capture.all(line).map((one) => one.frames[0]);
        mustBe('RSV1', frames.every((frame) => frame.compressed), true);
        for (const { size } of frames) within('bytes of a message', size, 60, 80);
      }
      log.says('browser', 'message', { bytes: 74, text: TEXT });
    },
  },
  {
    name: 'deflate-window-10',
    teaches: 'A window of 1024 bytes: what was said 600 bytes ago is remembered, what was said 1200 bytes ago is not',
    server: { deflate: { threshold: 0, serverMaxWindowBits: 10, clientMaxWindowBits: 10 } },
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      for (const [index, text] of [FIRST, FIRST, SECOND, FIRST].entries()) {
        await sleep(200);
        await server.send(text);
        await socket.hears(index + 1);
      }
      await sleep(200);
      await socket.say(TEXT);
      await sleep(200);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(OPENING, '(← Text, → ACK){4}, → Text, ← ACK', CLOSED_BY_BROWSER);
      const [first, again, second, forgotten] = capture.all('← Text').map((one) => one.frames[0].size);
      for (const size of [first, second, forgotten]) within('bytes of what is new, or forgotten', size, 250, 450);
      within('bytes of what is remembered', again, 4, 40);
      log.says('browser', 'message', { bytes: 600 });
    },
  },
  {
    name: 'large-messages',
    teaches: 'Lengths of one, three and nine bytes; Node sends any message in one frame, Chromium cuts a long one into several',
    largest: 350_000,
    server: {},
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      let count = 0;
      for (const bytes of [...SMALL, ...LARGE]) {
        await sleep(100);
        await server.send(long(bytes));
        count += 1;
        await socket.hears(count);
      }
      for (const bytes of [...SMALL, LARGEST]) {
        await sleep(100);
        await socket.say(long(bytes));
      }
      await sleep(500);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      const frames = (from) => capture.packets.filter((one) => one.from === from).flatMap((one) => one.frames);
      const sent = frames('server').filter(({ opcode }) => opcode === 1);
      mustBe('lengths of the server\'s messages', sent.map(({ size }) => size).join(), [...SMALL, ...LARGE].join());
      mustBe('they are one frame each', sent.every(({ fin }) => fin), true);
      const parts = frames('client').filter(({ opcode }) => opcode <= 1).slice(SMALL.length);
      within('frames of the browser\'s longest message', parts.length, 2, 4);
      mustBe('bytes in them', parts.reduce((sum, { size }) => sum + size, 0), LARGEST);
      log.says('server', 'message', { bytes: LARGEST });
    },
  },
];
