// The other side is gone without a word: a pulled cable, a dead battery. All
// are captured at the server, which is the one that has to find out.

import { CLIENT, SERVER } from '../lib/bench.mjs';
import { CLOSED_BY_BROWSER, OPENING, gaps, within } from '../lib/packets.mjs';

export default [
  {
    name: 'vanished-idle',
    teaches: 'The browser vanishes while nothing is said: ten unanswered probes, then the server gives up with a RST',
    side: 'server',
    server: { greets: 'get it', keepAlive: 2000 },
    async story({ bench, browser, server, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(3_000);
      vanish(bench, browser);
      await server.logged('close', 30_000);
      await socket.noteState();
    },
    check(capture, log) {
      capture.reads(OPENING, '← Text 6, → ACK, ← Keep-Alive 0, → Keep-Alive-ACK, (← Keep-Alive 0){10}, ← RST ACK');
      const unanswered = capture.all('← Keep-Alive').slice(1);
      for (const gap of gaps(unanswered)) within('seconds between unanswered probes', gap, 0.8, 1.3);
      const [answered] = capture.all('→ Keep-Alive-ACK');
      within('seconds from the last sign of life to the RST', capture.first('← RST').epoch - answered.epoch, 11, 14);
      log.says('server', 'tcp error', { text: 'ETIMEDOUT' });
      log.says('server', 'close', { code: 1006 });
      log.says('browser', 'state', { readyState: 1 });
    },
  },
  {
    name: 'vanished-in-flight',
    teaches: 'The browser vanishes as the server sends: six retransmissions at doubling intervals, and not even a RST',
    side: 'server',
    prepare(bench) {
      // The kernel's own 15 would take a quarter of an hour.
      bench.set(SERVER, 'net.ipv4.tcp_retries2', 5);
    },
    server: { greets: 'get it' },
    async story({ bench, browser, server, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(500);
      vanish(bench, browser);
      await server.send('are you there?');
      await server.logged('close', 60_000);
      await socket.noteState();
    },
    check(capture, log) {
      capture.reads(OPENING, '← Text 6, → ACK, ← Text 14, (← Retransmission){6}');
      const waits = gaps(capture.all('← Retransmission'));
      for (const [index, wait] of waits.slice(1).entries()) {
        within('how many times as long as the wait before', wait / waits[index], 1.7, 2.3);
      }
      log.says('server', 'tcp error', { text: 'ETIMEDOUT' });
      log.says('server', 'close', { code: 1006 });
      log.says('browser', 'state', { readyState: 1 });
    },
  },
  {
    name: 'peer-returns',
    teaches: 'The browser is gone for 2.5 seconds, and the server tries until it is back: then all is well again',
    side: 'server',
    server: { greets: 'get it' },
    async story({ bench, browser, server, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(500);
      vanish(bench, browser);
      await server.send('are you there?');
      await sleep(1_000);
      await server.send('hello?');
      await sleep(1_500);
      bench.comeBack(CLIENT);
      browser.log.write({ who: 'bench', event: 'client returned' });
      await socket.hears(3);
      await sleep(300);
      await socket.close(1000, 'bye');
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(
        OPENING,
        '← Text 6, → ACK, ← Text 14, (← Retransmission){4,5}, → ACK, ← Text 6, → ACK',
        CLOSED_BY_BROWSER,
      );
      const tries = [capture.first('← Text 14'), ...capture.all('← Retransmission')];
      // The first is the tail loss probe, RFC 8985; the doubling starts behind it.
      const [probe, ...waits] = gaps(tries);
      within('seconds until the first retransmission', probe, 0.15, 0.45);
      for (const [index, wait] of waits.slice(1).entries()) {
        within('how many times as long as the wait before', wait / waits[index], 1.7, 2.3);
      }
      const answer = capture.after(tries.at(-1));
      within('seconds from the message to its ACK', answer.epoch - tries[0].epoch, 2.5, 6);
      log.says('browser', 'message', { text: 'hello?' });
      log.says('browser', 'close', { code: 1000, wasClean: true });
    },
  },
];

function vanish(bench, browser) {
  bench.vanish(CLIENT);
  browser.log.write({ who: 'bench', event: 'client vanished' });
}
