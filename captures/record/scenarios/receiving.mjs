// A receiver that does not read: its window closes, and opens again.

import { SERVER } from '../lib/bench.mjs';
import { CLOSED_BY_BROWSER, OPENING, gaps, mustBe, within } from '../lib/packets.mjs';

const STALL = 4_000;
const MESSAGE = '0123456789'.repeat(6_000);

export default [
  {
    name: 'zero-window',
    teaches: 'The server reads nothing for four seconds: the window fills and closes, is probed, and opens again',
    largest: 90_000,
    prepare(bench) {
      // Small buffers, so that a small message fills them.
      bench.set(SERVER, 'net.ipv4.tcp_rmem', '4096 16384 32768');
    },
    server: {
      connection(socket) {
        socket.log({ event: 'reading stopped' });
        socket.pause();
        setTimeout(() => {
          socket.log({ event: 'reading resumed' });
          socket.resume();
        }, STALL);
      },
    },
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      await socket.say(MESSAGE);
      await server.logged('message', 20_000);
      await sleep(300);
      await socket.close(1000, 'bye');
      await socket.closed();
    },
    check(capture, log) {
      const full = capture.labelled('window full');
      const closed = capture.labelled('zero window');
      const probes = capture.all('→ Keep-Alive 0'); // as tshark calls them
      const [reopened] = capture.labelled('window update').filter((one) => one.epoch > closed[0].epoch);
      const at = (one) => one.epoch - capture.packets[0].epoch;

      within('seconds until the window is full', at(full[0]), 0, 1);
      within('seconds until it is closed', at(closed[0]), at(full[0]), 1);
      within('probes of the closed window', probes.length, 3, 5);
      for (const [index, gap] of gaps(probes).slice(1).entries()) {
        within('how many times as long as the wait before', gap / gaps(probes)[index], 1.7, 2.3);
      }
      const answers = probes.map((probe) => capture.after(probe)).filter((one) => closed.includes(one));
      within('answered probes', answers.length, 2, probes.length);
      within('seconds until the window opens again', at(reopened), STALL / 1000 - 0.2, STALL / 1000 + 0.5);
      mustBe('all probes came before', probes.every((one) => one.epoch < reopened.epoch), true);
      capture.only((one) => one.number <= 7).reads(OPENING);
      capture.only((one) => one.number >= capture.first('→ Close').number).reads(CLOSED_BY_BROWSER);
      log.says('server', 'message', { type: 'text', bytes: MESSAGE.length });
      log.says('browser', 'close', { code: 1000, wasClean: true });
    },
  },
];
