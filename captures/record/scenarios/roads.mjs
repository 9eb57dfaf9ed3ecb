// The same conversation on other roads: through TLS, inside HTTP/2, and over IPv6.

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
    name: 'wss-tls12',
    teaches: 'WebSocket inside TLS 1.2, whose certificate goes by in the clear; the file holds the keys',
    secrets: true,
    server: { greets: 'get it', echoes: true, securePort: 8443, tls: 'TLSv1.2' },
    async story({ browser, sleep }) {
      await shortTalk(await browser.connect('/', { secure: true }), sleep);
    },
    check(capture) {
      capture.only((one) => one.frames.length > 0).reads('← Text 6, → Text 6, ← Text 6, → Close 1000, ← Close 1000');
      capture.first('→ GET');
      capture.first('← FIN');
    },
  },
  {
    name: 'websocket-over-http2',
    teaches: 'A WebSocket as a stream of an HTTP/2 connection that is open already (RFC 8441), inside TLS; the file holds the keys',
    secrets: true,
    largest: 12_000,
    server: {
      greets: 'get it',
      echoes: true,
      securePort: 8443,
      http2: true,
      request(request, response) {
        if (request.method === 'CONNECT') return;
        response.writeHead(200, {
          'Access-Control-Allow-Origin': request.headers.origin,
          'Access-Control-Allow-Credentials': 'true',
        });
        response.end('ready');
      },
    },
    async story({ browser, sleep }) {
      // A browser that has just been started drops its first HTTP connections once.
      await sleep(3_000);
      await browser.ask('/', { secure: true, credentials: 'include' });
      await sleep(300);
      await shortTalk(await browser.connect('/chat', { secure: true }), sleep);
      await sleep(300);
    },
    check(capture, log) {
      log.says('server', 'open', { path: '/chat' });
      log.says('server', 'message', { text: 'got it' });
      log.says('browser', 'close', { code: 1000, wasClean: true });
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
