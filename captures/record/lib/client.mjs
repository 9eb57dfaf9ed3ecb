// The recorder's end of a client that is no browser: a node program on the
// client's computer, for what no page can do. The other end is speak.mjs.

import { fileURLToPath } from 'node:url';
import { CLIENT, SERVER, addressOf } from './bench.mjs';
import { end, isRunning, start, until } from './processes.mjs';

const PROGRAM = fileURLToPath(new URL('speak.mjs', import.meta.url));

export class Client {
  constructor(bench, log) {
    this.bench = bench;
    this.log = log;
  }

  async start() {
    this.child = start(this.bench.namespace(CLIENT), process.execPath, [PROGRAM],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', ({ ready, entry }) => {
      if (entry) this.log.write({ who: 'client', ...entry });
      if (ready) this.ready = true;
    });
    await until('the client is ready', () => {
      if (!isRunning(this.child)) throw new Error('the client ended at once');
      return this.ready;
    });
  }

  // What a story can tell the client to do.
  async connect({ secure = false, ...options } = {}) {
    const [scheme, port] = secure ? ['wss', 8443] : ['ws', 8080];
    this.#tell('connect', `${scheme}://${addressOf(SERVER)}:${port}/`, options);
    await this.logged('open');
  }

  /** With Nagle's algorithm on, a small segment waits while an earlier one is unacknowledged. */
  nagle(on) { this.#tell('nagle', on); }
  /** One message in as many frames as there are parts, each a write of its own, one right after the other. */
  write(...parts) { this.#tell('write', ...parts); }
  close(code) { this.#tell('close', code); }

  /** The program hangs: it does nothing any more, while its kernel goes on. */
  freeze() {
    this.log.write({ who: 'client', event: 'frozen', signal: 'SIGSTOP' });
    this.child.kill('SIGSTOP');
  }

  /** It goes on where it was stopped. */
  thaw() {
    this.child.kill('SIGCONT');
    this.log.write({ who: 'client', event: 'resumed', signal: 'SIGCONT' });
  }

  /** Waits until the client has logged such an event `count` times. */
  logged(event, count = 1, milliseconds = undefined) {
    return until(`the client logs "${event}"`, () => this.log.count('client', event) >= count, milliseconds);
  }

  async stop() {
    if (this.child) await end(this.child, 'SIGKILL');
    this.child = undefined;
  }

  #tell(command, ...words) {
    this.child.send({ command, words });
  }
}
