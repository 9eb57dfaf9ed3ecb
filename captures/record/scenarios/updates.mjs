// Twenty updates, 250 ms apart, brought to the browser in four ways. What each
// of them costs is the lesson, so all four bring exactly the same texts.

import { CLOSED_BY_BROWSER, OPENING, mustBe, within } from '../lib/packets.mjs';

const COUNT = 20;
const EVERY = 250;
const POLL_EVERY = 200;

/** The updates so far; they start when the first client comes. */
class Feed {
  updates = [];
  #waiting = [];

  start() {
    if (this.timer) return;
    this.timer = setInterval(() => {
      this.updates.push(`update ${this.updates.length + 1} of ${COUNT}`);
      if (this.updates.length === COUNT) clearInterval(this.timer);
      for (const wake of this.#waiting.splice(0)) wake();
    }, EVERY);
  }

  /** Resolves when there is more than `known` updates. */
  async moreThan(known) {
    while (this.updates.length <= known) await new Promise((resolve) => this.#waiting.push(resolve));
  }
}

const feed = new Feed();

/** Answers GET /updates?after=N with the updates after the Nth, one a line. */
function answer({ holds = false, headers = {} }) {
  return async (request, response, { log }) => {
    const { remotePort: clientPort } = request.socket;
    const after = Number(new URL(request.url, 'http://server').searchParams.get('after'));
    feed.start();
    if (holds) await feed.moreThan(after);
    const news = feed.updates.slice(after);
    log({ clientPort, event: 'request', path: request.url, updates: news.length });
    if (feed.updates.length === COUNT) response.setHeader('Connection', 'close');
    response.writeHead(news.length > 0 ? 200 : 204, { 'Access-Control-Allow-Origin': '*', ...headers });
    response.end(news.join('\n'));
  };
}

/** The browser asks until it has all; the bound is there for a server that stays silent. */
async function askForAll(browser, pause) {
  let known = 0;
  for (let question = 0; known < COUNT && question < 100; question += 1) {
    const text = await browser.ask(`/updates?after=${known}`);
    known += text.split('\n').filter(Boolean).length;
    if (known < COUNT) await pause();
  }
}

/** A browser that has just been started drops its first HTTP connections once. */
const SETTLING = 3_000;

/** After "Connection: close" either side may be the first to close. */
const HANGING_UP = '(← FIN ACK, → ACK?, → FIN ACK, ← ACK | → FIN ACK, ← ACK?, ← FIN ACK, → ACK)';

function complete(log) {
  log.says('browser', 'update', { text: `update ${COUNT} of ${COUNT}` });
}

export default [
  {
    name: 'polling',
    teaches: 'Twenty updates by polling: the browser asks every 200 ms, whether there is news or not',
    largest: 30_000,
    server: { request: answer({}) },
    async story({ browser, sleep }) {
      await sleep(SETTLING);
      await askForAll(browser, () => sleep(POLL_EVERY));
      await sleep(500);
    },
    check(capture, log) {
      capture.reads('→ SYN, ← SYN ACK, → ACK, (→ GET, ← ACK?, (← 200 | ← 204), → ACK?){20,30}', HANGING_UP);
      complete(log);
    },
  },
  {
    name: 'long-polling',
    teaches: 'Twenty updates by long polling: the server holds each question until it has an answer',
    largest: 30_000,
    server: { request: answer({ holds: true }) },
    async story({ browser, sleep }) {
      await sleep(SETTLING);
      await askForAll(browser, async () => {});
      await sleep(500);
    },
    check(capture, log) {
      capture.reads('→ SYN, ← SYN ACK, → ACK, (→ GET, ← ACK?, ← 200, → ACK?){18,20}', HANGING_UP);
      complete(log);
    },
  },
  {
    name: 'connection-per-request',
    teaches: 'Twenty updates by polling as in the days of HTTP/1.0: a new connection for every question',
    connections: 'many',
    largest: 50_000,
    server: { request: answer({ headers: { Connection: 'close' } }) },
    async story({ browser, sleep }) {
      await sleep(SETTLING);
      await askForAll(browser, () => sleep(POLL_EVERY));
      await sleep(500);
    },
    check(capture, log) {
      const connections = capture.clientPorts().length;
      within('connections', connections, 20, 30);
      for (let stream = 0; stream < connections; stream += 1) {
        capture.connection(stream).reads('→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, (← 200 | ← 204), → ACK?', HANGING_UP);
      }
      complete(log);
    },
  },
  {
    name: 'websocket-updates',
    teaches: 'Twenty updates by WebSocket: nobody asks, the server speaks when it has something to say',
    server: {
      async connection(socket, { send }) {
        feed.start();
        for (let known = 0; known < COUNT; known += 1) {
          await feed.moreThan(known);
          send(socket, feed.updates[known]);
        }
      },
    },
    async story({ browser, sleep }) {
      const socket = await browser.connect('/updates');
      await socket.hears(COUNT);
      await sleep(300);
      await socket.close(1000);
      await socket.closed();
    },
    check(capture, log) {
      capture.reads(OPENING, `(← Text, → ACK){${COUNT}}`, CLOSED_BY_BROWSER);
      log.says('browser', 'message', { text: `update ${COUNT} of ${COUNT}` });
      mustBe('messages', capture.all('← Text').length, COUNT);
    },
  },
];
