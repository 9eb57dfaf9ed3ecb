//! What a list of packets says of each, in the words and the order that Wireshark's users know. They are
//! names and numbers, and the same in every language.

use std::fmt::Write as _;

use super::{Carries, Indexed};
use crate::decode::{Flags, Holds, Segment, Undecoded};
use crate::flow::{Label, Labels};
use crate::limits::MAX_QUOTED_BYTES;
use crate::protocol::frame::{FrameHeader, Opcode, unmask};
use crate::protocol::hixie76::TEXT_END;
use crate::protocol::tls::ContentType;
use crate::tell::safe;

/// What there is to say of a packet.
pub(super) fn of(entry: &Indexed, holds: &Holds<'_>, shift: Option<u8>) -> String {
    match holds {
        Holds::Tcp(segment) => labels(entry.labels) + &carried(entry, Some(segment), shift),
        // The last fragment of a segment stands for all of it.
        Holds::Fragment(..) if entry.flags != Flags::default() => {
            labels(entry.labels) + &carried(entry, None, shift) + "  [fragments]"
        }
        Holds::Fragment(protocol, offset, identification) => {
            format!("Fragmented IP protocol (proto={protocol}, off={offset}, ID={identification:04x})")
        }
        Holds::Udp(from, to, length) => format!("{from} → {to} Len={length}"),
        Holds::Icmp(kind, code) | Holds::Icmp6(kind, code) => format!("Type={kind} Code={code}"),
        Holds::Arp(false, _, sender, target) => format!("Who has {target}? Tell {sender}"),
        Holds::Arp(true, hardware, sender, _) => {
            format!("{sender} is at {}", hardware.map(|byte| format!("{byte:02x}")).join(":"))
        }
        Holds::Ip(protocol) => format!("IP protocol {protocol}"),
        Holds::Ethernet(protocol) => format!("EtherType 0x{protocol:04x}"),
        Holds::Unknown => match entry.carries {
            Carries::Undecoded(Undecoded::LinkType(link)) => format!("Link type {link}"),
            _ => "Malformed".to_owned(),
        },
    }
}

/// Every label as Wireshark writes it, those that say more before those that say less.
const LABELS: [(Label, &str); 15] = [
    (Label::ReusedPorts, "Port numbers reused"),
    (Label::LostSegment, "Previous segment not captured"),
    (Label::AckLostSegment, "ACKed unseen segment"),
    (Label::SpuriousRetransmission, "Spurious Retransmission"),
    (Label::FastRetransmission, "Fast Retransmission"),
    (Label::Retransmission, "Retransmission"),
    (Label::OutOfOrder, "Out-Of-Order"),
    (Label::KeepAliveAck, "Keep-Alive ACK"),
    (Label::KeepAlive, "Keep-Alive"),
    (Label::DuplicateAck, "Dup ACK"),
    (Label::ZeroWindowProbeAck, "ZeroWindowProbeAck"),
    (Label::ZeroWindowProbe, "ZeroWindowProbe"),
    (Label::ZeroWindow, "ZeroWindow"),
    (Label::WindowFull, "Window Full"),
    (Label::WindowUpdate, "Window Update"),
];

fn labels(labels: Labels) -> String {
    let special = [Label::SpuriousRetransmission, Label::FastRetransmission];
    let implied = special.into_iter().any(|label| labels.has(label));
    let mut out = String::new();
    for (label, words) in LABELS {
        if labels.has(label) && !(implied && label == Label::Retransmission) {
            let _ = write!(out, "[TCP {words}] ");
        }
    }
    out
}

fn carried(entry: &Indexed, segment: Option<&Segment<'_>>, shift: Option<u8>) -> String {
    let payload = segment.map_or(&[][..], |segment| segment.payload);
    match entry.carries {
        Carries::Request => first_line(payload).unwrap_or_else(|| "HTTP request".to_owned()),
        Carries::Response => first_line(payload).unwrap_or_else(|| "HTTP response".to_owned()),
        Carries::Body => format!("HTTP body, {} bytes", payload.len()),
        Carries::Frames { opcode, count, at } => {
            // The place was counted in what was on the wire.
            let wire = segment.map_or(0, |segment| segment.wire_payload_length as usize);
            let cut = wire.saturating_sub(payload.len());
            let at = at.and_then(|at| usize::from(at).checked_sub(cut));
            let first = at.and_then(|at| frame(opcode, payload.get(at..)?));
            first.unwrap_or_else(|| name(opcode)) + &more(count)
        }
        Carries::FramePart => format!("{} bytes of a frame that began before", payload.len()),
        Carries::ClientHello => "Client Hello".to_owned(),
        Carries::ServerHello => "Server Hello".to_owned(),
        Carries::Records { kind, count } => record(kind) + &more(count),
        Carries::Nothing | Carries::Data | Carries::Undecoded(_) => tcp(entry, segment, shift),
    }
}

fn more(count: u8) -> String {
    match count {
        0 | 1 => String::new(),
        u8::MAX => " and many more".to_owned(),
        count => format!(" +{} more", count - 1),
    }
}

/// `50946 → 8080 [SYN] Seq=0 Win=64240 Len=0 MSS=1460`
fn tcp(entry: &Indexed, segment: Option<&Segment<'_>>, shift: Option<u8>) -> String {
    let flags: Vec<_> = entry.flags.names().collect();
    let mut out = String::new();
    if let Some(segment) = segment {
        let _ = write!(out, "{} → {} ", segment.from.port(), segment.to.port());
    }
    let _ = write!(out, "[{}] Seq={}", flags.join(", "), entry.seq);
    if entry.flags.has(Flags::ACK) {
        let _ = write!(out, " Ack={}", entry.ack);
    }
    if let Some(segment) = segment {
        let window = u32::from(segment.window) << shift.unwrap_or(0);
        let _ = write!(out, " Win={window} Len={}", segment.wire_payload_length);
        let base = segment.ack.0.wrapping_sub(entry.ack);
        options(segment.options.0, base, &mut out);
    }
    out
}

/// The options in the order of the header; numbers of the peer count from `base`.
fn options(mut options: &[u8], base: u32, out: &mut String) {
    let number = |bytes: &[u8]| bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    loop {
        let (kind, rest) = match options {
            [] | [0, ..] => return,
            [1, rest @ ..] => {
                options = rest;
                continue;
            }
            [kind, length, rest @ ..] => {
                match rest.split_at_checked(usize::from(*length).saturating_sub(2)) {
                    Some((value, rest)) => ((*kind, value), rest),
                    None => return,
                }
            }
            [_] => return,
        };
        let _ = match kind {
            (2, size @ [_, _]) => write!(out, " MSS={}", number(size)),
            (3, [shift]) => write!(out, " WS={}", 1_u32 << shift.min(&14)),
            (4, []) => write!(out, " SACK_PERM"),
            (8, [v0, v1, v2, v3, echo @ ..]) => {
                write!(out, " TSval={} TSecr={}", number(&[*v0, *v1, *v2, *v3]), number(echo))
            }
            (5, edges) => edges.chunks_exact(8).try_for_each(|edges| {
                let (left, right) = edges.split_at(4);
                let relative = |edge| number(edge).wrapping_sub(base);
                write!(out, " SLE={} SRE={}", relative(left), relative(right))
            }),
            _ => Ok(()),
        };
        options = rest;
    }
}

/// The first line of an HTTP message that begins in this packet.
fn first_line(payload: &[u8]) -> Option<String> {
    let end = payload.iter().position(|byte| *byte == b'\r' || *byte == b'\n').unwrap_or(payload.len());
    let line = payload.get(..end.min(MAX_QUOTED_BYTES))?;
    let is_start = line.starts_with(b"HTTP/") || line.windows(6).any(|word| word == b" HTTP/");
    is_start.then(|| safe(&String::from_utf8_lossy(line)).into_owned())
}

/// `Text "get it" [FIN] 6 bytes`, if a frame with this opcode begins here.
fn frame(opcode: Opcode, bytes: &[u8]) -> Option<String> {
    if bytes.first().is_some_and(|first| first & 0x0f != opcode.number()) {
        return hixie76(opcode, bytes);
    }
    let header = FrameHeader::parse(bytes).complete().filter(|header| header.opcode == opcode)?;
    let length = usize::try_from(header.payload_length).unwrap_or(usize::MAX).min(MAX_QUOTED_BYTES);
    let rest = bytes.get(usize::from(header.header_length)..).unwrap_or_default();
    let mut start = rest.get(..length.min(rest.len()))?.to_vec();
    if let Some(key) = header.mask {
        unmask(&mut start, key, 0);
    }
    let whole = start.len() as u64 == header.payload_length;
    let mut out = name(opcode);
    match opcode {
        Opcode::Close => {
            if let Some(code) = start.first_chunk::<2>() {
                let _ = write!(out, " {}", u16::from_be_bytes(*code));
                quote(start.get(2..).unwrap_or_default(), whole, &mut out);
            }
        }
        // The first bit says that it is compressed.
        _ if header.rsv == 0 && opcode != Opcode::Binary => quote(&start, whole, &mut out),
        _ => {}
    }
    if header.fin {
        out.push_str(" [FIN]");
    }
    if header.mask.is_some() {
        out.push_str(" [MASKED]");
    }
    let _ = write!(out, " {} bytes", header.payload_length);
    Some(out)
}

/// `Text "get it" 6 bytes`, as hixie-76 writes it: between two marks (hybi-00 4.2).
fn hixie76(opcode: Opcode, bytes: &[u8]) -> Option<String> {
    let mut out = name(opcode);
    if let (Opcode::Text, Some((0, text))) = (opcode, bytes.split_first()) {
        let end = text.iter().position(|byte| *byte == TEXT_END);
        let shown = end.unwrap_or(text.len()).min(MAX_QUOTED_BYTES);
        quote(text.get(..shown)?, end == Some(shown), &mut out);
        if let Some(end) = end {
            let _ = write!(out, " {end} bytes");
        }
    }
    Some(out)
}

/// Quotes what is text.
fn quote(bytes: &[u8], whole: bool, out: &mut String) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A character may be cut at the end.
        Err(error) if error.error_len().is_none() => bytes
            .get(..error.valid_up_to())
            .and_then(|text| std::str::from_utf8(text).ok())
            .unwrap_or_default(),
        Err(_) => return,
    };
    if !text.is_empty() {
        let _ = write!(out, " \"{}{}\"", safe(text), if whole { "" } else { "…" });
    }
}

fn name(opcode: Opcode) -> String {
    let name = match opcode.name() {
        Some(name) => name.to_owned(),
        None => format!("reserved {}", opcode.number()),
    };
    capital(&name)
}

/// `Application Data`
fn record(kind: ContentType) -> String {
    let words: Vec<_> = kind.to_string().split('_').map(capital).collect();
    words.join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
