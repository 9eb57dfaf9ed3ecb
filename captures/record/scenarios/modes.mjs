// The same short connection, captured in four ways that show less than all of it,
// or something else.

import { CLOSED_BY_BROWSER, OPENING, mustBe, within } from '../lib/packets.mjs';

const LONG = 'This sentence is in the message sixty times over. '.repeat(60);

const RULE = {
  largest: 16_000,
  server: { greets: 'get it', echoes: true },
  async story(stage) {
    const { browser, capture, sleep } = stage;
    const socket = await browser.connect();
    await socket.hears(1);
    await sleep(300);
    await socket.say('got it');
    await socket.hears(2);
    await sleep(300);
    if (!capture.child) await capture.start();
    await socket.say(LONG);
    await socket.hears(3);
    await sleep(300);
    await socket.close(1000, 'bye');
    await socket.closed();
  },
};

const heard = (log) => {
  mustBe('what the browser heard', log.count('browser', 'message'), 3);
  log.says('browser', 'close', { code: 1000, wasClean: true });
};

export default [
  {
    ...RULE,
    name: 'offload',
    teaches: 'The network card cuts segments and computes checksums: frames longer than any cable carries, with wrong checksums',
    offloads: true,
    check(capture, log) {
      capture.reads(OPENING, '← Text 6, → ACK, → Text 6, ← Text 6, → ACK, → Text 3000, ← ACK?, ← Text 3000, → ACK', CLOSED_BY_BROWSER);
      within('bytes of the longest segment', Math.max(...capture.packets.map(({ length }) => length)), 3_000, 3_100);
      mustBe('there are wrong checksums', capture.packets.some((one) => !one.hasGoodChecksum), true);
      heard(log);
    },
  },
  {
    ...RULE,
    name: 'any-interface',
    teaches: 'Captured with "-i any": Linux\'s own link layer in place of Ethernet, the story is the same',
    capture: { device: 'any' },
    check(capture, log) {
      capture.first('→ SYN');
      mustBe('Texts', capture.all('→ Text').length + capture.all('← Text').length, 5);
      capture.first('→ Close 1000');
      capture.first('← Close 1000');
      heard(log);
    },
  },
  {
    ...RULE,
    name: 'snap-96',
    teaches: 'Only the first 96 bytes of each packet were kept: TCP is all there, of HTTP and WebSocket only the beginnings',
    capture: { snapLength: 96 },
    check(capture, log) {
      capture.first('→ SYN');
      capture.first('→ FIN');
      heard(log);
    },
  },
  {
    ...RULE,
    name: 'mid-stream',
    teaches: 'The capture began when the WebSocket had long been open: no handshake, and the rest as ever',
    capture: { late: true },
    check(capture, log) {
      mustBe('SYNs', capture.packets.filter(({ line }) => line.includes('SYN')).length, 0);
      capture.first('→ FIN');
      heard(log);
    },
  },
];
