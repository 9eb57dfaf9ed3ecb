//! One connection told again, out of packets that are read back.

use std::iter::Peekable;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{MutexGuard, PoisonError};
use std::vec::IntoIter;

use crate::capture::{CaptureError, Packet, ReadBack};
use crate::decode::{Decoder, Undecoded};
use crate::flow::{ConnectionId, Connections, Room};
use crate::limits::RETELLING_STEPS;
use crate::session::{DecodeAs, Event, Observer, Sessions};
use crate::tell::{Ending, Index, LossAfter, SharedIndex};

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
    decode_as: DecodeAs,
    stop: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<(), CaptureError> {
    let (same_ends, mut between) = {
        let index = lock(index);
        let same_ends = index.same_ends(connection);
        let Some(row) = index.row(connection) else { return Ok(()) };
        let ends = (row.opened.client, row.opened.server);
        let endings = index.endings(&same_ends).into_iter().peekable();
        (same_ends, Between { ends, endings, losses: index.losses().into_iter().peekable() })
    };
    let packets_between = packets_of(index, &same_ends);
    let mut cursor = packets.cursor();
    let mut decoder = Decoder::new();
    let mut connections = Connections::new(Room::default());
    let mut alone = Alone { connection, observer };
    let mut sink = Sessions::decoding_as(&mut alone, decode_as);
    for numbers in packets_between.chunks(RETELLING_STEPS) {
        let entries: Vec<_> = {
            let index = lock(index);
            numbers.iter().filter_map(|number| index.entry(*number)).collect()
        };
        for entry in entries {
            if stop.load(Ordering::Relaxed) || !sink.observer().wants_more() {
                return Ok(());
            }
            between.happens_before(entry.number, &mut connections, &mut sink);
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
    between.happens_before(u64::MAX, &mut connections, &mut sink);
    connections.finish(&mut sink);
    Ok(())
}

/// What happened between the packets of some connections, when others went by, or none.
struct Between {
    /// The ends of all of them.
    ends: (SocketAddr, SocketAddr),
    endings: Peekable<IntoIter<Ending>>,
    losses: Peekable<IntoIter<LossAfter>>,
}

impl Between {
    /// Lets happen what happened before a packet.
    fn happens_before(&mut self, packet: u64, connections: &mut Connections, sink: &mut Sessions<'_>) {
        while let Some(ending) = self.endings.next_if(|ending| ending.before <= packet) {
            self.lose(connections, |lost| lost.number < ending.losses);
            connections.end_again(ending.ended, self.ends, sink);
        }
        self.lose(connections, |lost| lost.packet < packet);
    }

    fn lose(&mut self, connections: &mut Connections, is_before: impl Fn(&LossAfter) -> bool) {
        while let Some(LossAfter { packet, loss, .. }) = self.losses.next_if(&is_before) {
            connections.lose_again(packet, loss);
        }
    }
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

    fn wants_contents(&self) -> bool {
        self.observer.wants_contents()
    }

    fn wants_segments(&self) -> bool {
        self.observer.wants_segments()
    }

    fn wants_more(&self) -> bool {
        self.observer.wants_more()
    }
}
