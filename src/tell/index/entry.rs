//! What is kept of every packet, in forty bytes.

use crate::capture::{Moment, Place, Timestamp};
use crate::decode::{Flags, Undecoded};
use crate::flow::{ConnectionId, Direction, Labels};
use crate::protocol::frame::Opcode;
use crate::protocol::tls::ContentType;

/// What the index knows of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// Its number.
    pub number: u64,
    /// Where it lies in the capture.
    pub place: Place,
    /// When it was captured.
    pub time: Timestamp,
    /// The connection that it belongs to, if it belongs to one.
    pub connection: Option<ConnectionId>,
    /// The packet of that connection before it; of fragments, and of those who wait for them, not always
    /// the one with the next lower number.
    pub previous: Option<u64>,
    /// Which way it went.
    pub direction: Direction,
    /// Relative sequence number.
    pub seq: u32,
    /// Relative acknowledgment number; meaningful only with [`Flags::ACK`].
    pub ack: u32,
    /// Control bits.
    pub flags: Flags,
    /// What it looks like, in Wireshark's words.
    pub labels: Labels,
    /// Whether it began its connection, and then whether the ports were known to have been used before.
    pub begins: Option<bool>,
    /// What it carries, first of all.
    pub carries: Carries,
}

/// What a packet carries: the first thing that begins in it, or is completed by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carries {
    /// No segment, and why.
    Undecoded(Undecoded),
    /// Nothing above TCP.
    #[default]
    Nothing,
    /// Bytes of which nothing is known, or the middle of something.
    Data,
    /// The end of the head of an HTTP request.
    Request,
    /// The end of the head of an HTTP response.
    Response,
    /// A part of the body of an HTTP message.
    Body,
    /// WebSocket frames that begin in it.
    Frames {
        /// What the first one is.
        opcode: Opcode,
        /// How many; 255 for as many or more.
        count: u8,
        /// Where in the segment's payload the first one begins, where that is known.
        at: Option<u16>,
    },
    /// A part of a WebSocket frame that began before.
    FramePart,
    /// A TLS client's first message.
    ClientHello,
    /// A TLS server's first message.
    ServerHello,
    /// TLS records that end in it.
    Records {
        /// What the first one is.
        kind: ContentType,
        /// How many; 255 for as many or more.
        count: u8,
    },
}

/// An entry as it is kept.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Packed {
    place: u64,
    time: Moment,
    /// Its connection; the highest number is none.
    connection: u32,
    /// How many packets before it the one of its connection before it came; 0 is none. Of fragments it
    /// may have come later, and one that is 2^31 packets away is forgotten long since.
    back: i32,
    seq: u32,
    ack: u32,
    /// Labels, and the direction in the highest bit.
    labels: u16,
    /// Control bits, digits of the time, and how it begins its connection.
    flags: u16,
    /// What it carries in the lower four bits; of which kind that is in the upper four.
    carries: u8,
    count: u8,
    at: u16,
}

const NONE: u32 = u32::MAX;
const TO_CLIENT: u16 = 1 << 15;
const DIGITS: u32 = 9;
const BEGINS: u32 = 13;
/// [`Carries::Frames`].
const FRAMES: u8 = 0x6;
/// [`Carries::Records`].
const RECORDS: u8 = 0xa;
const NOWHERE: u16 = u16::MAX;
/// TLS content types count from here.
const FIRST_CONTENT_TYPE: u8 = 20;

impl Packed {
    pub(super) fn new(entry: &Indexed) -> Self {
        let begins = match entry.begins {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        let flags = entry.flags.0 & 0x1ff;
        let (carries, count, at) = pack(entry.carries);
        Self {
            place: entry.place.to_bits(),
            time: entry.time.into(),
            connection: entry.connection.unwrap_or(NONE),
            back: back(entry.number, entry.previous.unwrap_or(entry.number)),
            seq: entry.seq,
            ack: entry.ack,
            labels: entry.labels.to_bits()
                | if entry.direction == Direction::ToClient { TO_CLIENT } else { 0 },
            flags: flags | u16::from(entry.time.digits()) << DIGITS | begins << BEGINS,
            carries,
            count,
            at,
        }
    }

    pub(super) fn entry(&self, number: u64) -> Indexed {
        let digits = (self.flags >> DIGITS & 0xf) as u8;
        Indexed {
            number,
            place: Place::from_bits(self.place),
            time: self.time.with_digits(digits),
            connection: self.connection(),
            previous: self.previous(number),
            direction: if self.labels & TO_CLIENT == 0 { Direction::ToServer } else { Direction::ToClient },
            seq: self.seq,
            ack: self.ack,
            flags: Flags(self.flags & 0x1ff),
            labels: Labels::from_bits(self.labels),
            begins: match self.flags >> BEGINS & 0x3 {
                0 => None,
                how => Some(how == 2),
            },
            carries: unpack(self.carries, self.count, self.at),
        }
    }

    pub(super) fn connection(&self) -> Option<ConnectionId> {
        (self.connection != NONE).then_some(self.connection)
    }

    pub(super) fn is_of(&self, connection: ConnectionId) -> bool {
        self.connection == connection
    }

    /// The packet of its connection before it, if its own number is this.
    pub(super) fn previous(&self, number: u64) -> Option<u64> {
        (self.back != 0).then(|| number.saturating_add_signed(-i64::from(self.back)))
    }

    pub(super) fn place(&self) -> Place {
        Place::from_bits(self.place)
    }

    /// A fragment turns out to be part of a segment of this connection; 0 is no packet before it.
    pub(super) fn join(&mut self, number: u64, connection: ConnectionId, previous: u64) {
        let previous = if previous == 0 { number } else { previous };
        (self.connection, self.back) = (connection, back(number, previous));
    }
}

fn back(number: u64, previous: u64) -> i32 {
    i32::try_from(number.wrapping_sub(previous).cast_signed()).unwrap_or(0)
}

/// What a packet carries, its kind in the upper four bits, how often, and where.
fn pack(carries: Carries) -> (u8, u8, u16) {
    let reason = |reason: u8, link| (reason << 4, 0, link);
    match carries {
        Carries::Undecoded(Undecoded::LinkType(link)) => reason(0, link),
        Carries::Undecoded(Undecoded::NotIp) => reason(1, 0),
        Carries::Undecoded(Undecoded::NotTcp) => reason(2, 0),
        Carries::Undecoded(Undecoded::Fragment) => reason(3, 0),
        Carries::Undecoded(Undecoded::Cut) => reason(4, 0),
        Carries::Undecoded(Undecoded::Malformed) => reason(5, 0),
        Carries::Nothing => (1, 0, 0),
        Carries::Data => (2, 0, 0),
        Carries::Request => (3, 0, 0),
        Carries::Response => (4, 0, 0),
        Carries::Body => (5, 0, 0),
        Carries::Frames { opcode, count, at } => {
            (FRAMES | opcode.number() << 4, count, at.unwrap_or(NOWHERE))
        }
        Carries::FramePart => (7, 0, 0),
        Carries::ClientHello => (8, 0, 0),
        Carries::ServerHello => (9, 0, 0),
        Carries::Records { kind, count } => {
            let kind = kind.0.wrapping_sub(FIRST_CONTENT_TYPE).min(0xf);
            (RECORDS | kind << 4, count, 0)
        }
    }
}

fn unpack(carries: u8, count: u8, at: u16) -> Carries {
    let which = carries >> 4;
    match (carries & 0xf, which) {
        (0, 0) => Carries::Undecoded(Undecoded::LinkType(at)),
        (0, 1) => Carries::Undecoded(Undecoded::NotIp),
        (0, 2) => Carries::Undecoded(Undecoded::NotTcp),
        (0, 3) => Carries::Undecoded(Undecoded::Fragment),
        (0, 4) => Carries::Undecoded(Undecoded::Cut),
        (0, _) => Carries::Undecoded(Undecoded::Malformed),
        (1, _) => Carries::Nothing,
        (3, _) => Carries::Request,
        (4, _) => Carries::Response,
        (5, _) => Carries::Body,
        (FRAMES, opcode) => {
            Carries::Frames { opcode: Opcode::from_bits(opcode), count, at: (at != NOWHERE).then_some(at) }
        }
        (7, _) => Carries::FramePart,
        (8, _) => Carries::ClientHello,
        (9, _) => Carries::ServerHello,
        (RECORDS, kind) => Carries::Records { kind: ContentType(kind + FIRST_CONTENT_TYPE), count },
        _ => Carries::Data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Label;

    #[test]
    fn an_entry_takes_forty_bytes_and_comes_back() {
        assert_eq!(size_of::<Packed>(), 40);
        let undecoded = [
            Undecoded::LinkType(65_535),
            Undecoded::NotIp,
            Undecoded::NotTcp,
            Undecoded::Fragment,
            Undecoded::Cut,
            Undecoded::Malformed,
        ];
        let frames = |number, at| Carries::Frames { opcode: Opcode::from_bits(number), count: 3, at };
        let mut all = vec![
            Carries::Nothing,
            Carries::Data,
            Carries::Request,
            Carries::Response,
            Carries::Body,
            Carries::FramePart,
            Carries::ClientHello,
            Carries::ServerHello,
            Carries::Records { kind: ContentType::APPLICATION_DATA, count: 255 },
        ];
        all.extend(undecoded.map(Carries::Undecoded));
        all.extend((0..16).flat_map(|number| [frames(number, None), frames(number, Some(number.into()))]));
        let mut labels = Labels::default();
        for label in Label::ALL {
            labels.add(label);
        }
        for (number, carries) in (1..).zip(all) {
            let odd = number % 2 == 1;
            let entry = Indexed {
                number,
                place: Place::from_bits(number << 40),
                time: Timestamp::new(-5 + number.cast_signed(), (number % 10) as u8),
                connection: odd.then_some(7),
                // Of fragments it may have come later.
                previous: (!odd).then_some(if number % 4 == 0 { number - 1 } else { number + 1 }),
                direction: if odd { Direction::ToServer } else { Direction::ToClient },
                seq: 1,
                ack: u32::MAX,
                flags: Flags(if odd { 0x1ff } else { 0 }),
                labels: if odd { labels } else { Labels::default() },
                begins: [None, Some(true), Some(false)][(number % 3) as usize],
                carries,
            };
            assert_eq!(Packed::new(&entry).entry(number), entry);
        }
    }

    #[test]
    fn the_packet_before_is_known_beyond_four_billions() {
        let mut packed = Packed::default();
        let number = 3 << 33;
        for previous in [number - 1, number + 7, number - (1 << 31) + 1] {
            packed.join(number, 0, previous);
            assert_eq!(packed.previous(number), Some(previous));
        }
        for none in [0, 1, number - (1 << 31) - 1] {
            packed.join(number, 0, none);
            assert_eq!(packed.previous(number), None);
        }
    }
}
