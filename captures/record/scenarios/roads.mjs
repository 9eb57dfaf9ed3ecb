// The same conversation on other roads: through TLS, and over IPv6.

import { CLOSED_BY_BROWSER, OPENING, mustBe } from '../lib/packets.mjs';

async function shortTalk(socket, sleep) {
  await socket.hears(1);
  await sleep(300);
  await socket.say('got it');
  await socket.hears(2);
  await sleep(300);
  await socket.close(1000, 'bye');
  await socket.closed();
}

export default [
  {
    name: 'wss-tls13',
    teaches: 'WebSocket inside TLS 1.3. The file holds the keys, so that the frames can be read all the same',
    secrets: true,
    server: { greets: 'get it', echoes: true, securePort: 8443 },
    async story({ browser, sleep }) {
      await shortTalk(await browser.connect('/', { secure: true }), sleep);
    },
    check(capture) {
      // As tshark sees it with the keys.
      capture.only((one) => one.frames.length > 0).reads('← Text 6, → Text 6, ← Text 6, → Close 1000, ← Close 1000');
      capture.first('→ GET');
      capture.first('← FIN');
    },
  },
  {
    name: 'ipv6',
    teaches: 'The same over IPv6: other addresses, the same TCP',
    server: { greets: 'get it', echoes: true },
    async story({ browser, sleep }) {
      await shortTalk(await browser.connect('/', { ipv6: true }), sleep);
    },
    check(capture) {
      capture.reads(OPENING, '← Text 6, → ACK, → Text 6, ← Text 6, → ACK', CLOSED_BY_BROWSER);
      mustBe('all packets are IPv6', capture.packets.every((one) => one.isIpv6), true);
    },
  },
];
