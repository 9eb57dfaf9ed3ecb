// Somebody gives up: a proxy that has waited long enough, a closer whose Close
// is not answered, a server whose Pings are not. And one who is made to.

import { OPENING, gaps, mustBe, within } from '../lib/packets.mjs';

const GREETED = `${OPENING}, ← Text 6, → ACK`;
const ABNORMAL = { code: 1006, wasClean: false };

/** What the documentation of `ws` recommends: whoever has not answered the last Ping is hung up on. */
function beats(socket, milliseconds) {
  let alive = true;
  socket.on('pong', () => { alive = true; });
  const timer = setInterval(() => {
    if (!alive) {
      socket.log({ event: 'terminated' });
      socket.terminate();
      return;
    }
    alive = false;
    socket.log({ event: 'ping sent', text: '' });
    socket.ping();
  }, milliseconds);
  socket.on('close', () => clearInterval(timer));
}

export default [
  {
    name: 'proxy-idle',
    teaches: 'A proxy waits three seconds for data and then hangs up, to the millisecond: nginx with proxy_read_timeout 3s',
    proxy: { readTimeout: '3s' },
    server: { greets: 'get it', behindProxy: true },
    async story({ browser }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, '← FIN ACK, → ACK?, → FIN ACK, ← ACK');
      const silence = capture.first('← FIN').epoch - capture.first('← Text').epoch;
      within('seconds from the last data to the FIN', silence, 2.99, 3.05);
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'close-timeout',
    teaches: 'A Close that is not answered: the client waits five seconds and then ends TCP by itself',
    browser: false,
    server: { greets: 'get it' },
    async story({ client, server, sleep }) {
      await client.connect({ closeTimeout: 5_000 });
      await client.logged('message');
      await sleep(300);
      server.freeze();
      client.close(1000);
      await client.logged('close');
      await sleep(300);
    },
    check(capture, log) {
      capture.reads(GREETED, '→ Close 1000, ← ACK, → FIN ACK, ← ACK');
      within('seconds from Close to FIN', capture.first('→ FIN').epoch - capture.first('→ Close').epoch, 4.9, 5.2);
      log.says('client', 'close', { code: 1006 });
    },
  },
  {
    name: 'close-timeout-browser',
    teaches: 'A browser waits for the answer to its Close too, and reports 1006 when none comes',
    server: { greets: 'get it' },
    async story({ browser, server, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(300);
      server.freeze();
      await socket.close(1000, 'bye');
      await socket.closed(100_000);
      await sleep(300);
    },
    check(capture, log) {
      capture.reads(GREETED, '→ Close 1000, ← ACK, (→ Keep-Alive | ← Keep-Alive-ACK)*, → FIN ACK, ← ACK');
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'heartbeat-gave-up',
    teaches: 'The client hangs: its kernel acknowledges the Ping, but no Pong comes, and at the next beat the server hangs up',
    browser: false,
    server: { greets: 'get it', connection: (socket) => beats(socket, 2_000) },
    async story({ client, server, sleep }) {
      await client.connect();
      await client.logged('message');
      await sleep(5_000);
      client.freeze();
      await server.logged('close', 20_000);
      client.thaw();
      await client.logged('close');
      await sleep(200);
    },
    check(capture, log) {
      capture.reads(GREETED, '(← Ping, → ACK?, → Pong, ← ACK){2}, ← Ping, → ACK, ← FIN ACK, (→ ACK | → Pong | → FIN ACK | ← RST)+');
      const [, , unanswered] = capture.all('← Ping');
      within('seconds from the Ping to the FIN', capture.first('← FIN').epoch - unanswered.epoch, 1.9, 2.2);
      log.says('server', 'close', { code: 1006 });
      log.says('client', 'close', { code: 1006 });
    },
  },
  {
    name: 'wss-killed',
    teaches: 'Without the keys: equal records at equal intervals are a heartbeat, and a FIN without an alert is a program that died',
    largest: 12_000,
    server: { greets: 'get it', securePort: 8443, connection: (socket) => beats(socket, 1_000) },
    async story({ browser, server, sleep }) {
      const socket = await browser.connect('/', { secure: true });
      await socket.hears(1);
      await sleep(5_500);
      await server.kill();
      await socket.closed();
      await sleep(200);
    },
    check(capture, log) {
      capture.first('← FIN');
      log.says('browser', 'close', ABNORMAL);
      within('Pings', log.count('server', 'ping sent'), 4, 6);
    },
  },
  {
    name: 'wss-heartbeat-gave-up',
    teaches: 'The hanging client once more, inside TLS and without the keys',
    browser: false,
    largest: 12_000,
    server: { greets: 'get it', securePort: 8443, connection: (socket) => beats(socket, 1_000) },
    async story({ client, server, sleep }) {
      await client.connect({ secure: true });
      await client.logged('message');
      await sleep(4_500);
      client.freeze();
      await server.logged('close', 20_000);
      client.thaw();
      await client.logged('close');
      await sleep(200);
    },
    check(capture, log) {
      capture.first('← FIN');
      log.says('server', 'close', { code: 1006 });
      log.says('client', 'close', { code: 1006 });
    },
  },
  {
    name: 'reset-forged',
    teaches: 'A RST that neither side sent: the cable made it, and its TTL, its IP ID and its missing timestamps give it away',
    cable: { latency: 5 },
    server: { greets: 'get it', echoes: true },
    async story({ browser, cable, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(300);
      await socket.say('one');
      await socket.hears(2);
      await sleep(300);
      cable.forge({ from: 'server', segment: 1 });
      await socket.say('two');
      await socket.closed();
      await sleep(300);
    },
    check(capture, log) {
      capture.reads(GREETED, '→ Text 3, ← Text 3, → ACK, → Text 3, ← Text 3, (→ ACK | ← RST)+, (→ RST | ← RST | ← ACK)*');
      mustBe('forged segments', log.count('cable', 'forged'), 1);
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'close-then-reset',
    teaches: 'The server says Close and then resets: the browser has a code, but not a clean end',
    server: {
      greets: 'get it',
      connection(socket) {
        setTimeout(() => {
          socket.pause();
          socket.log({ event: 'close called' });
          socket._socket.write(Buffer.from([0x88, 2, 0x03, 0xe9]));
          setTimeout(() => {
            socket.log({ event: 'reset' });
            socket._socket.resetAndDestroy();
          }, 200);
        }, 500);
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await socket.closed();
      await sleep(200);
    },
    check(capture, log) {
      capture.reads(GREETED, '← Close 1001, → ACK?, → Close 1001, ← ACK?, ← RST ACK');
      log.says('browser', 'close', { code: 1001 });
    },
  },
  {
    name: 'protocol-error',
    teaches: 'The server breaks a rule: the browser says Close 1002 on the cable and 1006 to its page',
    server: {
      greets: 'get it',
      connection(socket) {
        setTimeout(() => socket._socket.write(Buffer.from([0x83, 0])), 500);
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await socket.closed();
      await sleep(200);
    },
    check(capture, log) {
      capture.first('→ Close 1002');
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'close-forbidden-code',
    teaches: 'The server sends a Close with 1005, which nobody may send: the browser refuses it and says 1006',
    server: {
      greets: 'get it',
      connection(socket) {
        setTimeout(() => {
          // So that ws believes that it has sent a Close itself, and answers none.
          Object.assign(socket, { _readyState: socket.CLOSING, _closeFrameSent: true });
          socket._socket.write(Buffer.from([0x88, 2, 1005 >> 8, 1005 & 255]));
        }, 500);
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await socket.closed();
      await sleep(200);
    },
    check(capture, log) {
      capture.first('← Close 1005');
      capture.first('→ Close 1002');
      log.says('browser', 'close', ABNORMAL);
    },
  },
  {
    name: 'close-by-exception',
    teaches: 'An exception in the handler of a message: the server says Close 1011, and the browser answers as always',
    server: {
      greets: 'get it',
      connection(socket, { log }) {
        socket.on('message', (data) => {
          try {
            JSON.parse(data.toString());
          } catch ({ name }) {
            log({ clientPort: socket._socket.remotePort, event: 'exception', text: name });
            socket.close(1011);
          }
        });
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect();
      await socket.hears(1);
      await sleep(300);
      await socket.say('{ "half": ');
      await socket.closed();
      await sleep(200);
    },
    check(capture, log) {
      capture.first('← Close 1011');
      log.says('browser', 'close', { code: 1011, wasClean: true });
    },
  },
];
