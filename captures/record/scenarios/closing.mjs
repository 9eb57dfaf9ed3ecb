// How a connection ends, and who ends it. Every story starts alike: the server
// pushes "get it", and a moment later somebody has had enough.

import { CLOSED_BY_BROWSER, OPENING, mustBe } from '../lib/packets.mjs';

const GREETED = `${OPENING}, ← Text 6, → ACK`;

// The server's program is gone, its kernel ends TCP: a FIN, but no Close frame.
const GONE = '← FIN ACK, → ACK?, → FIN ACK, ← ACK';

const ABNORMAL = { code: 1006, wasClean: false };

function ending({ name, teaches, end, check }) {
  return {
    name,
    teaches,
    server: { greets: 'get it' },
    async story(stage) {
      const socket = await stage.browser.connect();
      await socket.hears(1);
      await stage.sleep(300);
      await end({ ...stage, socket });
    },
    check,
  };
}

export default [
  ending({
    name: 'close-browser',
    teaches: 'The browser calls close(1000, "bye"): Close, Close, and then the server ends TCP first',
    async end({ socket }) {
      await socket.close(1000, 'bye');
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, '→ Close 1000 bye, ← Close 1000 bye, → ACK?, ← FIN ACK, → ACK?, → FIN ACK, ← ACK');
      log.says('browser', 'close', { code: 1000, wasClean: true, reason: 'bye' });
      log.says('server', 'close', { code: 1000, reason: 'bye' });
    },
  }),
  ending({
    name: 'close-server',
    teaches: 'The server calls close(1001, "closing time"): its Close comes first, and its FIN too',
    async end({ server, socket }) {
      await server.close(1001, 'closing time');
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, '← Close 1001, → ACK?, → Close 1001, ← ACK?, ← FIN ACK, → ACK?, → FIN ACK, ← ACK');
      log.says('browser', 'close', { code: 1001, wasClean: true, reason: 'closing time' });
    },
  }),
  ending({
    name: 'close-no-code',
    teaches: 'close() without a code: an empty Close frame, which both sides report as 1005',
    async end({ socket }) {
      await socket.close();
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, CLOSED_BY_BROWSER);
      for (const arrow of ['→', '←']) mustBe('the size of a Close', capture.first(`${arrow} Close`).frames[0].size, 0);
      log.says('browser', 'close', { code: 1005, wasClean: true });
      log.says('server', 'close', { code: 1005 });
    },
  }),
  ending({
    name: 'close-tab',
    teaches: 'The tab is closed: Close 1001 and a FIN right behind it, and what the server still says meets a RST',
    async end({ browser, server, sleep }) {
      await browser.closeTab();
      await server.logged('close');
      await sleep(300);
    },
    check(capture, log) {
      capture.reads(GREETED, '→ Close 1001, ← ACK?, → FIN ACK, ← ACK?, ← Close 1001, (← FIN ACK | → RST | ← ACK)+');
      capture.first('→ RST');
      log.says('server', 'close', { code: 1001 });
    },
  }),
  ending({
    name: 'close-exit',
    teaches: 'The server program exits: its kernel sends a FIN, but nobody sends a Close frame',
    async end({ server, socket }) {
      await server.exit();
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, GONE);
      log.says('browser', 'close', ABNORMAL);
    },
  }),
  ending({
    name: 'close-sigkill',
    teaches: 'The server program is killed: on the cable it looks just like an exit',
    async end({ server, socket }) {
      await server.kill();
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, GONE);
      log.says('browser', 'close', ABNORMAL);
    },
  }),
  ending({
    name: 'close-reset',
    teaches: 'The server resets the connection: one RST, and all is over',
    async end({ server, socket }) {
      await server.reset();
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, '← RST ACK');
      log.says('browser', 'close', ABNORMAL);
    },
  }),
  ending({
    name: 'close-unread-sigkill',
    teaches: 'A hanging server is killed: its kernel had acknowledged what nobody read, so now it is a RST',
    async end({ server, socket, sleep }) {
      server.freeze();
      for (const text of ['this is acknowledged', 'and so is this', 'but nobody ever reads it']) {
        await socket.say(text);
        await sleep(200);
      }
      await server.kill();
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(GREETED, '(→ Text, ← ACK){3}, ← RST ACK');
      log.says('browser', 'close', ABNORMAL);
      const read = log.last(({ who, event }) => who === 'server' && event === 'message');
      mustBe('a message that the server has read', read, undefined);
    },
  }),
];
