// tcpdump on one of the computers, and the file it leaves.

import { join } from 'node:path';
import { CLIENT, PROXY, SERVER } from './bench.mjs';
import { end, lineWith, run, sleep, start } from './processes.mjs';
import { PORTS } from './packets.mjs';

export class Capture {
  constructor(bench, directory, scenario) {
    this.bench = bench;
    this.raw = join(directory, 'raw.pcap');
    this.where = [CLIENT, SERVER, PROXY].find(({ role }) => role === scenario.side);
    this.how = { device: 'eth0', snapLength: 0, ...scenario.capture };
  }

  async start() {
    const filter = PORTS.map((port) => `tcp port ${port}`).join(' or ');
    this.child = start(this.bench.namespace(this.where), 'tcpdump',
      ['-i', this.how.device, '-Z', 'root', '-U', '--immediate-mode', '-s', String(this.how.snapLength), '-w', this.raw,
        filter],
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
