//! The tree on recorded packets, cut packets, and any bytes at all.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::capture::{LinkType, Place, Source as _, Timestamp, open};
use crate::flow::Connections;
use crate::protocol::frame::Opcode;
use crate::session::Sessions;
use crate::teach::Language;
use crate::tell::{Fate, Part, Teller, Telling, What};

/// The packets of a capture, and its first connection told.
fn capture(name: &str) -> (Telling, Vec<(LinkType, Vec<u8>)>) {
    let path = format!("captures/{name}.pcapng");
    let mut source = open(Path::new(&path)).unwrap();
    let mut teller = Teller::new(0);
    let (mut decoder, mut connections, mut packets) = (Decoder::new(), Connections::default(), Vec::new());
    let mut sessions = Sessions::new(&mut teller);
    while let Some(packet) = source.next_packet().unwrap() {
        packets.push((packet.link, packet.bytes.to_vec()));
        if let Ok(segment) = decoder.decode(&packet) {
            connections.take(&segment, &mut sessions);
        }
    }
    connections.finish(&mut sessions);
    drop(sessions);
    (teller.finish().unwrap(), packets)
}

fn packet(link: LinkType, bytes: &[u8], number: u64) -> Packet<'_> {
    Packet {
        number,
        time: Timestamp::new(0, 6),
        link,
        bytes,
        wire_length: bytes.len() as u32,
        place: Place::default(),
    }
}

/// Everything lies inside what is above it, and can be told.
fn check(fields: &[Field], outer: &Range<usize>) {
    for field in fields {
        assert!(field.range.start <= field.range.end, "{field:?}");
        assert!(outer.start <= field.range.start && field.range.end <= outer.end, "{field:?} in {outer:?}");
        if let Some(bits) = &field.bits {
            assert!(bits.start < bits.end && bits.end <= 32, "{field:?}");
        }
        for language in Language::ALL {
            let _ = field.note.as_ref().map(|note| note.tell(language));
        }
        check(&field.children, &field.range);
    }
}

fn find<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    fields.iter().find_map(|field| {
        let own = match &field.name {
            Name::Plain(plain) => plain == name,
            Name::Said(key) => *key == name,
        };
        if own { Some(field) } else { find(&field.children, name) }
    })
}

#[test]
fn every_packet_of_every_capture_has_a_tree_and_so_has_every_beginning_of_it() {
    for path in std::fs::read_dir("captures").unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "pcapng") {
            continue;
        }
        let (telling, packets) = capture(&name);
        for (number, (link, bytes)) in (1..).zip(&packets) {
            let layout = telling.layouts.of(number);
            let whole = fields(&packet(*link, bytes, number), layout.as_ref());
            check(&whole, &(0..bytes.len()));
            assert!(find(&whole, "TCP").is_some() || name == "fragments", "{name} {number}");
            for length in (0..bytes.len()).step_by(if matches!(number, 1 | 4 | 8) { 7 } else { 101 }) {
                let cut =
                    Packet { wire_length: bytes.len() as u32, ..packet(*link, &bytes[..length], number) };
                check(&fields(&cut, layout.as_ref()), &(0..length));
            }
        }
    }
}

#[test]
fn a_frame_of_hixie_76_is_shown_with_its_marks_and_lengths() {
    let (telling, packets) = capture("draft-hixie-76");
    let tree = |number: u64| {
        let (link, bytes) = &packets[number as usize - 1];
        fields(&packet(*link, bytes, number), telling.layouts.of(number).as_ref())
    };
    let value = |fields: &[Field], name: &str| find(fields, name).map(|field| field.value.clone());
    let text = tree(8);
    assert_eq!(value(&text, "WebSocket").as_deref(), Some("Text  get it"));
    assert_eq!(value(&text, "field.hixie.type").as_deref(), Some("0x00"));
    assert_eq!(value(&text, "field.payload").as_deref(), Some("get it"));
    assert_eq!(value(&text, "field.hixie.mark").as_deref(), Some("0xff"));
    assert_eq!(value(&text, "MASK"), None);
    let close = tree(11);
    assert_eq!(value(&close, "field.hixie.type").as_deref(), Some("0xff"));
    assert_eq!(value(&close, "field.frame.payload-length").as_deref(), Some("0"));
}

#[test]
fn a_frame_of_a_client_is_shown_unmasked_with_each_bit_of_its_header() {
    let (telling, packets) = capture("walkthrough");
    let (number, (link, bytes)) = (1..)
        .zip(&packets)
        .find(|(number, _)| {
            telling.layouts.of(*number).is_some_and(|layout| {
                layout.parts.iter().any(|part| {
                    matches!(part.what, What::Frame { header, .. }
                        if header.mask.is_some() && header.opcode == Opcode::Text)
                })
            })
        })
        .unwrap();
    let fields = fields(&packet(*link, bytes, number), telling.layouts.of(number).as_ref());
    let frame = find(&fields, "WebSocket").unwrap();
    assert_eq!(frame.value, "Text  got it");
    let value = |name| find(&frame.children, name).unwrap().value.clone();
    assert_eq!((value("FIN"), value("MASK")), ("1".to_owned(), "1".to_owned()));
    assert_eq!(value("field.payload"), "got it");
    assert_eq!(find(&fields, "field.frame.masking-key").unwrap().range.len(), 4);
    assert_eq!(find(&frame.children, "FIN").unwrap().bits, Some(0..1));
}

fn any_part() -> impl Strategy<Value = Part> {
    let what = (0..6_u8, any::<[u8; 14]>()).prop_map(|(kind, bytes)| match kind {
        0 => What::Request,
        1 => What::Response,
        2 => What::Body,
        3 => What::Record,
        4 => What::Unread,
        _ => What::Frame { header: FrameHeader::parse(&bytes).complete().unwrap(), first_packet: 1 },
    });
    let before = prop_oneof![Just(0), 0..20_u64, any::<u64>()];
    (0..90_usize, 0..90_usize, what, before.clone(), before).prop_map(
        |(start, length, what, before, after)| Part { range: start..start + length, what, before, after },
    )
}

fn any_layout() -> impl Strategy<Value = Layout> {
    (prop::collection::vec(any_part(), 0..6), 0..2_usize, 0..40_usize, any::<u32>()).prop_map(
        |(parts, left_out, known, number)| Layout {
            direction: crate::flow::Direction::ToServer,
            seq: number,
            ack: Some(number),
            window: number,
            peer_base: Some(crate::decode::SeqNumber(number)),
            fate: if known % 3 == 0 { Fate::Waited(3) } else { Fate::Read },
            fresh: known..known + 5,
            parts,
            left_out,
        },
    )
}

/// Bytes that get past the first headers, and bytes that don't.
fn any_bytes() -> impl Strategy<Value = (u16, Vec<u8>)> {
    let noise = prop::collection::vec(any::<u8>(), 0..160);
    let link = prop::sample::select(vec![0_u16, 1, 12, 101, 108, 113, 228, 229, 276, 147]);
    let start = prop::sample::select(vec![
        &b""[..],
        b"\x45\0\0\0\0\0\0\0\x40\x06\0\0\x0a\0\0\x01\x0a\0\0\x02",
        b"\x60\0\0\0\0\0\x06\x40",
        b"\x60\0\0\0\0\x60\0\x40",
        b"\x60\0\0\0\0\x60\x2c\x40",
        b"\0\0\0\0\0\0\0\0\0\0\0\0\x81\0\0\x01\x08\0\x46\0\0\0\0\0\0\0\x40\x06\0\0\x0a\0\0\x01",
    ]);
    (link, start, noise).prop_map(|(link, start, noise)| (link, [start, &noise].concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_bytes_with_any_layout_have_a_tree(
        (link, bytes) in any_bytes(),
        layout in prop::option::of(any_layout()),
        more in 0..3_u32,
    ) {
        let packet = Packet { wire_length: bytes.len() as u32 + more, ..packet(LinkType(link), &bytes, 1) };
        check(&fields(&packet, layout.as_ref()), &(0..bytes.len()));
    }
}
