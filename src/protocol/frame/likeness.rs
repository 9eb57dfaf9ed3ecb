//! How unlikely it is that bytes which are no WebSocket frames look like them, in bits.

use super::content_likeness::{Looked, look_at};
use super::{FrameHeader, MAX_HEADER_LENGTH, Opcode, RSV1, Stretch};
use crate::protocol::Parsed;

/// A chain of frames that seems to begin somewhere: each header lies where the one before says.
///
/// What it weighs is counted in bits: other bytes look like a chain of n bits once in 2^n times. What
/// structured data of another kind has often too (first bytes without FIN, the same header again)
/// counts nothing.
#[derive(Debug)]
pub struct Chain {
    /// Where the next header begins, or the frame whose payload comes in.
    next: u64,
    frame: Option<Coming>,
    /// Whether its frames are masked, once the first header says so.
    masked: Option<bool>,
    /// Whether it begins inside a segment.
    inside: bool,
    bits: i32,
    /// Where it begins, as long as nothing in it could as well be the middle of a payload.
    first: Option<u64>,
    /// Where the first frame begins that is beyond doubt.
    evident: Option<u64>,
    /// Whether a message has begun and not ended, as far as that is known.
    in_message: Option<bool>,
    closed: bool,
    /// First bytes and lengths of the headers so far, and the last mask.
    seen: Vec<(u8, u64)>,
    mask: Option<[u8; 4]>,
    broken: bool,
}

/// A frame whose payload comes in.
#[derive(Clone, Copy, Debug)]
struct Coming {
    header: FrameHeader,
    payload: u64,
    end: u64,
    /// Whether its like came before, which then says nothing.
    repeated: bool,
    looked: bool,
}

/// Bits that a beginning inside a segment costs: it is one place of a thousand.
const INSIDE: i32 = 10;

/// Bits that the first frames must have before one of them is told, where they begin with a segment, and
/// where they begin inside one: the header of a frame that fills a segment, and almost twice as much.
const EVIDENT: i32 = 13;
const EVIDENT_INSIDE: i32 = 24;

/// Bits of a first byte with FIN set: 9 of 256 are legal.
const FIRST_BYTE: i32 = 5;

/// Bits of a mask that comes with a header that was there before.
const NEW_MASK: i32 = 4;

/// What a frame weighs whose rules are broken in a way that endpoints break them.
const WRONG: i32 = -8;

/// Headers that a chain remembers.
const REMEMBERED: usize = 16;

/// The longest period in which bytes are seen to repeat themselves, and how many do: a mask of four bytes on
/// words of ten repeats after twenty.
const LONGEST_PERIOD: usize = 40;
const REPEATED: usize = 24;

/// Longest payload that is believed: nobody sends a terabyte in a frame.
const MAX_BELIEVED: u64 = 1 << 40;

impl Chain {
    /// A chain that begins at `offset`, where a segment begins or inside one.
    #[must_use]
    pub fn new(offset: u64, inside: bool) -> Self {
        Self {
            next: offset,
            frame: None,
            masked: None,
            inside,
            bits: 0,
            first: (!inside).then_some(offset),
            evident: None,
            in_message: None,
            closed: false,
            seen: Vec::new(),
            mask: None,
            broken: false,
        }
    }

    /// A chain of which is known that it begins at `offset`, if there are frames at all; so much speaks for
    /// that.
    #[must_use]
    pub fn known(offset: u64, bits: i32) -> Self {
        Self { bits, evident: Some(offset), ..Self::new(offset, false) }
    }

    /// Whether a chain may begin with this byte where a segment begins.
    #[must_use]
    pub fn may_begin_a_segment(first: u8) -> bool {
        first & 0x30 == 0
    }

    /// Whether a chain may begin with these two bytes: the header of a frame that begins a message or
    /// stands between messages, whole.
    #[must_use]
    pub fn may_begin(first: u8, second: u8) -> bool {
        let opcode = Opcode::from_bits(first);
        let rsv1 = first & 0x40 != 0;
        let legal = first & 0xb0 == 0x80
            && opcode.name().is_some()
            && opcode != Opcode::Continuation
            && !(rsv1 && opcode.is_control());
        legal && !(opcode.is_control() && second & 0x7f > 125)
    }

    /// How much speaks for it, in bits.
    #[must_use]
    pub fn bits(&self) -> i32 {
        self.bits - if self.inside { INSIDE } else { 0 } + if self.broken { WRONG } else { 0 }
    }

    /// Whether its frames are masked: a client sends them.
    #[must_use]
    pub fn is_masked(&self) -> Option<bool> {
        self.masked
    }

    /// Where the first frame begins that is beyond doubt, if the chain is true.
    #[must_use]
    pub fn evident(&self) -> Option<u64> {
        self.evident
    }

    /// Where its first bytes begin that are still needed.
    #[must_use]
    pub fn needs(&self) -> u64 {
        self.first.or(self.evident).unwrap_or(self.next)
    }

    /// Where the next header begins.
    #[must_use]
    pub fn next_header(&self) -> u64 {
        self.frame.map_or(self.next, |frame| frame.end)
    }

    /// Whether bytes came that no frame begins with.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether it goes on like `other`.
    #[must_use]
    pub fn joins(&self, other: &Self) -> bool {
        self.next_header() == other.next_header() && self.masked == other.masked
    }

    /// Where the payload lies that comes in.
    #[must_use]
    pub fn payload_coming(&self) -> Option<(u64, u64)> {
        self.frame.map(|frame| (frame.payload, frame.end))
    }

    /// Passes over what it has seen so far, for which there is no room; its frames won't be told.
    pub fn pass_over(&mut self) {
        let from = self.next_header();
        self.first = None;
        self.evident = self.evident.map(|evident| evident.max(from));
        self.broken |= self.evident.is_none();
    }

    /// Goes on as far as there are bytes.
    pub fn advance<M>(&mut self, stretch: &Stretch<M>) {
        while !self.broken && self.step(stretch) {}
    }

    /// One header, or one payload; whether there may be more.
    fn step<M>(&mut self, stretch: &Stretch<M>) -> bool {
        match self.frame {
            None => self.header(stretch),
            Some(frame) => self.payload(frame, stretch),
        }
    }

    fn header<M>(&mut self, stretch: &Stretch<M>) -> bool {
        let mut bytes = [0; MAX_HEADER_LENGTH];
        let length = stretch.copy(self.next, &mut bytes);
        let bytes = bytes.get(..length).unwrap_or_default();
        // The first byte mostly tells enough to go no further.
        if self.evident.is_none() && !bytes.first().is_none_or(|first| Self::may_begin_a_segment(*first)) {
            self.broken = true;
            return false;
        }
        let Parsed::Complete { value: header, .. } = FrameHeader::parse(bytes) else {
            // Bytes are missing in the middle of it.
            self.broken = self.next + (length as u64) < stretch.end();
            return false;
        };
        let legal = self.is_legal(header);
        let believed = self.is_believed(header) && (legal || self.evident.is_some());
        if !believed || self.is_in_repetition(stretch) {
            self.broken = true;
            return false;
        }
        let first = bytes.first().copied().unwrap_or(0);
        let kind = (first, header.payload_length);
        let repeated = self.seen.contains(&kind);
        let new_mask = header
            .mask
            .zip(self.mask)
            .is_some_and(|(new, old)| new.iter().zip(old).all(|(new, old)| *new != old));
        self.bits += match (repeated, header.fin) {
            _ if !legal => WRONG,
            (true, _) if new_mask => NEW_MASK,
            (true, _) | (_, false) => 0,
            (false, true) => FIRST_BYTE + length_bits(header),
        };
        if self.closed {
            self.bits += WRONG;
        }
        if !repeated && self.seen.len() < REMEMBERED {
            self.seen.push(kind);
        }
        (self.masked, self.mask) = (Some(header.mask.is_some()), header.mask);
        let payload = self.next.saturating_add(header.header_length.into());
        let end = payload.saturating_add(header.payload_length);
        self.frame = Some(Coming { header, payload, end, repeated, looked: false });
        self.weigh();
        true
    }

    /// Whether the bytes here repeat themselves: such a payload looks like frames again and again. The header of
    /// a frame is another than what its payload repeats.
    fn is_in_repetition<M>(&self, stretch: &Stretch<M>) -> bool {
        let mut bytes = [0; LONGEST_PERIOD + REPEATED];
        let length = stretch.copy(self.next, &mut bytes);
        let bytes = bytes.get(..length).unwrap_or_default();
        (1..=LONGEST_PERIOD).any(|period| {
            let again = bytes.get(period..).unwrap_or_default();
            again.len() >= REPEATED && bytes.starts_with(again)
        })
    }

    fn payload<M>(&mut self, mut frame: Coming, stretch: &Stretch<M>) -> bool {
        if !frame.looked
            && let Some(looked) = look_at(&frame.header, frame.payload, stretch)
        {
            frame.looked = true;
            self.frame = Some(frame);
            match looked {
                Looked::Bits(bits) if frame.repeated && frame.header.mask.is_none() => {
                    self.bits += bits.min(0);
                }
                Looked::Bits(bits) => self.bits += bits,
                Looked::Unseen => {}
            }
            self.weigh();
        }
        if stretch.end() < frame.end {
            return false;
        }
        let lands = stretch.is_border(frame.end);
        if lands {
            self.bits += landing_bits(frame);
        }
        // Zeros are a chain of empty frames.
        let fills = lands && frame.header.payload_length > 0;
        if !(frame.header.fin || fills) {
            self.first = None;
        }
        self.weigh();
        if lands && self.evident.is_some() && self.first.is_some() {
            self.evident = self.first;
        }
        let opcode = frame.header.opcode;
        if !opcode.is_control() {
            self.in_message = Some(!frame.header.fin);
        }
        self.closed |= opcode == Opcode::Close;
        (self.next, self.frame) = (frame.end, None);
        true
    }

    /// Whether a header may stand here. Before anything is evident, what only careless peers send ends the chain.
    fn is_legal(&self, header: FrameHeader) -> bool {
        let FrameHeader { opcode, fin, rsv, .. } = header;
        let control = opcode.is_control();
        let in_order = match opcode {
            Opcode::Continuation => self.in_message != Some(false),
            _ if control => true,
            _ => self.in_message != Some(true),
        };
        opcode.name().is_some()
            && (rsv == 0 || (rsv == RSV1 && opcode.starts_message()))
            && (!control || (fin && header.payload_length <= super::MAX_CONTROL_PAYLOAD))
            && header.minimal
            && in_order
    }

    /// Whether even a careless peer sends such a header.
    fn is_believed(&self, header: FrameHeader) -> bool {
        header.payload_length <= MAX_BELIEVED
            && self.masked.is_none_or(|masked| masked == header.mask.is_some())
    }

    /// The frame that came last may be beyond doubt.
    fn weigh(&mut self) {
        let enough = if self.inside { EVIDENT_INSIDE } else { EVIDENT };
        if self.evident.is_none() && self.bits >= enough {
            self.evident = Some(self.next);
        }
    }
}

/// Bits of a length, by its form: long ones are rare in other data.
fn length_bits(header: FrameHeader) -> i32 {
    match header.header_length - if header.mask.is_some() { 4 } else { 0 } {
        2 => 1,
        4 => 6,
        _ => 22,
    }
}

/// Bits of a frame that ends where a segment ends.
fn landing_bits(frame: Coming) -> i32 {
    let header = frame.header;
    match length_bits(header) {
        _ if frame.repeated => 0,
        _ if !header.fin => {
            if header.mask.is_some() {
                6
            } else {
                0
            }
        }
        1 => 7,
        6 => 12,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASK: &[u8] = &[0x9d, 0xc1, 0xe8, 0x87];

    /// A chain that begins with these segments.
    fn chain(segments: &[&[u8]]) -> Chain {
        let (mut stretch, mut chain) = (Stretch::default(), Chain::new(100, false));
        for segment in segments {
            stretch.push(stretch.end().max(100), segment, ());
            chain.advance(&stretch);
        }
        chain
    }

    fn masked(first: u8, payload: &[u8], mask: &[u8]) -> Vec<u8> {
        let covered = payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key);
        [&[first, 0x80 | payload.len() as u8], mask].concat().into_iter().chain(covered).collect()
    }

    #[test]
    fn a_frame_that_fills_a_segment_is_evident() {
        let one = chain(&[&[0x82, 3, 1, 2, 3]]);
        assert_eq!((one.bits(), one.evident(), one.is_masked()), (EVIDENT, Some(100), Some(false)));
        // Half of it is not.
        let half = chain(&[&[0x82, 3, 1]]);
        assert_eq!((half.evident(), half.next_header(), half.is_broken()), (None, 105, false));
        // Nor is what ends elsewhere.
        assert!(chain(&[&[0x82, 3, 1, 2, 3, 0x70]]).is_broken());
    }

    #[test]
    fn text_under_a_mask_and_close_codes_weigh_much() {
        let text = chain(&[&masked(0x81, b"a text of some words", MASK)]).bits();
        assert_eq!(text, EVIDENT + 24);
        assert!(chain(&[&masked(0x81, b"\xff\xfe\xfd\xfc", MASK)]).bits() < EVIDENT);
        assert_eq!(chain(&[&[0x88, 2, 3, 0xe8]]).bits(), EVIDENT + 14);
        assert!(chain(&[&[0x88, 2, 9, 9]]).bits() < EVIDENT);
    }

    #[test]
    fn one_masked_text_under_the_mask_of_another_is_none() {
        // Where the frame's own key covers both the false key and the false text, it cancels out.
        let inside: Vec<u8> = b"some words that people say, and others".to_vec();
        let keys = MASK.iter().cycle();
        let wire: Vec<u8> = inside.iter().zip(keys).map(|(byte, key)| byte ^ key).collect();
        let (key, body) = wire.split_at(4);
        let frame = [&[0x81, 0x80 | body.len() as u8], key, body].concat();
        assert!(chain(&[&frame]).bits() < EVIDENT);
    }

    #[test]
    fn what_comes_again_adds_nothing_unless_its_mask_is_new() {
        let ping: &[u8] = &[0x89, 0];
        assert_eq!(chain(&[ping; 20]).bits(), EVIDENT);
        let pings =
            [masked(0x89, b"", MASK), masked(0x89, b"", &[1, 2, 3, 4]), masked(0x89, b"", &[1, 5, 6, 7])];
        let pings: Vec<&[u8]> = pings.iter().map(Vec::as_slice).collect();
        assert_eq!(chain(&pings).bits(), EVIDENT + NEW_MASK);
    }

    #[test]
    fn zeros_are_no_evidence() {
        let zeros = chain(&[&[0; 1000], &[0; 500], &[0x82, 1, 7]]);
        assert_ne!(zeros.evident(), Some(100));
        assert!(zeros.bits() <= EVIDENT);
    }

    #[test]
    fn a_hole_inside_a_payload_is_stepped_over() {
        let (mut stretch, mut chain) = (Stretch::default(), Chain::new(0, false));
        stretch.push(0, &[0x82, 100, 1, 2, 3], ());
        stretch.push(90, &[7; 12], ());
        stretch.push(102, &[0x88, 2, 3, 0xe8], ());
        chain.advance(&stretch);
        assert_eq!((chain.next_header(), chain.evident(), chain.is_broken()), (106, Some(0), false));
        // Inside a header it is the end.
        stretch.push(110, &[5, 1, 2, 3, 4, 5], ());
        chain.advance(&stretch);
        assert!(chain.is_broken());
    }
}
