//! One connection told again, out of packets that are read back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{MutexGuard, PoisonError};

use crate::capture::{CaptureError, Packet, ReadBack};
use crate::decode::{Decoder, Undecoded};
use crate::flow::{ConnectionId, Connections, Room};
use crate::limits::RETELLING_STEPS;
use crate::session::{Event, Observer, Sessions};
use crate::tell::{Index, SharedIndex};

/// Tells `observer` of one connection again, out of packets that are read back: whatever was told of it
/// the first time, and nothing of others. Its last word is [`TcpEvent::Ended`](crate::flow::TcpEvent::Ended), unless it is told to `stop`.
///
/// All packets between the same two ends are read, for a connection may depend on what the one before it
/// left behind: used ports, stragglers, a SYN that opened nothing. Which connection a packet belongs to,
/// and when each ended, is known from the first time, when the packets of all others went by too. Where
/// the first telling forgot something because there was too much of it in the whole capture (segments
/// to compare with, bytes behind holes), the second may know more.
///
/// # Errors
/// [`CaptureError`] where a packet can't be read back; what came before it was told.
pub fn retell(
    index: &SharedIndex,
    packets: &ReadBack,
    connection: ConnectionId,
    stop: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<(), CaptureError> {
    let (ends, same_ends, endings) = {
        let index = lock(index);
        let same_ends = index.same_ends(connection);
        let Some(row) = index.connections().get(connection as usize) else { return Ok(()) };
        ((row.opened.client, row.opened.server), same_ends.clone(), index.endings(&same_ends))
    };
    let between = packets_of(index, &same_ends);
    let mut endings = endings.into_iter().peekable();
    let mut cursor = packets.cursor();
    let mut decoder = Decoder::new();
    let mut connections = Connections::new(Room::default());
    let mut alone = Alone { connection, observer };
    let mut sink = Sessions::new(&mut alone);
    for numbers in between.chunks(RETELLING_STEPS) {
        let entries: Vec<_> = {
            let index = lock(index);
            numbers.iter().filter_map(|number| index.entry(*number)).collect()
        };
        for entry in entries {
            if stop.load(Ordering::Relaxed) || !sink.observer().wants_more() {
                return Ok(());
            }
            while let Some((_, ended)) = endings.next_if(|(packet, _)| *packet <= entry.number) {
                connections.end_again(ended, ends, &mut sink);
            }
            let packet = cursor.packet(entry.number, entry.place, entry.time)?;
            let belongs = entry.connection == Some(connection);
            if belongs {
                sink.observer().packet(&packet);
            }
            let taken = decoder.decode(&packet).map(|segment| {
                let number = entry.connection.unwrap_or_default();
                connections.take_again(&segment, number, entry.begins, &mut sink);
            });
            if belongs {
                sink.observer().packet_end(taken.map(|()| decoder.pieces()));
            }
        }
    }
    for (_, ended) in endings {
        connections.end_again(ended, ends, &mut sink);
    }
    connections.finish(&mut sink);
    Ok(())
}

/// The packets of some connections, in their order; the index is held for a moment at a time.
pub(super) fn packets_of(index: &SharedIndex, connections: &[ConnectionId]) -> Vec<u64> {
    let mut packets = Vec::new();
    for connection in connections {
        let mut next = lock(index).last_of(*connection);
        while next.is_some() {
            next = lock(index).walk_back(next, RETELLING_STEPS, &mut packets);
        }
    }
    packets.sort_unstable();
    packets
}

pub(super) fn lock(index: &SharedIndex) -> MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands on what happens on one connection.
struct Alone<'o> {
    connection: ConnectionId,
    observer: &'o mut dyn Observer,
}

impl Observer for Alone<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        if event.at.connection == self.connection {
            self.observer.observe(event);
        }
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.observer.packet(packet);
    }

    fn packet_end(&mut self, segment: Result<&[u64], Undecoded>) {
        self.observer.packet_end(segment);
    }

    fn wants_more(&self) -> bool {
        self.observer.wants_more()
    }
}
