//! What TLS records show without the keys: sizes and times, which can be a heartbeat or a good-bye.

use super::trail::Spot;
use crate::capture::Elapsed;
use crate::flow::{At, Direction, Pair};
use crate::protocol::tls::{Alert, AlertDescription, ContentType, ProtocolVersion, RecordHeader};
use crate::session::TlsEvent;

/// An alert inside a TLS 1.3 record: two bytes, the true content type, and 16 bytes of AEAD tag
/// (RFC 8446 5.2).
const SEALED_ALERT: u16 = 2 + 1 + 16;
/// Records that are remembered: a closing handshake and an alert of each side.
const RECENT: usize = 4;
/// As many equal records at equal intervals are a heartbeat.
const BEATS: u32 = 3;
/// Intervals count as equal when they differ by less than this part of one.
const EQUAL: i64 = 10;
/// A client's Close frame is masked: four bytes longer than the same of a server (RFC 6455 5.3).
const MASK: u16 = 4;
/// The longest record with a Close frame: header, mask, 125 bytes and what TLS 1.2 adds.
const LONGEST_CLOSE: u16 = 2 + 4 + 125 + 24;
/// What TLS 1.3, AES-GCM and the stream cipher of TLS 1.2 add to what they carry (RFC 8446 5.2, RFC 5288 3,
/// RFC 7905 2).
const ADDED: [u16; 3] = [17, 24, 16];
/// Who closes a page sends Close and FIN within this time.
const AT_ONCE: Elapsed = Elapsed::from_millis(100);
/// A closing handshake and what ends TLS and TCP after it follow each other within this time.
const TOGETHER: Elapsed = Elapsed::from_secs(3);

/// The records of a connection, as far as the verdict needs them.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// The version that the server chose.
    version: Option<ProtocolVersion>,
    /// The last records, the newest first.
    recent: [Option<Record>; RECENT],
    sides: Pair<Side>,
    alert: Option<(Direction, Spot, Alert)>,
}

/// One record.
#[derive(Clone, Copy, Debug)]
struct Record {
    by: Direction,
    spot: Spot,
    length: u16,
    alert: bool,
}

/// One direction.
#[derive(Clone, Debug, Default)]
struct Side {
    /// Encrypted records.
    sealed: u32,
    /// The length of the records that may be a heartbeat.
    length: u16,
    /// How many of them came at equal intervals.
    beats: u32,
    /// How many of them came soon after one of the peer's.
    answers: u32,
    interval: Elapsed,
    last: Option<Spot>,
    /// Since the peer's last record.
    unanswered: u32,
    first_unanswered: Option<Spot>,
}

/// Equal records at equal intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedBeat {
    /// Who asks.
    pub by: Direction,
    /// The length of its records.
    pub length: u16,
    /// The length of those that answer, if any do.
    pub answer: Option<u16>,
    /// From one to the next.
    pub interval: Elapsed,
    /// How many came.
    pub count: u32,
    /// How many at the end nothing answered.
    pub unanswered: u32,
    /// The first of these.
    pub(super) first_unanswered: Option<Spot>,
}

/// A good-bye inside TLS.
#[derive(Clone, Copy, Debug)]
pub(super) struct Farewell {
    /// Who sent the first alert-sized record at the end.
    pub(super) alert: Option<(Direction, Spot)>,
    /// The two records before it that have the sizes of a closing handshake, the older first.
    pub(super) closes: Option<[(Direction, Spot); 2]>,
    /// The last record of all, if it has the size of a Close frame with a code and no reason.
    pub(super) lone_close: Option<(Direction, Spot)>,
    /// The last record that is neither.
    pub(super) before: Option<Spot>,
}

impl Records {
    pub(super) fn observe(&mut self, at: At, event: TlsEvent<'_>) {
        match event {
            TlsEvent::ServerHello(hello) => {
                self.version = Some(hello.supported_version.unwrap_or(hello.legacy_version));
            }
            TlsEvent::Alert(alert) => {
                if let (Some(spot), None) = (Spot::of(at), self.alert) {
                    self.alert = Some((at.direction, spot, alert));
                }
            }
            TlsEvent::Record(header) => self.record(at, header),
            TlsEvent::ClientHello(_) => {}
        }
    }

    fn record(&mut self, at: At, header: RecordHeader) {
        let Some(spot) = Spot::of(at) else { return };
        let sealed = header.content_type == ContentType::APPLICATION_DATA;
        let alert = header.content_type == ContentType::ALERT
            || sealed && header.length == SEALED_ALERT && self.version != Some(ProtocolVersion::TLS_1_2);
        if !sealed && !alert {
            return;
        }
        self.recent.rotate_right(1);
        if let Some(slot) = self.recent.first_mut() {
            *slot = Some(Record { by: at.direction, spot, length: header.length, alert });
        }
        if sealed {
            self.beat(at.direction, spot, header.length);
        }
    }

    fn beat(&mut self, by: Direction, spot: Spot, length: u16) {
        let (own, peer) = self.sides.split_mut(by);
        (peer.unanswered, peer.first_unanswered) = (0, None);
        own.sealed = own.sealed.saturating_add(1);
        let interval = own.last.map(|last| spot.since(last));
        match interval.filter(|_| own.length == length) {
            Some(interval) => {
                let equal = interval.0.saturating_sub(own.interval.0).saturating_abs();
                let goes_on = own.beats > 1 && equal.saturating_mul(EQUAL) < own.interval.0;
                own.beats = if goes_on { own.beats.saturating_add(1) } else { 2 };
                // An answer comes sooner after its question than the next question.
                let asked = peer.last.filter(|asked| own.last.is_some_and(|last| asked.since(last).0 > 0));
                let answers = asked.is_some_and(|asked| spot.since(asked).0 < interval.0 / 2);
                own.answers = if goes_on { own.answers } else { 0 } + u32::from(answers);
                own.interval = interval;
            }
            // Other records come and go between the beats of a heart.
            None if own.beats >= BEATS
                && interval.is_some_and(|since| since.0 < own.interval.0.saturating_mul(2)) =>
            {
                return;
            }
            None => (own.length, own.beats, own.answers, own.interval) = (length, 1, 0, Elapsed::ZERO),
        }
        own.last = Some(spot);
        own.unanswered = own.unanswered.saturating_add(1);
        own.first_unanswered.get_or_insert(spot);
    }

    /// A heartbeat, if the records look like one.
    pub(super) fn heartbeat(&self) -> Option<SealedBeat> {
        let asker = Direction::BOTH.into_iter().find(|by| {
            let own = &self.sides[*by];
            own.beats >= BEATS && own.answers < own.beats.div_ceil(2)
        })?;
        let (own, peer) = (&self.sides[asker], &self.sides[asker.reverse()]);
        let answered = peer.beats >= BEATS && peer.answers >= peer.beats.div_ceil(2);
        Some(SealedBeat {
            by: asker,
            length: own.length,
            answer: answered.then_some(peer.length),
            interval: own.interval,
            count: own.beats,
            unanswered: if answered { own.unanswered } else { 0 },
            first_unanswered: own.first_unanswered.filter(|_| answered),
        })
    }

    /// An alert that ended the TLS handshake: who sent it, its packet, and what it says where that
    /// can be read.
    pub(super) fn failure(&self) -> Option<(Direction, u64, Option<AlertDescription>)> {
        if let Some((by, spot, alert)) = self.alert {
            let failed = alert.description != AlertDescription::CLOSE_NOTIFY;
            return failed.then(|| (by, spot.packet(), Some(alert.description)));
        }
        // A client's first encrypted record is its Finished, which is longer than an alert.
        let [Some(last), ..] = self.recent else { return None };
        let only = |by: Direction| self.sides[by].sealed == 1;
        let newest = self.recent.iter().flatten().find(|record| record.by == Direction::ToServer)?;
        let failed = newest.alert && newest.length == SEALED_ALERT && only(Direction::ToServer);
        (failed && last.spot.since(newest.spot) < TOGETHER).then(|| (newest.by, newest.spot.packet(), None))
    }

    /// Whether the server chose a version.
    pub(super) fn has_version(&self) -> bool {
        self.version.is_some()
    }

    /// Whether the server did its part of the handshake and the client never asked anything: all that it
    /// sealed, if anything, is its Finished.
    pub(super) fn is_abandoned(&self) -> bool {
        let spoke_last = self.recent.first().copied().flatten().is_none_or(|record| !record.alert);
        self.has_version() && self.sides.to_server.sealed <= 1 && spoke_last
    }

    /// How the records end before `end`.
    pub(super) fn farewell(&self, end: Spot) -> Farewell {
        let mut records = self.recent.iter().flatten().peekable();
        let mut alert = None;
        let mut said = Pair::<bool>::default();
        // Each side says it once; an empty Close frame of a server has the same size.
        while let Some(record) = records.next_if(|record| {
            let good_bye = record.alert && end.since(record.spot) < TOGETHER && !self.is_beat(record);
            good_bye && !std::mem::replace(&mut said[record.by], true)
        }) {
            alert = Some((record.by, record.spot));
        }
        let lone_close = self.recent.first().copied().flatten().filter(|record| {
            let mask = if record.by == Direction::ToServer { MASK } else { 0 };
            let sizes = ADDED.map(|added| 2 + 2 + mask + added);
            sizes.contains(&record.length) && end.since(record.spot) < AT_ONCE && !self.is_beat(record)
        });
        let lone_close = lone_close.map(|record| (record.by, record.spot));
        let mut closes = None;
        if let (Some(second), Some(first)) = (records.next(), records.next()) {
            let (client, server) = match first.by {
                Direction::ToServer => (first, second),
                Direction::ToClient => (second, first),
            };
            let sizes = client.length == server.length.saturating_add(MASK) && client.length <= LONGEST_CLOSE;
            let close = end.since(second.spot) < TOGETHER && second.spot.since(first.spot) < TOGETHER;
            if sizes && close && client.by != server.by && !self.is_beat(first) {
                closes = Some([(first.by, first.spot), (second.by, second.spot)]);
            }
        }
        let last = |record: &&Record| alert.is_none_or(|(_, alert)| record.spot.packet() < alert.packet());
        let before = self.recent.iter().flatten().find(last).map(|record| record.spot);
        Farewell { alert, closes: closes.filter(|_| alert.is_some()), lone_close, before }
    }

    /// Whether a record is one of a heartbeat.
    fn is_beat(&self, record: &Record) -> bool {
        let side = &self.sides[record.by];
        side.beats >= BEATS && side.length == record.length && side.last == Some(record.spot)
    }
}
