//! Conversations on few ports, shuffled together: reused ports, lost, repeated and late packets, wrong
//! times, fragments, and little room.

use wiretale::decode::Flags;
use wiretale::flow::Room;

use crate::random::Random;
use crate::support::*;

/// The packets of a seed, and how much room there is for them.
pub(crate) fn packets(seed: u64) -> (Vec<RawPacket>, Room) {
    let mut random = Random(seed);
    let ports = 1 + random.below(3);
    let mut packets = Vec::new();
    for number in 0..3 + random.below(8) {
        packets.extend(conversation(&mut random, ports, number as u32));
    }
    packets.sort_by_key(|packet| packet.time);
    if random.percent(30) {
        wrong_times(&mut random, &mut packets);
    }
    let mut raw = Vec::new();
    for packet in &packets {
        let at = raw.len().saturating_sub(if random.percent(10) { random.below(4) } else { 0 });
        if random.percent(8) {
            let pieces = packet.to_fragments(8 * (1 + random.below(4)));
            raw.splice(at..at, pieces);
        } else {
            raw.insert(at, packet.to_raw());
        }
    }
    let most = if random.percent(40) { 1 + random.below(3) } else { 1000 };
    (raw, Room { open: most, half_open: most, past: 1 + random.below(most) })
}

/// Statistics between packets: quiet times, in which things end, and losses; some times are wrong.
pub(crate) fn statistics(seed: u64, packets: &[RawPacket]) -> Vec<TestStatistics> {
    const SECOND: u64 = 1_000_000_000;
    let mut random = Random(seed ^ 0x10_55);
    let mut all = Vec::new();
    let mut dropped = (0, 0);
    for (behind, packet) in packets.iter().enumerate() {
        if !random.percent(30) {
            continue;
        }
        let before = packets.get(behind.saturating_sub(1)).map_or(packet.time, |before| before.time);
        let mut time = if random.percent(50) { before } else { packet.time };
        let step = random.pick(&[0, SECOND / 50, SECOND, 12 * SECOND, 100_000 * SECOND]);
        for _ in 0..=random.below(5) {
            if random.percent(40) {
                dropped.0 += random.below(3) as u64;
                dropped.1 += random.below(300) as u64;
            }
            all.push(TestStatistics { behind, time, dropped });
            time += step;
        }
    }
    // As dumpcap does it: once more behind the last packet.
    let last = packets.last().map_or(0, |packet| packet.time);
    all.push(TestStatistics {
        behind: packets.len(),
        time: last + random.below(30) as u64 * SECOND,
        dropped,
    });
    all
}

fn conversation(random: &mut Random, ports: usize, number: u32) -> Vec<TestPacket> {
    let port = 50_000 + random.below(ports);
    let mut talk = Conversation::new(&format!("10.0.0.1:{port}"), "10.0.0.2:8080");
    // Sometimes with the numbers of another one.
    let numbers = if random.percent(20) { 1 } else { number + 1 };
    talk.numbers(numbers * 1_000_003, numbers * 70_000_001);
    let pauses = [0, 1, 50, 3_000, 12_000, 140_000, 90_000_000];
    talk.after_ms(random.pick(&pauses));
    talk.handshake();
    if random.percent(70) {
        talk.get("/chat").switching_protocols();
    }
    for _ in 0..random.below(6) {
        talk.after_ms(if random.percent(5) { random.pick(&pauses) } else { 1 });
        match random.below(5) {
            0 => talk.client(masked(text("to the server"))),
            1 => talk.server(text("to the client")),
            2 => talk.client_ack(),
            3 => talk.client(masked(ping("?"))).server(pong("?")),
            _ => talk.in_segments(Side::Client, 7, masked(text("in several segments"))).server_ack(),
        };
    }
    match random.below(5) {
        0 => talk.server_fin().client_fin().server_ack(),
        1 => talk.client_rst(),
        2 => talk.server_fin().client_ack(),
        3 => talk.client(masked(close(1000, "bye"))).server(close(1000, "bye")).server_fin(),
        _ => &mut talk,
    };
    let mut packets = Vec::new();
    for (index, mut packet) in talk.packets.into_iter().enumerate() {
        if random.percent(60) {
            packet.ip.identification = Some((number * 1000) as u16 + index as u16);
        }
        // A SYN in the middle, a RST from somebody else.
        if random.percent(3) {
            let flags = random.pick(&[Flags::SYN, Flags::RST]);
            packets.push(TestPacket {
                flags,
                payload: Vec::new(),
                seq: random.next() as u32,
                ..packet.clone()
            });
        }
        let times = match random.below(20) {
            0 => 0,
            1 => 2,
            _ => 1,
        };
        for again in 0..times {
            packets.push(TestPacket { time: packet.time + again * 300_000, ..packet.clone() });
        }
    }
    // A straggler, long after.
    if random.percent(30)
        && let Some(last) = packets.last().cloned()
    {
        packets.push(TestPacket { time: last.time + 1_000_000 * random.pick(&pauses), ..last });
    }
    packets
}

fn wrong_times(random: &mut Random, packets: &mut [TestPacket]) {
    for packet in packets {
        if random.percent(10) {
            packet.time = packet.time + 200_000_000_000_000 * random.below(2) as u64
                - 1_000_000_000 * random.below(200_000) as u64;
        }
    }
}
