// What happens to TCP when the cable does not do its duty. Seven connections,
// one fault each, and the cable's own word for it in the log.

import { CLIENT, SERVER } from '../lib/bench.mjs';
import { CLOSED_BY_BROWSER, gaps, mustBe, within } from '../lib/packets.mjs';

// Nine segments: eight full ones and a rest.
const BURST = '0123456789'.repeat(1_200);

const PATHS = ['/lost', '/lost-twice', '/ack-lost', '/swapped', '/duplicated', '/delayed', '/lost-from-browser'];

export default [
  {
    name: 'faults',
    teaches: 'The cable loses, swaps, delays and doubles segments: seven connections, seven ways to get over it',
    connections: PATHS.length,
    largest: 130_000,
    cable: { latency: 5 },
    prepare(bench) {
      // Each connection starts as the first did.
      for (const side of [CLIENT, SERVER]) bench.set(side, 'net.ipv4.tcp_no_metrics_save', 1);
    },
    server: {},
    async story({ browser, cable, server, sleep }) {
      await sleep(1_000);
      const talks = {
        // The others arrive: duplicate ACKs ask for it, and it is sent at once.
        async '/lost'(socket) {
          cable.drop({ from: 'server', segment: 4 });
          await server.send(BURST);
          await socket.hears(1);
        },
        // What was sent at once is lost as well. Now only the clock helps.
        async '/lost-twice'(socket) {
          cable.drop({ from: 'server', segment: 4, times: 2 });
          await server.send(BURST);
          await socket.hears(1);
        },
        // It had arrived; only the server cannot know.
        async '/ack-lost'(socket) {
          cable.drop({ from: 'client', carrying: 'nothing', segment: 1 });
          await server.send('Did you get this?');
          await socket.hears(1);
          await sleep(500);
        },
        async '/swapped'(socket) {
          cable.swap({ from: 'server', segment: 4 });
          await server.send(BURST);
          await socket.hears(1);
        },
        async '/duplicated'(socket) {
          cable.duplicate({ from: 'server', segment: 4 });
          await server.send(BURST);
          await socket.hears(1);
        },
        // So late that it is sent again. Then both come, first the copy.
        async '/delayed'(socket) {
          cable.delay({ from: 'server', segment: 4, milliseconds: 60 });
          await server.send(BURST);
          await socket.hears(1);
        },
        // The other direction: here the capture is at the sender.
        async '/lost-from-browser'(socket) {
          cable.drop({ from: 'client', segment: 4 });
          await socket.say(BURST);
          await server.logged('message');
          await sleep(300);
          cable.drop({ from: 'client', segment: 1 });
          await socket.say('Did you get this?');
          await sleep(500);
        },
      };
      for (const path of PATHS) {
        const socket = await browser.connect(path);
        await sleep(300);
        await talks[path](socket);
        await sleep(300);
        await socket.close(1000);
        await socket.closed();
        await sleep(300);
      }
    },
    check(capture, log) {
      for (const [stream, path] of PATHS.entries()) {
        const talk = capture.connection(stream);
        const { clientPort, number } = talk.first(`→ GET ${path}`);
        mustBe('packets before the request', talk.packets[3].number, number);
        const faults = log.all((one) => one.who === 'cable' && one.clientPort === clientPort);
        CHECKS[path](talk, faults);
        const goodbye = talk.first('→ Close').number;
        talk.only((one) => one.number >= goodbye).reads(CLOSED_BY_BROWSER);
      }
      mustBe('complete bursts in the browser', log.count('browser', 'message'), 6);
      mustBe('complete messages at the server', log.count('server', 'message'), 2);
      mustBe('clean closes', log.all((one) => one.event === 'close' && one.wasClean).length, PATHS.length);
    },
  },
];

// What the capture shows of the faults that the cable has logged.
const CHECKS = {
  '/lost'(talk, [lost, ...more]) {
    is(lost, 'dropped', more, 0);
    const [sent, ...again] = transmissions(talk, lost);
    shows(talk, [sent], 'fast retransmission', 'previous segment not captured');
    mustBe('retransmissions', retransmissions(talk) + again.length, 1);
    duplicateAcks(talk, 'client');
  },
  '/lost-twice'(talk, [lost, ...more]) {
    is(lost, 'dropped', more, 1);
    mustBe('what is lost again', more[0].seq, lost.seq);
    const sent = transmissions(talk, lost);
    mustBe('transmissions that arrive', sent.length, 1);
    mustBe('retransmissions', retransmissions(talk), 1);
    mustBe('fast retransmissions', talk.labelled('fast retransmission').length, 0);
    duplicateAcks(talk, 'client');
    const before = talk.packets[talk.packets.indexOf(sent[0]) - 1];
    within('seconds until the timeout', sent[0].epoch - before.epoch, 0.15, 0.6);
  },
  '/ack-lost'(talk, [lost, ...more]) {
    is(lost, 'dropped', more, 0);
    mustBe('bytes of what is lost', lost.bytes, 0);
    const [message] = talk.all('← Text 17');
    mustBe('what the lost ACK acknowledges', lost.ack, message.sequence + message.length);
    const [first, second, ...again] = talk.only((one) => one.sequence === message.sequence && one.length > 0
      && one.from === 'server').packets;
    mustBe('needless transmissions', again.length, 0);
    shows(talk, [second], 'spurious retransmission');
    within('seconds until the timeout', second.epoch - first.epoch, 0.15, 0.6);
  },
  '/swapped'(talk, [swapped, ...more]) {
    is(swapped, 'swapped', more, 0);
    shows(talk, transmissions(talk, swapped), 'out of order', 'previous segment not captured');
    mustBe('retransmissions', retransmissions(talk), 0);
    const [late] = transmissions(talk, swapped);
    const before = talk.packets.findLast((one) => one.number < late.number && one.length > 0);
    mustBe('what has overtaken it', before.sequence, swapped.behind);
  },
  '/duplicated'(talk, [doubled, ...more]) {
    is(doubled, 'duplicated', more, 0);
    const both = transmissions(talk, doubled);
    mustBe('how often it arrives', both.length, 2);
    mustBe('retransmissions', retransmissions(talk), 1);
    within('seconds from one to the other', gaps(both)[0], 0, 0.005);
    shows(talk, [both[1]], 'spurious retransmission');
  },
  '/delayed'(talk, [late, ...more]) {
    is(late, 'delayed', more, 0);
    const [copy, original, ...again] = transmissions(talk, late);
    mustBe('further transmissions', again.length, 0);
    shows(talk, [copy], 'fast retransmission', 'previous segment not captured');
    shows(talk, [original], 'spurious retransmission');
    duplicateAcks(talk, 'client');
  },
  '/lost-from-browser'(talk, [lost, ...more]) {
    is(lost, 'dropped', more, 1);
    const [, again, ...further] = transmissions(talk, lost);
    mustBe('further transmissions', further.length, 0);
    shows(talk, [again], 'fast retransmission');
    duplicateAcks(talk, 'server');
    const both = transmissions(talk, more[0]);
    mustBe('how often the second is sent', both.length, 2);
    within('seconds until the timeout', gaps(both)[0], 0.15, 0.6);
    mustBe('retransmissions', retransmissions(talk), 2);
  },
};

function is(fault, event, others, count) {
  mustBe('what the cable did', fault?.event, event);
  mustBe('further faults', others.length, count);
}

/** Every time the bytes of this fault appear in the capture. */
function transmissions(talk, { from, seq }) {
  return talk.only((one) => one.from === from && one.sequence === seq && one.length > 0).packets;
}

function retransmissions(talk) {
  return talk.only((one) => one.isRetransmission).packets.length;
}

/** These packets, and no others, have the label; if there was a gap, it was seen once. */
function shows(talk, packets, label, gap) {
  const numbers = (list) => list.map(({ number }) => number).join(', ');
  mustBe(`packets with "${label}"`, numbers(talk.labelled(label)), numbers(packets));
  if (gap) mustBe(gap, talk.labelled(gap).length, 1);
}

function duplicateAcks(talk, from) {
  const count = talk.labelled('duplicate ACK').filter((one) => one.from === from).length;
  within('duplicate ACKs', count, 2, 5);
}
