//! The rules that a frame's header alone can break, given what came before it.

use std::ops::Range;

use super::{FrameHeader, MAX_CONTROL_PAYLOAD, MAX_HEADER_LENGTH, Opcode};
use crate::protocol::Rule;

/// RSV1 among [`FrameHeader::rsv`]: the bit that permessage-deflate sets (RFC 7692 6).
pub const RSV1: u8 = 4;

/// Which side of a WebSocket connection sent a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// The side that asked for the upgrade.
    Client,
    /// The side that agreed to it.
    Server,
}

/// What must be known beside a header to judge it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameContext {
    /// Who sent the frame.
    pub sender: Sender,
    /// The reserved bits that the agreed extensions use, as in [`FrameHeader::rsv`].
    pub rsv_allowed: u8,
    /// Whether the sender has begun a message and not ended it.
    pub in_message: bool,
}

type Broken = fn(&FrameHeader, &FrameContext) -> bool;

/// Each rule with the condition that breaks it, and how many bytes of a header show it.
const RULES: &[(Rule, usize, Broken)] = &[
    // 5.1: "a client MUST mask all frames that it sends to the server"
    (Rule::MaskMissing, 2, |frame, context| context.sender == Sender::Client && frame.mask.is_none()),
    // 5.1: "A server MUST NOT mask any frames that it sends to the client"
    (Rule::MaskUnexpected, 2, |frame, context| context.sender == Sender::Server && frame.mask.is_some()),
    // 5.2: RSV bits "MUST be 0 unless an extension is negotiated that defines meanings"
    (Rule::RsvWithoutExtension, 1, |frame, context| frame.rsv & !context.rsv_allowed != 0),
    // RFC 7692 6: not on "control frames and non-first fragments of a data message"
    (Rule::Rsv1Misplaced, 1, |frame, context| {
        frame.rsv & context.rsv_allowed & RSV1 != 0 && !frame.opcode.starts_message()
    }),
    // 5.2: "If an unknown opcode is received, the receiving endpoint MUST Fail"
    (Rule::OpcodeReserved, 1, |frame, _| frame.opcode.name().is_none()),
    // 5.2: "the minimal number of bytes MUST be used to encode the length"
    (Rule::LengthNotMinimal, MAX_HEADER_LENGTH, |frame, _| !frame.minimal),
    // 5.2: "the most significant bit MUST be 0"
    (Rule::LengthTooLarge, MAX_HEADER_LENGTH, |frame, _| frame.payload_length > u64::MAX >> 1),
    // 5.5: control frames "MUST NOT be fragmented"
    (Rule::ControlFragmented, 1, |frame, _| frame.opcode.is_control() && !frame.fin),
    // 5.5: control frames "MUST have a payload length of 125 bytes or less", which seven bits hold
    (Rule::ControlTooLong, 2, |frame, _| {
        frame.opcode.is_control() && (frame.payload_length > MAX_CONTROL_PAYLOAD || !frame.minimal)
    }),
    // 5.4: a fragmented message begins with "an opcode other than 0"
    (Rule::ContinuationWithoutStart, 1, |frame, context| {
        !frame.opcode.is_control() && !frame.opcode.starts_message() && !context.in_message
    }),
    // 5.4: "The fragments of one message MUST NOT be interleaved between the fragments of another"
    (Rule::MessageInterrupted, 1, |frame, context| frame.opcode.starts_message() && context.in_message),
];

impl FrameHeader {
    /// The rules that this header breaks, in a fixed order; most frames break none. Left out are those that
    /// its first `judged` bytes had shown already, see [`first_violations`](Self::first_violations).
    pub fn violations(&self, context: FrameContext, judged: usize) -> impl Iterator<Item = Rule> + use<> {
        self.shown_by(context, judged..MAX_HEADER_LENGTH)
    }

    /// Whether it is what most headers are, those of whole messages, Pings and Pongs without extensions: it breaks
    /// none of the rules outside a message.
    #[must_use]
    #[inline]
    pub fn is_ordinary(&self, sender: Sender) -> bool {
        let fits = match self.opcode {
            Opcode::Text | Opcode::Binary => self.payload_length <= u64::MAX >> 1,
            Opcode::Ping | Opcode::Pong => self.payload_length <= MAX_CONTROL_PAYLOAD,
            _ => false,
        };
        let masked = self.mask.is_some() == (sender == Sender::Client);
        fits && masked && self.fin && self.rsv == 0 && self.minimal
    }

    /// The rules that the beginning of a header breaks, all of which is not here yet: those that its bytes
    /// show, but its first `judged` did not.
    pub fn first_violations(
        bytes: &[u8],
        context: FrameContext,
        judged: usize,
    ) -> impl Iterator<Item = Rule> + use<> {
        // What is missing is the longest there can be: only what no longer header would mend is judged.
        let mut filled = [u8::MAX; MAX_HEADER_LENGTH];
        for (place, byte) in filled.iter_mut().zip(bytes) {
            *place = *byte;
        }
        let header = Self::parse(&filled).complete();
        let known = bytes.len();
        header.into_iter().flat_map(move |header| header.shown_by(context, judged..known))
    }

    /// The rules broken by what so many bytes of the header show, and fewer don't.
    fn shown_by(&self, context: FrameContext, bytes: Range<usize>) -> impl Iterator<Item = Rule> + use<> {
        let header = *self;
        let shown = RULES.iter().filter(move |(_, needed, _)| bytes.start < *needed && *needed <= bytes.end);
        shown.filter(move |(_, _, broken)| broken(&header, &context)).map(|&(rule, ..)| rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: FrameContext = FrameContext { sender: Sender::Server, rsv_allowed: 0, in_message: false };
    const CLIENT: FrameContext = FrameContext { sender: Sender::Client, rsv_allowed: 0, in_message: false };

    fn broken(bytes: &[u8], context: FrameContext) -> Vec<Rule> {
        FrameHeader::parse(bytes).complete().unwrap().violations(context, 0).collect()
    }

    #[test]
    fn ordinary_frames_break_no_rule() {
        assert_eq!(broken(&[0x81, 5], SERVER), []);
        assert_eq!(broken(&[0x81, 0x85, 1, 2, 3, 4], CLIENT), []);
        let inside = FrameContext { in_message: true, ..SERVER };
        assert_eq!(broken(&[0x80, 5], inside), []);
        assert_eq!(broken(&[0x89, 125], inside), []);
        assert_eq!(broken(&[0xc1, 5], FrameContext { rsv_allowed: RSV1, ..SERVER }), []);
    }

    #[test]
    fn what_is_ordinary_breaks_no_rule() {
        let lengths: [&[u8]; 5] =
            [&[5], &[125], &[126, 0, 125], &[126, 0, 126], &[127, 0x80, 0, 0, 0, 0, 0, 0, 0]];
        let mut ordinary = 0;
        for (first, length) in (0..=u8::MAX).flat_map(|first| lengths.map(|length| (first, length))) {
            for (mask, context) in [(0, SERVER), (0, CLIENT), (0x80, SERVER), (0x80, CLIENT)] {
                let bytes = [&[first, length[0] | mask], &length[1..], &[1, 2, 3, 4]].concat();
                let header = FrameHeader::parse(&bytes).complete().unwrap();
                if header.is_ordinary(context.sender) {
                    assert_eq!(header.violations(context, 0).next(), None, "{bytes:02x?}");
                    ordinary += 1;
                }
            }
        }
        // Text and binary of three lengths, Ping and Pong of two, of both sides.
        assert_eq!(ordinary, (2 * 3 + 2 * 2) * 2);
    }

    #[test]
    fn each_rule_is_found_alone() {
        let inside = FrameContext { in_message: true, ..SERVER };
        let deflate = FrameContext { rsv_allowed: RSV1, ..SERVER };
        let rows: [(&[u8], FrameContext, Rule); 13] = [
            (&[0x81, 5], CLIENT, Rule::MaskMissing),
            (&[0x81, 0x85, 1, 2, 3, 4], SERVER, Rule::MaskUnexpected),
            (&[0xc1, 5], SERVER, Rule::RsvWithoutExtension),
            (&[0x91, 5], deflate, Rule::RsvWithoutExtension),
            (&[0xc9, 5], deflate, Rule::Rsv1Misplaced),
            (&[0x83, 5], SERVER, Rule::OpcodeReserved),
            (&[0x8b, 5], SERVER, Rule::OpcodeReserved),
            (&[0x82, 126, 0, 5], SERVER, Rule::LengthNotMinimal),
            (&[0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0], SERVER, Rule::LengthTooLarge),
            (&[0x09, 5], SERVER, Rule::ControlFragmented),
            (&[0x88, 126, 0, 126], SERVER, Rule::ControlTooLong),
            (&[0x80, 5], SERVER, Rule::ContinuationWithoutStart),
            (&[0x82, 5], inside, Rule::MessageInterrupted),
        ];
        for (bytes, context, rule) in rows {
            assert_eq!(broken(bytes, context), [rule], "{bytes:02x?}");
        }
    }

    #[test]
    fn the_first_bytes_are_judged_as_soon_as_they_are_there() {
        let rows: [(&[u8], FrameContext, &[Rule]); 7] = [
            (&[0xc1], SERVER, &[Rule::RsvWithoutExtension]),
            (&[0x87, 0x8d, 0x9c], CLIENT, &[Rule::OpcodeReserved]),
            (&[0x80, 0x98, 0x3b], CLIENT, &[Rule::ContinuationWithoutStart]),
            (&[0x09, 0x85], CLIENT, &[Rule::ControlFragmented]),
            (&[0x82, 126], CLIENT, &[Rule::MaskMissing]),
            (&[0x89, 0xfe, 0], CLIENT, &[Rule::ControlTooLong]),
            (&[0x82, 127, 0xff], SERVER, &[]),
        ];
        for (bytes, context, rules) in rows {
            let found: Vec<_> = FrameHeader::first_violations(bytes, context, 0).collect();
            assert_eq!(found, rules, "{bytes:02x?}");
            assert_eq!(FrameHeader::first_violations(bytes, context, bytes.len()).count(), 0);
        }
    }

    #[test]
    fn a_header_breaks_the_same_rules_in_pieces_as_in_one() {
        let bytes = [0x1b, 0xfe, 0, 5, 1, 2, 3, 4];
        let whole = broken(&bytes, SERVER);
        assert_eq!(whole.len(), 6);
        for cut in 1..bytes.len() {
            let mut found: Vec<_> = FrameHeader::first_violations(&bytes[..cut], SERVER, 0).collect();
            let header = FrameHeader::parse(&bytes).complete().unwrap();
            found.extend(header.violations(SERVER, cut));
            assert_eq!(found.len(), whole.len());
            assert!(whole.iter().all(|rule| found.contains(rule)), "{cut}: {found:?}");
        }
    }

    #[test]
    fn the_table_names_each_rule_once() {
        for (i, (rule, ..)) in RULES.iter().enumerate() {
            assert!(RULES.iter().skip(i + 1).all(|(other, ..)| other != rule), "{rule}");
        }
        assert_eq!(Opcode::from_bits(0).name(), Some("continuation"));
    }
}
