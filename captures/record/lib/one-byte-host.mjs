// The server's place on the bench, taken by a TCP that is not Linux's: see
// `one-byte-server/`. It comes with the server's address and the server's MAC,
// so that Linux can have both back afterwards and the client notices nothing.
//
//     client ── eth0 ═══ eth0 ── bridge ── tap0 ── one-byte-server

import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SERVER, addressOf, macOf } from './bench.mjs';
import { end, lineWith, run, start } from './processes.mjs';

const CRATE = fileURLToPath(new URL('../one-byte-server/', import.meta.url));
const PORT_MAC = '02:00:0a:2c:00:fe';

export class OneByteHost {
  constructor(bench, log) {
    this.bench = bench;
    this.log = log;
  }

  static build() {
    const target = process.env.CARGO_TARGET_DIR ?? `${CRATE}target`;
    run('cargo', 'build', '--quiet', '--release', '--manifest-path', `${CRATE}Cargo.toml`, '--target-dir', target);
    return `${target}/release/one-byte-server`;
  }

  /** Moves in. `keepAlive` and `goodbye` are milliseconds. */
  async start({ keepAlive, goodbye }) {
    const program = OneByteHost.build();
    this.#ip('address', 'flush', 'dev', 'eth0', 'scope', 'global');
    this.#ip('link', 'set', 'eth0', 'address', PORT_MAC);
    this.#ip('link', 'add', 'bridge', 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
    this.#ip('tuntap', 'add', 'tap0', 'mode', 'tap');
    for (const device of ['eth0', 'tap0']) this.#ip('link', 'set', device, 'master', 'bridge');
    for (const device of ['tap0', 'bridge']) this.#ip('link', 'set', device, 'up');

    const words = ['--tap', 'tap0', '--address', addressOf(SERVER), '--mac', macOf(SERVER), '--keep-alive', keepAlive];
    if (goodbye) words.push('--goodbye', goodbye);
    this.child = start(this.bench.namespace(SERVER), program, words.map(String),
      { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line);
      if (entry.who) this.log.write(entry);
    });
    await lineWith(this.child.stdout, 'ready');
  }

  /** Moves out and gives Linux its address back. */
  async stop() {
    if (!this.child) return;
    await end(this.child);
    this.child = undefined;
    this.#ip('link', 'del', 'tap0');
    this.#ip('link', 'del', 'bridge');
    this.#ip('link', 'set', 'eth0', 'address', macOf(SERVER));
    this.#ip('address', 'add', `${addressOf(SERVER)}/24`, 'dev', 'eth0');
  }

  /** Waits until the server has ended by itself: it serves one connection. */
  async finished() {
    if (this.child.exitCode === null) await new Promise((resolve) => this.child.once('exit', resolve));
  }

  #ip(...words) {
    this.bench.on(SERVER, 'ip', ...words);
  }
}
