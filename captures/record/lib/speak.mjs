// The client process: a WebSocket of the `ws` module on the client's computer.
// What it does is told by client.mjs.

import WebSocket from 'ws';
import { described } from './log.mjs';

let socket;
let tcp;
let clientPort;

const COMMANDS = {
  connect(url, options) {
    log({ socket: 0, event: 'connect', url });
    socket = new WebSocket(url, { perMessageDeflate: false, rejectUnauthorized: false, ...options });
    socket.on('upgrade', (response) => {
      tcp = response.socket;
      clientPort = tcp.localPort;
    });
    socket.on('open', () => log({ event: 'open', protocol: socket.protocol, extensions: socket.extensions }));
    socket.on('message', (data, isBinary) => log({ event: 'message', ...described(data, isBinary) }));
    socket.on('error', (error) => log({ event: 'error', text: error.code ?? error.message }));
    socket.on('close', (code, reason) => log({ event: 'close', code, reason: reason.toString() }));
  },
  nagle(on) {
    log({ event: 'nagle', on });
    tcp.setNoDelay(!on);
  },
  write(...parts) {
    for (const [index, part] of parts.entries()) {
      const fin = index === parts.length - 1;
      log({ event: 'send', ...described(part, false), ...(fin ? {} : { fin }) });
      socket.send(part, { fin });
    }
  },
  close(code) {
    log({ event: 'close called' });
    socket.close(code);
  },
};
process.on('message', ({ command, words }) => COMMANDS[command](...words));
process.on('disconnect', () => process.exit(1));
process.send({ ready: true });

function log(entry) {
  process.send({ entry: { at: Date.now(), clientPort, ...entry } });
}
