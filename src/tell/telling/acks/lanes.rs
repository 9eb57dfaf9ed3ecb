//! What each side sent over time, in a bounded number of moments.

use crate::capture::{Elapsed, Timestamp};
use crate::decode::Flags;
use crate::flow::{At, Direction, Label, Pair, SegmentFacts};
use crate::limits;
use crate::session::Frame;
use crate::summary::Pings;

/// What was sent, from what matters least where several share a moment to what matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Mark {
    /// An ACK alone.
    Ack,
    /// Data.
    Data,
    /// Something that was sent before.
    Again,
    /// The answer to a keep-alive probe.
    ProbeAnswer,
    /// A keep-alive probe.
    Probe,
    /// A Pong.
    Pong,
    /// A Ping.
    Ping,
    /// A SYN.
    Syn,
    /// A FIN.
    Fin,
    /// A Close frame.
    Close,
    /// A RST.
    Reset,
    /// A probe or a Ping that found no answer.
    Missed,
}

impl Mark {
    /// Every mark, from what matters most to what matters least.
    pub const ALL: [Self; 12] = [
        Self::Missed,
        Self::Reset,
        Self::Close,
        Self::Fin,
        Self::Syn,
        Self::Ping,
        Self::Pong,
        Self::Probe,
        Self::ProbeAnswer,
        Self::Again,
        Self::Data,
        Self::Ack,
    ];

    /// What a segment is.
    pub(super) fn of(facts: &SegmentFacts<'_>) -> Self {
        let labelled = |label| facts.labels.has(label);
        match facts.flags {
            flags if flags.has(Flags::RST) => Self::Reset,
            flags if flags.has(Flags::SYN) => Self::Syn,
            flags if flags.has(Flags::FIN) => Self::Fin,
            _ if labelled(Label::KeepAlive) || labelled(Label::ZeroWindowProbe) => Self::Probe,
            _ if labelled(Label::KeepAliveAck) || labelled(Label::ZeroWindowProbeAck) => Self::ProbeAnswer,
            _ if labelled(Label::Retransmission) => Self::Again,
            _ if facts.length > 0 => Self::Data,
            _ => Self::Ack,
        }
    }

    fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// What each side sent over time. The first packet and the last stand at the two ends.
#[derive(Debug, Default)]
pub struct Lanes {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    /// Nanoseconds of a moment; it doubles when the moments become too many.
    width: i64,
    moments: Vec<Pair<u16>>,
}

impl Lanes {
    /// When it began.
    #[must_use]
    pub fn start(&self) -> Option<Timestamp> {
        self.start
    }

    /// From the first packet to the last.
    #[must_use]
    pub fn life(&self) -> Elapsed {
        self.start.zip(self.end).map_or(Elapsed::ZERO, |(start, end)| end.since(start))
    }

    /// In which of `columns` equal parts of its life a time lies.
    #[must_use]
    pub fn column(&self, time: Timestamp, columns: usize) -> usize {
        let since = self.start.map_or(0, |start| time.since(start).0.max(0));
        place(since, self.life().0, columns)
    }

    /// What each side sent in each of `columns` equal parts of its life: what matters most.
    #[must_use]
    pub fn columns(&self, columns: usize) -> Vec<Pair<Option<Mark>>> {
        let mut bits = vec![Pair::<u16>::default(); columns];
        for (moment, sent) in (0_i64..).zip(&self.moments) {
            let since = moment.saturating_mul(self.width);
            if let Some(all) = bits.get_mut(place(since, self.life().0, columns)) {
                all.to_server |= sent.to_server;
                all.to_client |= sent.to_client;
            }
        }
        let first = |bits: u16| Mark::ALL.into_iter().find(|mark| bits & mark.bit() != 0);
        bits.iter()
            .map(|bits| Pair { to_server: first(bits.to_server), to_client: first(bits.to_client) })
            .collect()
    }

    /// The marks that occur, from what matters most to what matters least.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let all = self.moments.iter().fold(0, |all, sent| all | sent.to_server | sent.to_client);
        Mark::ALL.into_iter().filter(|mark| all & mark.bit() != 0).collect()
    }

    pub(super) fn add(&mut self, time: Timestamp, by: Direction, mark: Mark) {
        let start = *self.start.get_or_insert(time);
        if self.end.is_none_or(|end| time.since(end) > Elapsed::ZERO) {
            self.end = Some(time);
        }
        // Where the clock ran backwards, it was at the beginning.
        let since = time.since(start).0.max(0);
        self.width = self.width.max(1);
        let moment = loop {
            match usize::try_from(since / self.width) {
                Ok(moment) if moment < limits::MAX_LANE_MOMENTS => break moment,
                _ => self.halve(),
            }
        };
        if self.moments.len() <= moment {
            self.moments.resize(moment + 1, Pair::default());
        }
        if let Some(sent) = self.moments.get_mut(moment) {
            sent[by] |= mark.bit();
        }
    }

    /// Makes one of each two moments.
    fn halve(&mut self) {
        self.width = self.width.saturating_mul(2);
        let joined = self.moments.chunks(2).map(|two| {
            two.iter().fold(Pair::default(), |all: Pair<u16>, sent| Pair {
                to_server: all.to_server | sent.to_server,
                to_client: all.to_client | sent.to_client,
            })
        });
        self.moments = joined.collect();
    }
}

/// In which of `columns` equal parts of `life` a time since its beginning lies.
fn place(since: i64, life: i64, columns: usize) -> usize {
    let last = columns.saturating_sub(1);
    let place = i128::from(since.max(0)) * columns as i128 / i128::from(life.max(1));
    usize::try_from(place).unwrap_or(last).min(last)
}

/// Probes and Pings that wait for their answer.
#[derive(Debug, Default)]
pub(super) struct Questions {
    probes: Pair<Option<Timestamp>>,
    pings: Pair<Pings>,
}

impl Questions {
    /// Whatever a side says shows that it is there, except that a RST answers no question.
    pub(super) fn segment(&mut self, at: At, mark: Mark, lanes: &mut Lanes) {
        let by = at.direction;
        let asked = self.probes[by.reverse()].take();
        if let Some(time) = asked.filter(|_| mark == Mark::Reset) {
            lanes.add(time, by.reverse(), Mark::Missed);
        }
        if mark == Mark::Probe
            && let Some(time) = self.probes[by].replace(at.time)
        {
            lanes.add(time, by, Mark::Missed);
        }
        if matches!(mark, Mark::Fin | Mark::Reset) {
            self.hangs_up(at, lanes);
        }
    }

    /// Who hangs up waits no longer: a Pong that comes after that answers too late.
    fn hangs_up(&mut self, at: At, lanes: &mut Lanes) {
        self.pings[at.direction]
            .missed(at.time)
            .for_each(|ping| lanes.add(ping.time, at.direction, Mark::Missed));
    }

    pub(super) fn frame(&mut self, at: At, mark: Mark, frame: &Frame<'_>, lanes: &mut Lanes) {
        match mark {
            Mark::Close => self.hangs_up(at, lanes),
            Mark::Ping => self.pings[at.direction].sent(at, frame),
            Mark::Pong => {
                self.pings[at.direction.reverse()].answered(frame);
            }
            _ => {}
        }
    }

    /// What waits still, found no answer.
    pub(super) fn end(&self, until: Timestamp, lanes: &mut Lanes) {
        for by in Direction::BOTH {
            let pings = self.pings[by].missed(until).map(|ping| ping.time);
            pings.chain(self.probes[by]).for_each(|time| lanes.add(time, by, Mark::Missed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_matters_most_of_a_moment_is_shown() {
        let mut lanes = Lanes::default();
        let at = |nanoseconds| Timestamp::new(nanoseconds, 9);
        lanes.add(at(0), Direction::ToServer, Mark::Syn);
        lanes.add(at(1), Direction::ToServer, Mark::Data);
        lanes.add(at(100), Direction::ToClient, Mark::Ack);
        let shown = lanes.columns(3);
        assert_eq!(
            shown.iter().map(|column| column.to_server).collect::<Vec<_>>(),
            [Some(Mark::Syn), None, None]
        );
        assert_eq!(
            shown.iter().map(|column| column.to_client).collect::<Vec<_>>(),
            [None, None, Some(Mark::Ack)]
        );
        assert_eq!(lanes.marks(), [Mark::Syn, Mark::Data, Mark::Ack]);
    }

    proptest! {
        #[test]
        fn moments_are_few_and_nothing_gets_lost(
            times in prop::collection::vec(any::<i64>(), 1..50), columns in 0_usize..300
        ) {
            let mut lanes = Lanes::default();
            for time in &times {
                lanes.add(Timestamp::new(*time, 9), Direction::ToClient, Mark::Data);
            }
            prop_assert!(lanes.moments.len() <= limits::MAX_LANE_MOMENTS);
            let shown = lanes.columns(columns);
            prop_assert_eq!(shown.len(), columns);
            prop_assert!(columns == 0 || shown.iter().any(|column| column.to_client.is_some()));
            prop_assert!(lanes.column(Timestamp::new(i64::MAX, 9), columns) <= columns);
        }
    }
}
