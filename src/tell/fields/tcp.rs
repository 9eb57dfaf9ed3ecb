//! The header of TCP (RFC 9293 3.1).

use std::ops::Range;

use super::ip::Upper;
use super::{Bytes, Field, Inside, Kind, options, say};
use crate::decode::{Checksum, Flags, Segment};
use crate::teach::{Sentence, Value};
use crate::tell::Layout;

/// The control bits, highest first, each with what it asks when it is set.
const BITS: [(Flags, &str, &str); 9] = [
    (Flags::AE, "AE", "field.tcp.ae"),
    (Flags::CWR, "CWR", "field.tcp.cwr"),
    (Flags::ECE, "ECE", "field.tcp.ece"),
    (Flags::URG, "URG", "field.tcp.urg"),
    (Flags::ACK, "ACK", "field.tcp.ack"),
    (Flags::PSH, "PSH", "field.tcp.psh"),
    (Flags::RST, "RST", "field.tcp.rst"),
    (Flags::SYN, "SYN", "field.tcp.syn"),
    (Flags::FIN, "FIN", "field.tcp.fin"),
];

/// Length of the header without options.
const FIXED: usize = 20;
/// The protocol number of TCP.
const TCP: u8 = 6;

/// Adds the fields of TCP; returns where the payload lies.
pub(super) fn read(
    bytes: Bytes<'_>,
    upper: Upper,
    segment: Option<&Segment<'_>>,
    layout: Option<&Layout>,
    out: &mut Vec<Field>,
) -> Option<Inside> {
    let at = upper.start;
    if upper.fragment {
        out.push(fragment(upper));
        return None;
    }
    if upper.protocol != TCP {
        return None;
    }
    let fixed: [u8; FIXED] = bytes.array(at)?;
    let field = |range: Range<usize>| at + range.start..at + range.end;
    let word = |offset: usize| bytes.u16(at + offset).unwrap_or_default();
    let length = usize::from(fixed.get(12)? >> 4) * 4;
    let (source, destination) = (word(0), word(2));
    let (seq, ack) = (bytes.u32(at + 4)?, bytes.u32(at + 8)?);
    let flags = Flags(word(12) & 0x1ff);
    let mut children = vec![
        Field::said("field.tcp.source-port", field(0..2)).value(source),
        Field::said("field.tcp.destination-port", field(2..4)).value(destination),
        number("field.tcp.sequence", field(4..8), seq, layout.map(|layout| layout.seq)),
        number("field.tcp.acknowledgment", field(8..12), ack, layout.and_then(|layout| layout.ack))
            .note(acknowledgment_note(flags, ack, layout)),
        Field::said("field.tcp.data-offset", field(12..13))
            .bits(0..4)
            .value(length)
            .note(Sentence::new("field.words").with("n", (length / 4) as u64)),
        Field::said("field.reserved", field(12..13)).bits(4..7).value(word(12) >> 9 & 7),
        Field::said("field.flags", field(12..14))
            .bits(7..16)
            .value(names(flags))
            .with(bits(field(12..14), flags)),
        window(field(14..16), word(14), layout),
        checksum(field(16..18), word(16), segment),
        urgent(field(18..20), word(18), flags),
    ];
    // What was captured of the header, if a snap length cut it.
    let end = (at + length.max(FIXED)).min(upper.end.max(at + FIXED)).min(bytes.len());
    if end > at + FIXED {
        children.push(options::read(bytes, at + FIXED..end, layout));
    }
    let seq = layout.map_or(seq, |layout| layout.seq);
    let ack = layout.and_then(|layout| layout.ack).or_else(|| flags.has(Flags::ACK).then_some(ack));
    let acked = ack.map_or_else(String::new, |ack| format!(" ack {ack}"));
    let value = format!("{source} → {destination}  {}  seq {seq}{acked}", names(flags));
    out.push(Field::plain("TCP", at..end).value(value).kind(Kind::TcpHeader).with(children));
    (length >= FIXED).then_some(Inside { start: end, end: upper.end.max(end) })
}

/// A part of a packet: its header may lie in another part.
fn fragment(upper: Upper) -> Field {
    Field::said("field.ip.fragment", upper.start..upper.end).note(say("field.ip.fragment-note"))
}

/// A sequence or acknowledgment number: relative where it is known what it counts from.
fn number(key: &'static str, range: Range<usize>, raw: u32, relative: Option<u32>) -> Field {
    let field = Field::said(key, range).value(relative.unwrap_or(raw));
    let note = relative.map(|_| Sentence::new("field.tcp.raw").with("raw", u64::from(raw)));
    field.note(note)
}

fn acknowledgment_note(flags: Flags, raw: u32, layout: Option<&Layout>) -> Option<Sentence> {
    if !flags.has(Flags::ACK) {
        return Some(say("field.tcp.no-ack"));
    }
    layout.and_then(|layout| layout.ack).map(|_| Sentence::new("field.tcp.raw").with("raw", u64::from(raw)))
}

fn names(flags: Flags) -> String {
    let names: Vec<_> = flags.names().collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

fn bits(range: Range<usize>, flags: Flags) -> Vec<Field> {
    let field = |(index, (flag, name, key)): (usize, (Flags, &'static str, &'static str))| {
        let bit = 7 + index as u8;
        let set = flags.has(flag);
        // AE is the last bit of the first byte, the others are the second.
        let (range, bit) =
            if bit < 8 { (range.start..range.end - 1, bit) } else { (range.start + 1..range.end, bit - 8) };
        Field::plain(name, range).bits(bit..bit + 1).value(u8::from(set)).note(set.then(|| say(key)))
    };
    BITS.into_iter().enumerate().map(field).collect()
}

fn window(range: Range<usize>, raw: u16, layout: Option<&Layout>) -> Field {
    let field = Field::said("field.tcp.window", range).value(raw);
    match layout.map(|layout| layout.window) {
        Some(scaled) if scaled != u32::from(raw) && raw > 0 => field.note(
            Sentence::new("field.tcp.window-scaled")
                .with("factor", u64::from(scaled / u32::from(raw)))
                .with("bytes", u64::from(scaled)),
        ),
        _ if raw == 0 => field.note(say("field.tcp.window-zero")),
        _ => field.note(Sentence::new("field.bytes").with("bytes", Value::Number(raw.into()))),
    }
}

fn checksum(range: Range<usize>, value: u16, segment: Option<&Segment<'_>>) -> Field {
    let whole = segment.is_some_and(|segment| segment.payload.len() == segment.wire_payload_length as usize);
    let verdict = segment.map_or(Checksum::Unknown, Segment::checksum);
    Field::said("field.checksum", range).value(format!("0x{value:04x}")).note(say(match verdict {
        Checksum::Good => "field.checksum.right",
        Checksum::Bad => "field.checksum.wrong",
        Checksum::Unknown if whole => "field.checksum.offloaded",
        Checksum::Unknown => "field.checksum.unknown",
    }))
}

fn urgent(range: Range<usize>, value: u16, flags: Flags) -> Field {
    let note = if flags.has(Flags::URG) { "field.tcp.urgent-valid" } else { "field.tcp.urgent-void" };
    Field::said("field.tcp.urgent", range).value(value).note(say(note))
}
