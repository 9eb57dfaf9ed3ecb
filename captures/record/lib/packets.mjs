// Reads a capture with tshark and says whether it shows what it must show.
//
// Each packet becomes a short line, an arrow and what it carries:
//
//     → SYN              ← SYN ACK       → ACK            ← FIN ACK      ← RST ACK
//     → GET /echo        ← 101           ← 200
//     → Text 5           ← Close 1000 bye     → Close     ← Ping         → Pong
//     ← Begins 8         ← Continues 8   ← Ends 8         (a message in several frames)
//     ← Keep-Alive 1     → Keep-Alive-ACK                 ← Retransmission Text 5
//     → TLS 1832         → Data 1448     (what is none of the above)
//
// A pattern is a list of such lines, each of which may be cut short at a word:
// `→ Close` stands for `→ Close 1000 bye` too. `?`, `*`, `+`, `{3,5}`, `|` and
// parentheses mean what they mean in regular expressions.

import { run } from './processes.mjs';

/** TCP's handshake and HTTP's upgrade, as almost every connection starts. */
export const OPENING = '→ SYN, ← SYN ACK, → ACK, → GET, ← ACK?, ← 101, → ACK';

/** The browser's close(code): both Close frames, and then the server's FIN before the browser's. */
export const CLOSED_BY_BROWSER = '→ Close, ← ACK?, ← Close, → ACK?, ← FIN ACK, → ACK?, → FIN ACK, ← ACK';

const FIELDS = {
  number: 'frame.number',
  epoch: 'frame.time_epoch',
  stream: 'tcp.stream',
  ipv6: 'ipv6.src',
  source: 'ip.src',
  destination: 'ip.dst',
  clientPort: 'tcp.srcport',
  serverPort: 'tcp.dstport',
  length: 'tcp.len',
  sequence: 'tcp.seq',
  flags: 'tcp.flags',
  window: 'tcp.window_size',
  sack: 'tcp.options.sack_le',
  keepAlive: 'tcp.analysis.keep_alive',
  keepAliveAck: 'tcp.analysis.keep_alive_ack',
  retransmission: 'tcp.analysis.retransmission',
  badChecksum: 'tcp.checksum_bad.expert',
  opcode: 'websocket.opcode',
  fin: 'websocket.fin',
  masked: 'websocket.mask',
  rsv: 'websocket.rsv',
  size: 'websocket.payload_length',
  size16: 'websocket.payload_length_ext_16',
  size64: 'websocket.payload_length_ext_64',
  code: 'websocket.payload.close.status_code',
  reason: 'websocket.payload.close.reason',
  method: 'http.request.method',
  uri: 'http.request.uri',
  status: 'http.response.code',
  tls: 'tls.record.content_type',
};

// Wireshark's opinions that do not show in a packet's line.
const LABELS = {
  'previous segment not captured': 'tcp.analysis.lost_segment',
  'duplicate ACK': 'tcp.analysis.duplicate_ack',
  'fast retransmission': 'tcp.analysis.fast_retransmission',
  'spurious retransmission': 'tcp.analysis.spurious_retransmission',
  'out of order': 'tcp.analysis.out_of_order',
  'zero window': 'tcp.analysis.zero_window',
  'window full': 'tcp.analysis.window_full',
  'window update': 'tcp.analysis.window_update',
};

/** Where servers and proxies listen: plain, with TLS, and for CONNECT. */
export const PORTS = [8080, 8443, 3128];


const FLAGS = [[0x02, 'SYN'], [0x01, 'FIN'], [0x04, 'RST'], [0x10, 'ACK']];
const OPCODES = { 0: 'Continues', 1: 'Text', 2: 'Binary', 8: 'Close', 9: 'Ping', 10: 'Pong' };

export class Packets {
  constructor(packets) {
    this.packets = packets;
  }

  static read(file) {
    const columns = { ...FIELDS, ...LABELS };
    const names = Object.keys(columns);
    const words = ['-r', file, '-o', 'tcp.check_checksum:TRUE', '-d', 'tcp.port==8443,tls',
      '-T', 'fields', '-E', 'aggregator=;', ...Object.values(columns).flatMap((field) => ['-e', field])];
    return new Packets(run('tshark', ...words).split('\n').filter(Boolean).map((line) => {
      const values = line.split('\t');
      return packet(Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
    }));
  }

  /** The client's port of each connection, in tshark's order. */
  clientPorts() {
    const ports = [];
    for (const { stream, clientPort } of this.packets) ports[stream] ??= clientPort;
    return ports;
  }

  /** The numbers of the connections that this address opened; those over IPv6 are the browser's. */
  connectionsOf(address) {
    const own = this.packets.filter(({ client }) => client === '' || client === address);
    return [...new Set(own.map(({ stream }) => stream))].sort((a, b) => a - b);
  }

  /** The packets of one connection only. */
  connection(stream) {
    return this.only((one) => one.stream === stream);
  }

  only(test) {
    return new Packets(this.packets.filter(test));
  }

  /** Fails unless the packets read like the pattern, from first to last. */
  reads(...patterns) {
    const pattern = patterns.join(', ');
    if (!new RegExp(`^${compiled(pattern)}$`).test(this.#text())) {
      throw new Error(`the capture must read\n    ${pattern}\nbut reads\n${this}`);
    }
  }

  /** All packets whose line begins like this. */
  all(line) {
    const start = new RegExp(`^${compiled(line)}$`);
    return this.packets.filter((one) => start.test(`${one.line}\n`));
  }

  /** The first such packet; fails if there is none. */
  first(line) {
    const [found] = this.all(line);
    if (!found) throw new Error(`no "${line}" in\n${this}`);
    return found;
  }

  /** All packets to which Wireshark gives this label. */
  labelled(label) {
    return this.packets.filter((one) => one.labels.includes(label));
  }

  /** The packet that comes next. */
  after(one) {
    return this.packets[this.packets.indexOf(one) + 1];
  }

  #text() {
    return this.packets.map(({ line }) => `${line}\n`).join('');
  }

  toString() {
    const start = this.packets[0]?.epoch ?? 0;
    return this.packets.map(({ number, epoch, stream, line, labels }) => {
      const time = (epoch - start).toFixed(6).padStart(10);
      return `${String(number).padStart(7)}  ${time}  ${stream}  ${[line, ...labels].join(', ')}`;
    }).join('\n');
  }
}

/** Fails unless `value` lies between `low` and `high`. */
export function within(what, value, low, high) {
  if (!(value >= low && value <= high)) throw new Error(`${what}: ${value}, not within ${low} and ${high}`);
}

export function mustBe(what, value, expected) {
  if (value !== expected) throw new Error(`${what} must be ${expected}, not ${value}`);
}

/** Seconds from one packet to the next, for a list of packets. */
export function gaps(packets) {
  return packets.slice(1).map((one, index) => one.epoch - packets[index].epoch);
}

function packet(raw) {
  const number = (name) => Number(raw[name].split(';')[0]);
  const list = (name) => raw[name].split(';').filter((value) => value !== '').map(Number);
  const fromServer = PORTS.includes(number('clientPort'));
  const longer = { 126: list('size16'), 127: list('size64') };
  const frames = list('opcode').map((opcode, index) => ({
    opcode,
    fin: list('fin')[index] === 1,
    masked: list('masked')[index] === 1,
    compressed: (list('rsv')[index] & 4) === 4,
    size: size(list('size')[index], longer),
  }));
  const one = {
    number: number('number'),
    epoch: Number(raw.epoch),
    stream: number('stream'),
    from: fromServer ? 'server' : 'client',
    client: fromServer ? raw.destination : raw.source,
    clientPort: number(fromServer ? 'serverPort' : 'clientPort'),
    length: number('length'),
    sequence: number('sequence'),
    window: number('window'),
    isIpv6: raw.ipv6 !== '',
    hasSack: raw.sack !== '',
    hasGoodChecksum: raw.badChecksum === '',
    isRetransmission: raw.retransmission !== '',
    labels: Object.keys(LABELS).filter((label) => raw[label] !== ''),
    frames,
  };
  return { ...one, line: `${fromServer ? '←' : '→'} ${content(raw, one)}` };
}

/** A frame's length: 126 and 127 stand for those that follow in two and eight bytes. */
function size(short, longer) {
  return longer[short]?.shift() ?? short;
}

function content(raw, { frames, length }) {
  if (raw.keepAlive) return `Keep-Alive ${length}`;
  if (raw.keepAliveAck) return 'Keep-Alive-ACK';
  const flags = FLAGS.filter(([bit]) => Number(raw.flags) & bit).map(([, name]) => name);
  const words = raw.retransmission ? ['Retransmission'] : [];
  if (frames.length > 0) words.push(frames.map((frame) => described(frame, raw)).join(' & '));
  else if (raw.method) words.push(raw.method, raw.uri);
  else if (raw.status) words.push(raw.status);
  else if (raw.tls) words.push(`TLS ${length}`);
  else if (length > 0) words.push(`Data ${length}`);
  if (length === 0 || !flags.includes('ACK') || flags.length > 1) words.push(...flags);
  return words.join(' ');
}

function described({ opcode, fin, size }, raw) {
  if (opcode === 8) return ['Close', raw.code, raw.reason].filter(Boolean).join(' ');
  if (!fin && opcode !== 0) return `Begins ${size}`;
  if (fin && opcode === 0) return `Ends ${size}`;
  return [OPCODES[opcode], size || ''].join(' ').trim();
}

// A pattern as the source of a regular expression over lines.
function compiled(pattern) {
  const tokens = pattern.match(/[→←][^→←,()?*+|{}]*|\{[^}]*\}|[()?*+|]/g);
  return tokens.map((token) => (/^[→←]/.test(token) ? `(?:${escaped(token.trim())}(?: [^\\n]*)?\\n)` : token)).join('');
}

function escaped(text) {
  return text.replaceAll(/[.[\]\\^$]/g, '\\$&');
}
