// The recorder's end of the faulty cable: starts it, orders the faults, and
// collects what it says it did. The other end is cable.py, in a namespace of its
// own between the two computers:
//
//     client ── eth0 ═══ client ── cable.py ── server ═══ eth0 ── server

import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CABLE } from './bench.mjs';
import { end, lineWith, start } from './processes.mjs';

const PYTHON = '/usr/bin/python3';
const PROGRAM = fileURLToPath(new URL('cable.py', import.meta.url));

export class Cable {
  constructor(bench, log) {
    this.bench = bench;
    this.log = log;
  }

  /** `latency` is milliseconds, one way. */
  async start({ latency }) {
    this.child = start(this.bench.namespace(CABLE), PYTHON, [PROGRAM, String(latency)],
      { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line);
      if (entry.who) this.log.write(entry);
    });
    await lineWith(this.child.stdout, 'ready');
  }

  // What can happen to the `segment`th segment from now on that comes `from`
  // this side: one with data, unless it is said that it carries 'nothing'.
  drop(which) { this.#order('drop', which); }
  duplicate(which) { this.#order('duplicate', which); }
  swap(which) { this.#order('swap', which); }
  delay(which) { this.#order('delay', which); }
  forge(which) { this.#order('forge', which); }

  async stop() {
    if (this.child) await end(this.child);
    this.child = undefined;
  }

  #order(fault, which) {
    this.child.stdin.write(`${JSON.stringify({ fault, ...which })}\n`);
  }
}
