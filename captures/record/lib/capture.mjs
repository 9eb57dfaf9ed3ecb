// tcpdump on one of the two computers, and the file it leaves.

import { join } from 'node:path';
import { end, lineWith, run, sleep, start } from './processes.mjs';

export class Capture {
  constructor(bench, directory) {
    this.bench = bench;
    this.raw = join(directory, 'raw.pcap');
  }

  async start(side, ports) {
    const filter = ports.map((port) => `tcp port ${port}`).join(' or ');
    this.child = start(this.bench.namespace(side), 'tcpdump',
      ['-i', 'eth0', '-Z', 'root', '-U', '--immediate-mode', '-s', '0', '-w', this.raw, filter],
      { stdio: ['ignore', 'ignore', 'pipe'] });
    await lineWith(this.child.stderr, 'listening on');
  }

  async stop() {
    if (!this.child) return;
    await sleep(300);
    await end(this.child, 'SIGINT');
    this.child = undefined;
  }

  /** Stores what was captured as pcapng, with the TLS keys in it if there are any to give. */
  store(file, keys) {
    const secrets = keys ? ['--inject-secrets', `tls,${keys}`] : [];
    run('editcap', '-F', 'pcapng', ...secrets, this.raw, file);
  }
}
