// What the programs themselves said about a connection: the truth to which a
// reading of the capture can be compared. One JSON object a line; the fields
// are described in ../../README.md.

import { readFileSync, writeFileSync } from 'node:fs';
import { CLIENT, addressOf } from './bench.mjs';

const ORDER = ['at', 'who', 'connection', 'clientPort', 'event'];

export class Log {
  #entries = [];

  /** A log that was stored. */
  static read(file) {
    const log = new Log();
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) log.#entries.push(JSON.parse(line));
    return log;
  }

  /** `entry.at` is milliseconds since 1970; now, if it is not given. */
  write(entry) {
    this.#entries.push({ at: Date.now(), ...entry });
  }

  /** The last entry for which `test(entry)` is true. */
  last(test) {
    return this.#entries.findLast(test);
  }

  /** All entries for which `test(entry)` is true. */
  all(test) {
    return this.#entries.filter(test);
  }

  /** How often this program has logged this event. */
  count(who, event) {
    return this.all((one) => one.who === who && one.event === event).length;
  }

  /** Fails unless the last entry of this program about this event has these values. */
  says(who, event, expected) {
    const entry = this.last((one) => one.who === who && one.event === event);
    for (const [key, value] of Object.entries(expected)) {
      if (entry?.[key] !== value) {
        throw new Error(`the ${who} must log ${event} with ${key} ${value}, not ${JSON.stringify(entry)}`);
      }
    }
  }

  /** As it stands, for the person who looks for an error. */
  toString() {
    return this.#entries.map((entry) => JSON.stringify(entry)).join('\n');
  }

  /**
   * Stores the log beside the capture. Times become seconds since the capture's
   * first packet; every entry that belongs to a connection gets its number
   * (Wireshark's tcp.stream) and the client's port.
   */
  store(file, capture, facts) {
    const ports = capture.clientPorts();
    // Behind a proxy there are more connections than the browser's.
    const opened = capture.connectionsOf(addressOf(CLIENT));
    const first = capture.packets[0].epoch;
    const recorded = { at: 0, who: 'recorder', event: 'recorded', ...facts };
    const entries = this.#entries.toSorted((a, b) => a.at - b.at).map((entry) => {
      const { socket, ...rest } = entry;
      const connection = rest.clientPort === undefined ? opened[socket] : ports.indexOf(rest.clientPort);
      const place = connection === undefined || connection < 0 ? {} : { connection, clientPort: ports[connection] };
      return { ...rest, ...place, at: Number((entry.at / 1000 - first).toFixed(3)) };
    });
    writeFileSync(file, [recorded, ...entries].map((entry) => `${JSON.stringify(inOrder(entry))}\n`).join(''));
  }
}

/** A message as it is logged: its text if it is short, its length if not. */
export function described(data, isBinary) {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
  const text = !isBinary && bytes <= 200 ? { text: data.toString() } : {};
  return { type: isBinary ? 'binary' : 'text', bytes, ...text };
}

function inOrder(entry) {
  const known = ORDER.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]);
  return { ...Object.fromEntries(known), ...entry };
}
