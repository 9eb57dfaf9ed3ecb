// The server process: node's http server and the `ws` module, run on the
// server's computer as
//
//     node serve.mjs SCENARIO-FILE SCENARIO-NAME DIRECTORY
//
// What it does is said by the scenario's `server`:
//
//     greets      a text that is pushed as soon as the WebSocket is open
//     echoes      true: every message is sent back at once
//     keepAlive   milliseconds of silence after which TCP probes start
//     deflate     options of ws for permessage-deflate; without, it is not accepted
//     securePort  also listens there, with TLS
//     tls         its version; 1.3 is the rule
//     http2       true: speaks HTTP/2 inside, with WebSockets in it (RFC 8441)
//     subprotocol(offered)            the one that it chooses
//     headers(headers, request)       changes the lines of its 101
//     behindProxy  true: listens on port 8081, where only a proxy finds it
//     connection(socket, tools)       for everything else a connection shall do
//     request(request, response, tools)      answers plain HTTP
//     upgrade(request, tcp, head, tools)     takes the opening handshake over

import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { pathToFileURL } from 'node:url';
import WebSocket, { WebSocketServer } from 'ws';
import { described } from './log.mjs';
import { scenariosIn } from './scenarios.mjs';

const [file, name, directory] = process.argv.slice(2);
const { server: plan } = (await scenariosIn(pathToFileURL(file))).find((scenario) => scenario.name === name);

const webSockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: plan.deflate ?? false,
  handleProtocols: (offered) => (plan.subprotocol ? plan.subprotocol([...offered]) : [...offered][0]),
});
if (plan.headers) webSockets.on('headers', plan.headers);
let newest;

const tools = {
  log: (entry) => process.send({ entry: { at: Date.now(), ...entry } }),
  send,
  /** Lets ws complete the opening handshake. */
  accept(request, tcp, head) {
    webSockets.handleUpgrade(request, tcp, head, (socket) => opened(socket, request, tcp));
  },
};

const servers = [[http.createServer(), plan.behindProxy ? 8081 : 8080]];
if (plan.securePort) {
  const version = plan.tls ?? 'TLSv1.3';
  const settings = {
    minVersion: version,
    maxVersion: version,
    secureOptions: constants.SSL_OP_NO_TICKET, // makes the session tickets short ones
    key: readFileSync(`${directory}/key.pem`),
    cert: readFileSync(`${directory}/certificate.pem`),
  };
  const secure = plan.http2 ? overHttp2(settings) : https.createServer(settings);
  servers.push([secure, plan.securePort]);
}
for (const [server, port] of servers) {
  server.on('request', (request, response) => plan.request?.(request, response, tools));
  server.on('upgrade', (request, tcp, head) => {
    tcp.on('error', ({ code }) => tools.log({ clientPort: tcp.remotePort, event: 'tcp error', text: code }));
    (plan.upgrade ?? tools.accept)(request, tcp, head, tools);
  });
  await new Promise((resolve) => server.listen(port, '::', resolve));
}
await warmUp();
process.send({ ready: true });

const COMMANDS = {
  send: (data, options) => send(newest.socket, data, options),
  ping(data) {
    newest.log({ event: 'ping sent', text: data });
    newest.socket.ping(data);
  },
  close(...codeAndReason) {
    newest.log({ event: 'close called' });
    newest.socket.close(...codeAndReason);
  },
  reset() {
    newest.log({ event: 'reset' });
    newest.tcp.resetAndDestroy();
  },
  exit: () => process.exit(0),
};
process.on('message', ({ command, words }) => COMMANDS[command](...words.filter((word) => word !== null)));
process.on('disconnect', () => process.exit(1));

/**
 * A connection of this process with itself, over its own loopback. A server
 * that has just been started would compile its code during the first answer,
 * and take a quarter of a second for what it does in a millisecond afterwards.
 */
async function warmUp() {
  const server = new WebSocketServer({ host: '::1', port: 0 });
  await once(server, 'listening');
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  const client = new WebSocket(`ws://[::1]:${server.address().port}`);
  await once(client, 'open');
  client.send('warm');
  await once(client, 'message');
  client.close();
  await once(client, 'close');
  server.close();
}

/** A server that speaks HTTP/2, in which each WebSocket is a stream (RFC 8441). */
function overHttp2(settings) {
  const server = http2.createSecureServer({ ...settings, settings: { enableConnectProtocol: true } });
  // With a listener Node leaves CONNECT to us.
  server.on('connect', () => {});
  server.on('stream', (stream, headers) => {
    if (headers[':protocol'] !== 'websocket') return;
    stream.respond({ ':status': 200 });
    // What ws does with a connection, it does with a stream as well.
    stream.setNoDelay = () => {};
    const socket = new WebSocket(null, undefined, {});
    socket.setSocket(stream, Buffer.alloc(0), { maxPayload: 0, skipUTF8Validation: false, allowSynchronousEvents: true });
    opened(socket, { url: headers[':path'] }, stream.session.socket);
  });
  return server;
}

function opened(socket, request, tcp) {
  // A proxy's port is nobody's in the capture.
  const clientPort = plan.behindProxy ? undefined : tcp.remotePort;
  const log = (entry) => tools.log({ clientPort, ...entry });
  newest = { socket, tcp, log };
  socket.log = log;

  log({ event: 'open', path: request.url, extensions: socket.extensions });
  socket.on('message', (data, isBinary) => log({ event: 'message', ...described(data, isBinary) }));
  socket.on('ping', (data) => log({ event: 'ping', text: data.toString() }));
  socket.on('pong', (data) => log({ event: 'pong', text: data.toString() }));
  socket.on('error', (error) => log({ event: 'error', text: error.code ?? error.message }));
  socket.on('close', (code, reason) => log({ event: 'close', code, reason: reason.toString() }));

  if (plan.keepAlive) tcp.setKeepAlive(true, plan.keepAlive);
  if (plan.echoes) socket.on('message', (data, isBinary) => send(socket, isBinary ? data : data.toString()));
  if (plan.greets) send(socket, plan.greets);
  plan.connection?.(socket, tools);
}

function send(socket, data, options = {}) {
  const part = options.fin === false ? { fin: false } : {};
  socket.log({ event: 'send', ...described(data, typeof data !== 'string'), ...part });
  socket.send(data, options);
}
