// Real WebSocket peers. `node peers.js serve` is a server; `node peers.js talk ADDRESS` is clients that do
// what standard input asks, a line each, and say when it is done. Both end with their standard input.

const http = require('node:http');
const net = require('node:net');
const readline = require('node:readline');
const { WebSocket, WebSocketServer } = require('ws');

const PORT = 8080;
const CLOSED_PORT = 8081;
const [, , role, address] = process.argv;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const once = (emitter, event) => new Promise((resolve) => emitter.once(event, (...values) => resolve(values)));

// ── The server ──────────────────────────────────────────────────────────────────────────────────────────

function serve() {
  const web = http.createServer((request, response) => response.end('no WebSocket here\n'));
  const server = new WebSocketServer({ server: web, perMessageDeflate: { threshold: 0 } });
  server.on('connection', (socket, request) => {
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => {
      const text = isBinary ? '' : data.toString();
      if (text === 'reset') request.socket.resetAndDestroy();
      else if (text === 'hang up') request.socket.destroy();
      else if (text === 'close') socket.close(4001, 'enough');
      else if (text === 'ping') socket.ping('still there?');
      else socket.send(data, { binary: isBinary });
    });
  });
  web.listen(PORT, () => console.log('ready'));
  process.stdin.resume().on('end', () => process.exit(0));
}

// ── The clients ─────────────────────────────────────────────────────────────────────────────────────────

async function open(options = { perMessageDeflate: false }) {
  const socket = new WebSocket(`ws://${address}:${PORT}/chat`, options);
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}

/** Says something and waits for the same from the server. */
async function echo(socket, data, options) {
  const heard = once(socket, 'message');
  socket.send(data, options);
  await heard;
}

async function close(socket, ...why) {
  const closed = once(socket, 'close');
  socket.close(...why);
  await closed;
}

/** A connection that the server ends when it hears this. */
async function endedBy(word) {
  const socket = await open();
  await echo(socket, 'hello');
  const closed = once(socket, 'close');
  socket.send(word);
  await closed;
}

/** Connections that are kept open until told otherwise. */
const kept = [];

const ASKED = {
  /** Opens a connection that stays. */
  async open() {
    kept.push(await open());
  },

  /** Says something on it. */
  async say(text) {
    await echo(kept.at(-1), text);
  },

  async close() {
    await close(kept.pop(), 1000, 'bye');
  },

  /** Everything that WebSockets do, and some do to them. */
  async everything() {
    const socket = await open();
    await echo(socket, 'hello');
    await echo(socket, 'grüße 你好');
    await echo(socket, '');
    await echo(socket, Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256)));
    await echo(socket, 'long '.repeat(14_000));
    const whole = once(socket, 'message');
    socket.send('in two ', { fin: false });
    const pong = once(socket, 'pong');
    socket.ping('in between');
    await pong;
    socket.send('pieces', { fin: true });
    await whole;
    const ping = once(socket, 'ping');
    socket.send('ping');
    await ping;
    await close(socket, 1000, 'bye');

    const compressed = await open({ perMessageDeflate: { threshold: 0 } });
    for (let count = 0; count < 3; count += 1) await echo(compressed, 'again and again and again');
    await close(compressed, 1001);

    for (const word of ['close', 'hang up', 'reset']) await endedBy(word);

    const abandoned = await open();
    await echo(abandoned, 'hello');
    const gone = once(abandoned, 'close');
    abandoned.terminate();
    await gone;

    const [response] = await once(http.get(`http://${address}:${PORT}/page`, { agent: false }), 'response');
    await once(response.resume(), 'end');
    await once(net.connect(CLOSED_PORT, address).on('error', () => {}), 'close');
  },

  /** Texts and their echoes, thousands a second, until told otherwise. */
  async chatter() {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => open()));
    for (const socket of sockets) socket.on('message', () => setTimeout(() => socket.send('and so on'), 5));
    for (const socket of sockets) socket.send('and so on');
    kept.push(...sockets);
  },

  /** Ends all that is still open, in no way that would need an answer. */
  async hush() {
    for (const socket of kept.splice(0)) socket.removeAllListeners('message').terminate();
  },
};

async function talk() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, ...words] = line.split(' ');
    await ASKED[name](words.join(' '));
    console.log(`done ${name}`);
  }
  process.exit(0);
}

if (role === 'serve') serve();
else talk();
