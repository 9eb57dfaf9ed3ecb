//! The same packets again and again, each time with other clients.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::support::TestPacket;

/// The server of everything that is made; whoever speaks with it is a client.
pub(crate) const SERVER: &str = "192.0.2.1:8080";
/// Time from a packet of one copy to that of the next, in nanoseconds.
const STEP: u64 = 1000;

/// Packets, of so many groups of clients: some of these side by side, then the next ones.
pub(crate) struct Copies {
    packets: Vec<TestPacket>,
    /// When each packet comes after the first one of its copy, at the earliest, in nanoseconds.
    times: Vec<u64>,
    count: u64,
    side_by_side: u64,
    /// Addresses from one copy's to the next one's.
    stride: u32,
}

impl Copies {
    /// So many copies, so many of them side by side.
    pub(crate) fn new(packets: Vec<TestPacket>, count: u64, side_by_side: u64) -> Self {
        let mut times = Vec::with_capacity(packets.len());
        let (mut time, mut before) = (0, packets[0].time);
        for packet in &packets {
            time += packet.time.saturating_sub(before).max(side_by_side * STEP);
            before = packet.time;
            times.push(time);
        }
        let clients: BTreeSet<u32> =
            packets.iter().map(|packet| bits(*client(&mut packet.clone()))).collect();
        let stride = clients.last().zip(clients.first()).map_or(1, |(last, first)| last - first + 1);
        Self { packets, times, count, side_by_side, stride }
    }

    /// How many packets there are.
    pub(crate) fn len(&self) -> u64 {
        self.count * self.packets.len() as u64
    }

    /// The packet of a number, from 0 on.
    pub(crate) fn packet(&self, number: u64) -> Option<TestPacket> {
        let round = self.packets.len() as u64 * self.side_by_side;
        let (rounds, within) = (number / round, number % round);
        // Those that are left at the end are fewer.
        let beside = self.side_by_side.min(self.count.checked_sub(rounds * self.side_by_side)?).max(1);
        let (index, copy) = ((within / beside) as usize, rounds * self.side_by_side + within % beside);
        let mut packet = self.packets.get(index).filter(|_| copy < self.count)?.clone();
        let length = self.times.last()? + self.side_by_side * STEP;
        packet.time = self.packets[0].time + rounds * length + self.times[index] + within % beside * STEP;
        let client = client(&mut packet);
        client.set_ip(Ipv4Addr::from_bits(bits(*client).wrapping_add(copy as u32 * self.stride)).into());
        Some(packet)
    }

    /// Writes all as pcap with microseconds, which every program reads.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        // Magic number, version 2.4, no zone and no accuracy, snapshot length, Ethernet.
        for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144, 1_u32] {
            out.write_all(&word.to_le_bytes())?;
        }
        for packet in (0..).map_while(|number| self.packet(number)) {
            let raw = packet.to_raw();
            let (seconds, microseconds) = (raw.time / 1_000_000_000, raw.time / 1000 % 1_000_000);
            for word in [seconds as u32, microseconds as u32, raw.bytes.len() as u32, raw.wire_length] {
                out.write_all(&word.to_le_bytes())?;
            }
            out.write_all(&raw.bytes)?;
        }
        out.flush()
    }
}

/// The side that is not the server.
fn client(packet: &mut TestPacket) -> &mut SocketAddr {
    let server: SocketAddr = SERVER.parse().expect("an address");
    if packet.from == server { &mut packet.to } else { &mut packet.from }
}

fn bits(client: SocketAddr) -> u32 {
    match client.ip() {
        IpAddr::V4(address) => address.to_bits(),
        IpAddr::V6(_) => 0,
    }
}
