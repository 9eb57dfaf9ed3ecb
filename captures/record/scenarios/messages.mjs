// Messages that are not simply one frame.

import { CLOSED_BY_BROWSER, OPENING, mustBe, within } from '../lib/packets.mjs';

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
];
