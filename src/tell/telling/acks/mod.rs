//! How data was acknowledged, and who kept the line alive, over time.

mod lanes;
mod silences;

pub use lanes::{Lanes, Mark};
pub use silences::Quiet;

use lanes::Questions;
use silences::Quiets;

use super::kept::{InPacket, Kept};
use crate::capture::Timestamp;
use crate::flow::{Acknowledgement, At, Direction, Pair, SegmentFacts, TcpEvent};
use crate::limits;
use crate::protocol::frame::Opcode;
use crate::session::{Event, EventKind, Frame, WebSocketEvent};

/// How data was acknowledged, and who kept the line alive, over time.
#[derive(Debug)]
pub struct Acks {
    /// Segments that acknowledge something new, in order.
    pub list: Kept<Acked>,
    /// Bytes that each side acknowledged: the direction is that of the ACKs.
    pub bytes: Pair<u64>,
    /// What each side sent over time.
    pub lanes: Lanes,
    slowest: Vec<Acked>,
    times: Kept<(u64, Timestamp)>,
    quiets: Quiets,
    questions: Questions,
    last: Option<(u64, Timestamp)>,
}

/// A segment that acknowledges something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acked {
    /// The packet.
    pub packet: u64,
    /// Its time.
    pub time: Timestamp,
    /// Who acknowledges.
    pub by: Direction,
    /// What, how and how late.
    pub ack: Acknowledgement,
}

impl InPacket for Acked {
    fn packet(&self) -> u64 {
        self.packet
    }
}

impl InPacket for (u64, Timestamp) {
    fn packet(&self) -> u64 {
        self.0
    }
}

/// A list with as much room at its beginning as at its end.
fn both_ends<T: InPacket>(room: usize) -> Kept<T> {
    Kept::new(room / 2, room / 2)
}

impl Default for Acks {
    fn default() -> Self {
        Self {
            list: both_ends(limits::MAX_ACKS_LISTED),
            bytes: Pair::default(),
            lanes: Lanes::default(),
            slowest: Vec::new(),
            times: both_ends(limits::MAX_TIMES_KEPT),
            quiets: Quiets::default(),
            questions: Questions::default(),
            last: None,
        }
    }
}

impl Acks {
    /// The acknowledgements that came latest after what they cover, the latest first; a bounded number.
    #[must_use]
    pub fn slowest(&self) -> &[Acked] {
        &self.slowest
    }

    /// The silences that take a good part of the connection's life, the longest first; a bounded number.
    #[must_use]
    pub fn silences(&self) -> &[Quiet] {
        self.quiets.longest()
    }

    /// When a packet came, where that is still known: of the first packets and of the last.
    #[must_use]
    pub fn time_of(&self, packet: u64) -> Option<Timestamp> {
        self.times.of(packet).map(|(_, time)| *time)
    }

    /// Takes an event of the connection.
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Tcp(TcpEvent::Segment(facts) | TcpEvent::Attempt(facts)) => {
                self.segment(event.at, facts);
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => self.frame(event.at, &frame),
            EventKind::Tcp(TcpEvent::Ended(_)) => self.end(),
            _ => {}
        }
    }

    fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        // An attempt may be told again when it becomes a connection.
        if self.last.is_some_and(|(packet, _)| packet >= at.packet) || facts.is_copy() {
            return;
        }
        self.last = Some((at.packet, at.time));
        self.times.push((at.packet, at.time));
        let mark = Mark::of(facts);
        self.quiets.packet(at, mark);
        self.lanes.add(at.time, at.direction, mark);
        self.questions.segment(at, mark, &mut self.lanes);
        if let Some(ack) = facts.acknowledges {
            let acked = Acked { packet: at.packet, time: at.time, by: at.direction, ack };
            self.list.push(acked);
            self.bytes[at.direction] = self.bytes[at.direction].saturating_add(ack.bytes);
            keep_longest(&mut self.slowest, acked, limits::MAX_SLOWEST_ACKS, |acked| acked.ack.delay.0);
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let mark = match frame.header.opcode {
            Opcode::Ping => Mark::Ping,
            Opcode::Pong => Mark::Pong,
            Opcode::Close => Mark::Close,
            _ => return,
        };
        self.quiets.means(at, mark);
        self.lanes.add(at.time, at.direction, mark);
        self.questions.frame(at, mark, frame, &mut self.lanes);
    }

    fn end(&mut self) {
        if let Some((_, until)) = self.last {
            self.questions.end(until, &mut self.lanes);
        }
        self.quiets.end(self.lanes.life());
    }
}

/// Puts `one` into a list that is sorted from long to short and holds only the longest; of equal ones the
/// earlier stands first.
fn keep_longest<T>(list: &mut Vec<T>, one: T, room: usize, length: impl Fn(&T) -> i64) {
    let place = list.partition_point(|other| length(other) >= length(&one));
    if place < room {
        list.insert(place, one);
        list.truncate(room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Elapsed;
    use crate::flow::AckKind;
    use crate::tell::Telling;
    use crate::tell::telling::testing::told;

    fn telling(capture: &str) -> Telling {
        told(capture, 0, |_| true)
    }

    fn missed(acks: &Acks, by: Direction) -> usize {
        acks.lanes.columns(500).iter().filter(|sent| sent[by] == Some(Mark::Missed)).count()
    }

    #[test]
    fn lists_what_the_summary_counts() {
        let telling = telling("delayed-ack");
        let acks = &telling.acks;
        let counted: u64 =
            Direction::BOTH.map(|by| telling.summary.acknowledgements.sides[by].count()).iter().sum();
        assert_eq!(acks.list.rows() as u64, counted);
        assert_eq!(acks.bytes, Pair { to_server: 169, to_client: 553 });
        let slowest = acks.slowest();
        assert!(slowest.is_sorted_by(|one, next| one.ack.delay >= next.ack.delay));
        assert_eq!(slowest.iter().filter(|acked| acked.ack.delayed).count(), 3);
        assert!(slowest.first().is_some_and(|acked| acked.ack.kind == AckKind::Pure));
        assert!(acks.list.of(12).is_some_and(|acked| acked.by == Direction::ToClient));
        assert_eq!(acks.time_of(1), acks.lanes.start());
    }

    #[test]
    fn questions_without_an_answer_are_marked() {
        let telling = telling("vanished-idle");
        assert_eq!(missed(&telling.acks, Direction::ToClient), 10);
        assert_eq!(missed(&telling.acks, Direction::ToServer), 0);
        let beat = self::telling("heartbeat-gave-up");
        assert_eq!(missed(&beat.acks, Direction::ToClient), 1);
        assert_eq!(missed(&self::telling("ping-pong").acks, Direction::ToClient), 0);
    }

    #[test]
    fn silences_say_what_ended_them() {
        let telling = telling("keep-alive-0");
        let silences = telling.acks.silences();
        let probes: Vec<_> = silences.iter().filter(|quiet| quiet.with == Mark::Probe).collect();
        assert_eq!(probes.len(), 4);
        assert!(
            probes
                .iter()
                .all(|quiet| quiet.by == Direction::ToClient && quiet.lasted >= Elapsed::from_secs(2))
        );
        assert_eq!(
            Some(silences[0].lasted),
            telling.summary.heartbeat.silences.longest().map(|one| one.lasted)
        );
    }
}
