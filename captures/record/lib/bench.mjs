// The bench: two computers that exist only inside the kernel, joined by a cable.
//
//     client 10.44.0.1, fd00:44::1 ── eth0 ═══ eth0 ── server 10.44.0.2, fd00:44::2
//
// Each is a network namespace; the cable is a veth pair. There is no way out, so
// nothing but the scenario's own traffic can appear. Where the cable shall have
// faults, a third namespace stands between the two: see cable.mjs. Where a proxy
// has a computer of its own, 10.44.0.3, a switch joins the three.

import { run } from './processes.mjs';

export const CLIENT = { role: 'client', number: 1 };
export const SERVER = { role: 'server', number: 2 };
/** A third computer, for a proxy. */
export const PROXY = { role: 'proxy', number: 3 };
/** No computer: what stands between them if their cable has faults, or if they are three. */
export const CABLE = { role: 'cable' };

export const addressOf = ({ number }) => `10.44.0.${number}`;
export const address6Of = ({ number }) => `fd00:44::${number}`;
export const macOf = ({ number }) => `02:00:0a:2c:00:0${number}`;

export class Bench {
  constructor() {
    this.namespaces = new Map();
  }

  /**
   * Makes the computers and plugs in the cable: one piece, or two with a place for faults between, or
   * three with a switch between. With `offloads` the network cards do what they do in a real computer.
   */
  build({ faulty = false, proxied = false, offloads = false } = {}) {
    const computers = proxied ? [CLIENT, SERVER, PROXY] : [CLIENT, SERVER];
    const between = faulty || proxied;
    for (const side of between ? [...computers, CABLE] : computers) {
      const namespace = `wiretale-${side.role}-${process.pid}`;
      run('ip', 'netns', 'add', namespace);
      this.namespaces.set(side.role, namespace);
    }
    if (between) for (const side of computers) this.#plugInto(side);
    else this.#plug('eth0', CLIENT, 'eth0', SERVER);
    for (const side of computers) this.#configure(side, offloads);
    if (proxied) this.#switch(computers);
  }

  namespace(side) {
    return this.namespaces.get(side.role);
  }

  /** Runs a command on one of the two computers. */
  on(side, command, ...words) {
    return run('ip', 'netns', 'exec', this.namespace(side), command, ...words);
  }

  /** From now on nothing reaches this computer and nothing leaves it: its cable is "pulled". */
  vanish(side) {
    this.on(side, 'iptables', '-I', 'INPUT', '-j', 'DROP');
    this.on(side, 'iptables', '-I', 'OUTPUT', '-j', 'DROP');
  }

  /** Its cable is plugged in again. */
  comeBack(side) {
    this.on(side, 'iptables', '-D', 'INPUT', '-j', 'DROP');
    this.on(side, 'iptables', '-D', 'OUTPUT', '-j', 'DROP');
  }

  /** Sets a kernel parameter of one computer, for example `net.ipv4.tcp_retries2`. */
  set(side, name, value) {
    this.on(side, 'sysctl', '-q', '-w', `${name}=${value}`);
  }

  remove() {
    for (const namespace of this.namespaces.values()) run('ip', 'netns', 'del', namespace);
    this.namespaces.clear();
  }

  #plug(device, side, peer, other) {
    run('ip', 'link', 'add', device, 'netns', this.namespace(side), 'type', 'veth',
      'peer', 'name', peer, 'netns', this.namespace(other));
  }

  /** The faulty cable's end at this computer is a device with this computer's name. */
  #plugInto(side) {
    this.#plug(side.role, CABLE, 'eth0', side);
    this.#switchOffOffloads(CABLE, side.role);
    this.on(CABLE, 'sysctl', '-q', '-w', `net.ipv6.conf.${side.role}.disable_ipv6=1`);
    this.on(CABLE, 'ip', 'link', 'set', side.role, 'up');
  }

  // Without this the kernel hands over frames of up to 64 KB, which no real
  // cable carries, with checksums nobody has computed.
  #switchOffOffloads(side, device) {
    this.on(side, 'ethtool', '-K', device,
      ...['gro', 'gso', 'tso', 'tx', 'rx', 'sg'].flatMap((feature) => [feature, 'off']));
  }

  /** Joins the cables of all computers. */
  #switch(computers) {
    this.on(CABLE, 'ip', 'link', 'add', 'switch', 'type', 'bridge');
    this.on(CABLE, 'sysctl', '-q', '-w', 'net.ipv6.conf.switch.disable_ipv6=1');
    for (const { role } of computers) this.on(CABLE, 'ip', 'link', 'set', role, 'master', 'switch');
    this.on(CABLE, 'ip', 'link', 'set', 'switch', 'up');
  }

  #configure(side, offloads) {
    this.on(side, 'ip', 'link', 'set', 'lo', 'up');
    this.on(side, 'ip', 'link', 'set', 'eth0', 'address', macOf(side));
    if (!offloads) this.#switchOffOffloads(side, 'eth0');
    this.on(side, 'ip', 'address', 'add', `${addressOf(side)}/24`, 'dev', 'eth0');
    this.on(side, 'ip', '-6', 'address', 'add', `${address6Of(side)}/64`, 'dev', 'eth0', 'nodad');
    this.on(side, 'ip', 'link', 'set', 'eth0', 'up');
    this.set(side, 'net.ipv4.tcp_congestion_control', 'reno');
  }
}
