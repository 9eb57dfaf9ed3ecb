//! The segments that came last, of all connections together, so that one which comes late can be
//! compared with them.
//!
//! One ring holds them; each names the one before it of its direction. A direction keeps nothing but
//! the places of two of them, so that a connection that is silent costs nothing.

use crate::decode::{Segment, SeqNumber};
use crate::limits;

/// The segments with data, SYN or FIN that came last.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Grows up to its bound, then the oldest are overwritten.
    ring: Vec<Sent>,
    /// Segments noted so far.
    noted: u64,
}

/// The place of a segment; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place(u64);

/// A segment as far as it is remembered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub(super) packet: u64,
    pub(super) start: SeqNumber,
    pub(super) end: SeqNumber,
    pub(super) ack: SeqNumber,
    timestamp: u32,
    /// How many places before it the one before it of its direction stands; 0 is none.
    back: u32,
    identification: u16,
    has: u8,
    /// Whether it may have been sent again, and nothing has proved that yet.
    pub(super) doubtful: bool,
}

const TIMESTAMP: u8 = 1;
const IDENTIFICATION: u8 = 2;

impl Sent {
    #[inline(always)]
    pub(super) fn new(segment: &Segment<'_>, doubtful: bool) -> Self {
        let timestamp = segment.options.timestamps().map(|(value, _)| value);
        let has = |what, has: bool| if has { what } else { 0 };
        Self {
            packet: segment.packet,
            start: segment.seq,
            end: segment.seq.plus(segment.sequence_length()),
            ack: segment.ack,
            timestamp: timestamp.unwrap_or_default(),
            back: 0,
            identification: segment.ip_id.unwrap_or_default(),
            has: has(TIMESTAMP, timestamp.is_some()) | has(IDENTIFICATION, segment.ip_id.is_some()),
            doubtful,
        }
    }

    pub(super) fn timestamp(&self) -> Option<u32> {
        (self.has & TIMESTAMP != 0).then_some(self.timestamp)
    }

    pub(super) fn identification(&self) -> Option<u16> {
        (self.has & IDENTIFICATION != 0).then_some(self.identification)
    }
}

impl Place {
    /// Whether a segment stood there once.
    pub(super) fn is_known(self) -> bool {
        self.0 != 0
    }
}

impl History {
    /// Notes the next segment of a direction, whose latest one before it is `latest`.
    #[inline(always)]
    pub(super) fn note(&mut self, latest: &mut Place, mut sent: Sent) {
        self.noted += 1;
        let distance = if latest.is_known() { self.noted - latest.0 } else { 0 };
        sent.back = u32::try_from(distance).unwrap_or(0);
        *latest = Place(self.noted);
        match self.ring.get_mut(index(*latest)) {
            Some(place) => *place = sent,
            None => self.ring.push(sent),
        }
    }

    /// The segment at a place, if it has not been overwritten.
    pub(super) fn get(&self, place: Place) -> Option<&Sent> {
        let there = place.is_known() && self.noted - place.0 < limits::MAX_REMEMBERED_SEGMENTS_IN_ALL as u64;
        self.ring.get(index(place)).filter(|_| there)
    }

    /// The latest segment of a direction that is `wanted`.
    pub(super) fn find(&self, latest: Place, wanted: impl Fn(&Sent) -> bool) -> Option<Place> {
        let mut place = latest;
        for _ in 0..limits::MAX_REMEMBERED_SEGMENTS {
            let sent = self.get(place)?;
            if wanted(sent) {
                return Some(place);
            }
            place = Place(place.0.checked_sub(sent.back.into()).filter(|_| sent.back > 0)?);
        }
        None
    }

    /// Notes that it is proved of a segment what happened to it.
    pub(super) fn settle(&mut self, place: Place) {
        if let Some(sent) = self.ring.get_mut(index(place)) {
            sent.doubtful = false;
        }
    }
}

/// Where in the ring a place is.
fn index(place: Place) -> usize {
    place.0.wrapping_sub(1) as usize % limits::MAX_REMEMBERED_SEGMENTS_IN_ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(packet: u64) -> Sent {
        let number = SeqNumber(packet as u32);
        let (start, end, ack) = (number, number.plus(1), number);
        let (timestamp, back, identification, has, doubtful) = (0, 0, 0, 0, false);
        Sent { packet, start, end, ack, timestamp, back, identification, has, doubtful }
    }

    #[test]
    fn remembers_directions_apart_until_the_ring_is_full() {
        let (mut history, mut one, mut other) = (History::default(), Place::default(), Place::default());
        let bound = limits::MAX_REMEMBERED_SEGMENTS_IN_ALL as u64;
        for packet in 1..=4 {
            history.note(&mut one, sent(packet * 2 - 1));
            history.note(&mut other, sent(packet * 2));
        }
        let found = |history: &History, latest, packet| {
            let place = history.find(latest, |sent| sent.packet == packet);
            place.and_then(|place| history.get(place)).map(|sent| sent.packet)
        };
        assert_eq!(found(&history, one, 1), Some(1));
        assert_eq!(found(&history, one, 2), None);
        assert_eq!(found(&history, other, 2), Some(2));
        for packet in 9..=bound + 7 {
            history.note(&mut other, sent(packet));
        }
        assert_eq!(found(&history, one, 7), None, "it is overwritten");
        assert!(history.get(one).is_none());
        assert_eq!(history.ring.len() as u64, bound);
    }

    #[test]
    fn it_stays_small() {
        assert_eq!(size_of::<Sent>(), 32);
    }
}
