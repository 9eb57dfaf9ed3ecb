//! Layouts of recorded captures, and of conversations cut, reordered, repeated and lost at random.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::capture::{Source as _, Timestamp, open};
use crate::decode::{Decoder, Options, Segment};
use crate::flow::Connections;
use crate::protocol::Parsed;
use crate::protocol::frame::{FrameForm, Opcode, unmask};
use crate::protocol::tls::RecordHeader;
use crate::session::Sessions;
use crate::tell::{Teller, Telling};

/// Every part of a payload is what its bytes say.
fn check(payload: &[u8], layout: &Layout) {
    let mut place = 0;
    for part in &layout.parts {
        assert_eq!(part.range.start, place, "{layout:?}");
        place = part.range.end;
        let Some(bytes) = payload.get(part.range.clone()).filter(|_| part.before == 0) else { continue };
        match part.what {
            What::Frame {
                header: header @ FrameHeader { form: FrameForm::Hixie76 { kind }, .. }, ..
            } => {
                let whole = part.after == 0;
                assert!(!whole || bytes.len() as u64 == header.frame_length(), "{layout:?}");
                assert!(!whole || !header.has_end_mark() || bytes.ends_with(&[0xff]), "{layout:?}");
                assert_eq!(bytes.first(), Some(&kind), "{layout:?}");
            }
            What::Frame { header, .. } => match FrameHeader::parse(bytes) {
                Parsed::Complete { value, .. } => assert_eq!(value, header, "{layout:?}"),
                _ => assert!(bytes.len() < usize::from(header.header_length)),
            },
            What::Request => {
                let begins = &bytes[..bytes.len().min(4)];
                assert!(b"GET ".starts_with(begins) || b"CONN".starts_with(begins));
            }
            What::Response => assert!(b"HTTP".starts_with(&bytes[..bytes.len().min(4)])),
            What::Record if bytes.len() >= 5 => {
                let header = RecordHeader::parse(bytes).complete().unwrap();
                assert_eq!(u64::from(header.length) + 5, part.after + part.range.len() as u64);
            }
            _ => {}
        }
    }
}

/// Tells the connection of these segments.
fn told(segments: &[Segment<'_>]) -> Telling {
    let mut teller = Teller::new(0);
    let mut connections = Connections::default();
    let mut sessions = Sessions::new(&mut teller);
    for segment in segments {
        connections.take(segment, &mut sessions);
    }
    connections.finish(&mut sessions);
    drop(sessions);
    teller.finish().unwrap()
}

/// Reads the segments of a capture.
fn each_segment(path: &Path, mut take: impl FnMut(&Segment<'_>)) {
    let (mut source, mut decoder) = (open(path).unwrap(), Decoder::new());
    while let Some(packet) = source.next_packet().unwrap() {
        if let Ok(segment) = decoder.decode(&packet) {
            take(&segment);
        }
    }
}

#[test]
fn every_payload_of_every_capture_is_made_of_what_its_bytes_say() {
    let mut known = 0;
    for path in std::fs::read_dir("captures").unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "pcapng") {
            continue;
        }
        let mut teller = Teller::new(0);
        let mut connections = Connections::default();
        let mut sessions = Sessions::new(&mut teller);
        each_segment(&path, |segment| connections.take(segment, &mut sessions));
        connections.finish(&mut sessions);
        drop(sessions);
        let telling = teller.finish().unwrap();
        each_segment(&path, |segment| {
            let Some(layout) = telling.layouts.of(segment.packet) else { return };
            check(segment.payload, &layout);
            known += layout.parts.iter().filter(|part| part.what != What::Unread).count();
        });
    }
    assert!(known > 500, "{known}");
}

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const RESPONSE: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// A segment of the client (`true`) or the server, by offset in its stream.
fn segment(packet: u64, client: bool, flags: Flags, offset: u32, acked: u32, payload: &[u8]) -> Segment<'_> {
    let ends = ["10.0.0.1:40000".parse().unwrap(), "10.0.0.2:80".parse().unwrap()];
    let (from, to) = if client { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
    let bases = if client {
        (SeqNumber(u32::MAX - 40), SeqNumber(7))
    } else {
        (SeqNumber(7), SeqNumber(u32::MAX - 40))
    };
    Segment {
        packet,
        time: Timestamp::new(i64::try_from(packet).unwrap() * 1_000_000, 6),
        from,
        to,
        ip_id: None,
        ttl: 64,
        seq: bases.0.plus(offset),
        ack: bases.1.plus(acked),
        flags,
        window: 65_535,
        ipv4_header: &[],
        header: &[],
        options: Options(&[]),
        payload,
        wire_payload_length: payload.len() as u32,
        wire_packet_length: payload.len() as u32 + 54,
        header_length: 40,
        conflicting_fragments: false,
    }
}

/// A masked frame.
fn frame(opcode: Opcode, length: usize) -> Vec<u8> {
    let header_length = match length {
        0..126 => 6,
        126..65_536 => 8,
        _ => 14,
    };
    let (payload_length, mask, form) = (length as u64, Some([1, 2, 3, 4]), FrameForm::Rfc6455);
    let header =
        FrameHeader { fin: true, rsv: 0, opcode, mask, payload_length, header_length, minimal: true, form };
    let mut bytes = Vec::new();
    header.write(&mut bytes);
    let mut payload = vec![b'x'; length];
    unmask(&mut payload, [1, 2, 3, 4], 0);
    bytes.extend(payload);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn layouts_fit_however_the_stream_is_cut_reordered_repeated_and_lost(
        lengths in prop::collection::vec(0_usize..300, 1..12),
        cuts in prop::collection::vec(1_usize..400, 1..40),
        swaps in prop::collection::vec((0_usize..40, 0_usize..4), 0..12),
        again in prop::collection::vec(0_usize..40, 0..4),
        lost in prop::option::of(0_usize..40),
        asked_first in any::<bool>(),
    ) {
        let mut stream = REQUEST.to_vec();
        for length in &lengths {
            stream.extend(frame(Opcode::Text, *length));
        }
        let mut pieces = Vec::new();
        let mut at = 0;
        for cut in std::iter::once(REQUEST.len()).chain(cuts.into_iter().cycle()) {
            let end = (at + cut).min(stream.len());
            pieces.push((at, &stream[at..end]));
            at = end;
            if at == stream.len() {
                break;
            }
        }
        let mut rest = pieces.split_off(1);
        for (index, far) in swaps {
            if index + far < rest.len() {
                rest.swap(index, index + far);
            }
        }
        for index in again {
            if let Some(piece) = rest.get(index).copied() {
                rest.push(piece);
            }
        }
        if let Some(index) = lost.filter(|index| *index < rest.len()) {
            rest.remove(index);
        }
        let mut segments = vec![
            segment(1, true, Flags::SYN, 0, 0, b""),
            segment(2, false, Flags(0x12), 0, 1, b""),
        ];
        let request = segment(3, true, Flags(0x18), 1, 1, pieces[0].1);
        let response = segment(4, false, Flags(0x18), 1, 1 + REQUEST.len() as u32, RESPONSE);
        if asked_first {
            segments.extend([request, response]);
        } else {
            segments.extend([Segment { packet: 3, ..response }, Segment { packet: 4, ..request }]);
        }
        let acked = 1 + RESPONSE.len() as u32;
        for (packet, (at, piece)) in (5..).zip(rest) {
            segments.push(segment(packet, true, Flags(0x18), 1 + at as u32, acked, piece));
        }
        let telling = told(&segments);
        let whole = lost.is_none_or(|lost| lost >= segments.len());
        for segment in &segments {
            let layout = telling.layouts.of(segment.packet).unwrap();
            check(segment.payload, &layout);
            // The byte of a probe is garbage to TCP; so looks a last byte that is sent again alone.
            let all_is_read = whole && layout.fate != Fate::Probe;
            prop_assert!(!all_is_read || layout.parts.iter().all(|part| part.what != What::Unread), "{:?}", layout);
        }
    }
}
