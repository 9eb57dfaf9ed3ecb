// The one capture that tells it all, in the order in which somebody at a desk
// would have recorded it. It is part of the program: `wiretale demo`.

import { CLIENT, SERVER } from '../lib/bench.mjs';
import { CLOSED_BY_BROWSER, OPENING, gaps, mustBe, within } from '../lib/packets.mjs';

export default [
  {
    name: 'walkthrough',
    teaches: 'Four connections: a whole life with keep-alive probes, a close by the browser, a reset, and one in TLS',
    connections: 4,
    largest: 12_500,
    // As Windows does it, where that somebody's desk often is.
    prepare(bench) {
      for (const side of [CLIENT, SERVER]) bench.set(side, 'net.ipv4.tcp_timestamps', 0);
    },
    server: { late: true, greets: 'get it', securePort: 8443 },
    async story({ browser, server, oneByteHost, sleep }) {
      // A connection from its first packet to its last. The server pushes, three
      // probes break the silence, the browser says something and is answered,
      // and a second later the server says goodbye.
      await oneByteHost.start({ keepAlive: 2000, goodbye: 1000 });
      const whole = await browser.connect();
      await whole.hears(1);
      await sleep(7_000);
      await whole.say('got it');
      await whole.hears(2);
      await whole.closed();
      await oneByteHost.finished();
      await oneByteHost.stop();

      // From here on the server is node's.
      await server.start();
      await sleep(1_000);
      const closed = await browser.connect();
      await closed.hears(1);
      await sleep(300);
      await closed.close(1000, 'bye');
      await closed.closed();

      await sleep(1_000);
      const reset = await browser.connect();
      await reset.hears(1);
      await sleep(300);
      await server.reset();
      await reset.closed();

      await sleep(1_000);
      const secret = await browser.connect('/', { secure: true });
      await secret.hears(1);
      await sleep(300);
      await secret.close(1000, 'bye');
      await secret.closed();
    },
    check(capture) {
      const [whole, closed, reset, secret] = [0, 1, 2, 3].map((stream) => capture.connection(stream));

      whole.reads(
        '→ SYN, ← SYN ACK, → ACK, → GET, ← ACK, ← 101, → ACK, ← Text 6, → ACK',
        '(← Keep-Alive 1, → Keep-Alive-ACK){3}',
        '→ Text 6, ← Text 6, → ACK',
        '← Close 1000, → ACK?, → Close 1000, ← FIN ACK, → ACK?, → FIN ACK, ← ACK',
      );
      for (const gap of gaps(whole.all('← Keep-Alive'))) within('seconds between probes', gap, 1.8, 2.4);
      mustBe('every answer to a probe carries a SACK', whole.all('→ Keep-Alive-ACK').every((one) => one.hasSack), true);

      closed.reads(OPENING, '← Text 6, → ACK', CLOSED_BY_BROWSER);
      reset.reads(OPENING, '← Text 6, → ACK, ← RST ACK');
      secret.reads(
        '→ SYN, ← SYN ACK, → ACK, (→ TLS | ← TLS | → Data | ← Data | → ACK | ← ACK)+',
        '(← FIN ACK | → FIN ACK | → ACK | ← ACK)+',
      );
    },
  },
];
