// What keeps a silent connection alive: TCP's probes, and WebSocket's pings.

import { CLOSED_BY_BROWSER, OPENING, gaps, mustBe, within } from '../lib/packets.mjs';

export default [
  {
    name: 'keep-alive-0',
    teaches: 'Nine seconds of silence: Linux probes every two seconds with empty segments, and each is answered',
    server: { greets: 'get it', keepAlive: 2000 },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(9_000);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture) {
      capture.reads(OPENING, '← Text 6, → ACK', '(← Keep-Alive 0, → Keep-Alive-ACK){3,4}', CLOSED_BY_BROWSER);
      checkProbes(capture, 0);
    },
  },
  {
    name: 'keep-alive-1',
    teaches: 'The same silence with another TCP: its probes carry one garbage byte, and Linux answers with a SACK',
    server: { late: true },
    async story({ browser, oneByteHost, sleep }) {
      await oneByteHost.start({ keepAlive: 2000 });
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(7_000);
      await socket.close(1000);
      await socket.closed();
      await oneByteHost.finished();
    },
    check(capture) {
      capture.reads(OPENING, '← Text 6, → ACK', '(← Keep-Alive 1, → Keep-Alive-ACK){3,4}', CLOSED_BY_BROWSER);
      checkProbes(capture, 1);
      mustBe('every answer carries a SACK', capture.all('→ Keep-Alive-ACK').every((one) => one.hasSack), true);
    },
  },
  {
    name: 'keep-alive-browser',
    teaches: 'Chromium keeps its connections alive by itself: a probe after 45 seconds of silence, and another after 90',
    server: { greets: 'get it' },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(105_000);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture) {
      capture.reads(OPENING, '← Text 6, → ACK', '(→ Keep-Alive 0, ← Keep-Alive-ACK){2}', CLOSED_BY_BROWSER);
      const greeting = capture.first('← Text 6');
      for (const [index, probe] of capture.all('→ Keep-Alive').entries()) {
        within(`seconds until probe ${index + 1}`, probe.epoch - greeting.epoch, 45 * (index + 1) - 1, 45 * (index + 1) + 3);
      }
    },
  },
  {
    name: 'ping-pong',
    teaches: 'WebSocket has probes of its own: the server pings each second, the browser answers with masked pongs',
    server: {},
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      for (const beat of ['beat 1', 'beat 2', 'beat 3']) {
        await sleep(1_000);
        await server.ping(beat);
      }
      await sleep(1_000);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture) {
      capture.reads(OPENING, '(← Ping 6, → ACK?, → Pong 6, ← ACK){3}', CLOSED_BY_BROWSER);
      const pings = capture.all('← Ping');
      for (const gap of gaps(pings)) within('seconds between pings', gap, 0.9, 1.3);
      for (const pong of capture.all('→ Pong')) mustBe('a pong is masked', pong.frames[0].masked, true);
    },
  },
];

/** The first probe after two seconds of silence, and how many bytes each carries. */
function checkProbes(capture, length) {
  const probes = capture.all('← Keep-Alive');
  const greeting = capture.first('← Text 6');
  within('seconds until the first probe', probes[0].epoch - greeting.epoch, 1.8, 2.5);
  for (const probe of probes) {
    mustBe('the length of a probe', probe.length, length);
    mustBe('the sequence number of a probe', probe.sequence, greeting.sequence + greeting.length - 1);
  }
}
