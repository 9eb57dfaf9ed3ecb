//! An index that keeps the newest of a capture without an end: how much it keeps, and what can still be
//! asked for.

mod support;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use support::*;
use wiretale::capture::{Aside, CaptureError, LinkType, Packet, Place, Record, Source, Timestamp};
use wiretale::pipeline::{self, Settings};
use wiretale::tell::{Index, Indexer, Newest, Shared, SharedIndex};

/// Ever new connections, one after another, and one that never ends; packets are made when they are asked
/// for.
struct Endless {
    short: Vec<TestPacket>,
    lasting: Vec<TestPacket>,
    number: u64,
    until: u64,
    bytes: Vec<u8>,
    aside: Aside,
}

/// When the capture began, in nanoseconds.
const START: i64 = 1_700_000_000_000_000_000;
/// Every so many packets there is one of the connection that lasts.
const LASTING: u64 = 64;

impl Endless {
    fn new(until: u64) -> Self {
        let mut talk = Conversation::new("10.0.0.1:1024", "10.0.0.2:8080");
        talk.handshake().client("question").server("answer");
        talk.server_fin().client_fin().server_ack();
        let mut lasting = Conversation::new("10.0.0.3:40000", "10.0.0.2:8080");
        lasting.handshake();
        Self {
            short: talk.packets,
            lasting: lasting.packets,
            number: 0,
            until,
            bytes: Vec::new(),
            aside: Aside::default(),
        }
    }
}

impl Source for Endless {
    fn aside(&self) -> &Aside {
        &self.aside
    }

    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        Ok(self.next_packet()?.map(Record::Packet))
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        if self.number == self.until {
            return Ok(None);
        }
        let nth = self.number;
        self.number += 1;
        let packet = if nth.is_multiple_of(LASTING) {
            // The last packet of its handshake comes again and again.
            self.lasting[self.lasting.len().min((nth / LASTING) as usize + 1) - 1].clone()
        } else {
            let nth = nth - nth / LASTING - 1;
            let each = self.short.len() as u64;
            let mut packet = self.short[(nth % each) as usize].clone();
            let port = (1024 + nth / each % 60_000) as u16;
            (if packet.from.port() == 8080 { &mut packet.to } else { &mut packet.from }).set_port(port);
            packet
        };
        let raw = packet.to_raw();
        self.bytes.clone_from(&raw.bytes);
        Ok(Some(Packet {
            number: self.number,
            // A hundred packets a second.
            time: Timestamp::new(START + self.number.cast_signed() * 10_000_000, 9),
            link: LinkType::ETHERNET,
            bytes: &self.bytes,
            wire_length: raw.wire_length,
            place: Place::default(),
        }))
    }
}

/// Some thousand packets, and some hundred ended connections.
const NEWEST: Newest = Newest { packets: 20_000, ended: 400 };

fn indexed(packets: u64) -> SharedIndex {
    let index = SharedIndex::new(Shared::new(Index::of_the(NEWEST)));
    let mut indexer = Indexer::new(index.clone(), Arc::new(AtomicBool::new(false)));
    let report = pipeline::run(&mut Endless::new(packets), &mut indexer, Settings::default());
    assert_eq!((report.packets, report.error.is_none()), (packets, true));
    index
}

#[test]
fn what_is_kept_of_millions_of_packets_is_what_is_kept_of_few() {
    // Without optimisation, as few as show it.
    let millions = if cfg!(debug_assertions) { 200_000 } else { 5_000_000 };
    let index = indexed(millions);
    let index = index.lock().unwrap();
    let counts = index.counts();
    assert_eq!((index.len(), counts.packets, counts.unindexed), (millions, millions, 0));
    let kept = index.len() - index.forgotten();
    assert_eq!((kept, counts.forgotten), (NEWEST.packets, index.forgotten()));
    // Besides those that have ended there are the one that lasts, and those that wait for stragglers.
    let rows = index.connections();
    assert!((NEWEST.ended * 3 / 4..=NEWEST.ended + 200).contains(&rows.len()), "{}", rows.len());
    assert_eq!(counts.delisted + rows.len() as u64, counts.connections);
    assert!(counts.connections > millions / 20 && counts.unlisted == 0, "{counts:?}");
    assert!(rows.is_sorted_by_key(|row| row.connection));
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(index.position(row.connection), Some(place));
        assert_eq!(index.row(row.connection).map(|row| row.connection), Some(row.connection));
    }
    assert!(index.row(1).is_none() && index.last_of(1).is_none() && index.packets_of(1).is_empty());
    assert!(index.entry(index.forgotten()).is_none() && index.entry(index.forgotten() + 1).is_some());
    assert_eq!(index.start().nanoseconds(), START + 10_000_000);
}

#[test]
fn a_connection_whose_beginning_is_forgotten_is_known_from_there_on() {
    let index = indexed(100_000);
    let mut index = index.lock().unwrap();
    assert_eq!(index.connections()[0].connection, 0, "the one that lasts is listed in any case");
    assert!(index.has_lost_beginning(0));
    let own = index.packets_of(0);
    let lasts = |number: u64| (number - 1).is_multiple_of(LASTING);
    let expected: Vec<_> = (index.forgotten() + 1..=100_000).filter(|number| lasts(*number)).collect();
    assert_eq!(own, expected);
    assert_eq!(index.neighbour(own[0], false), None);
    assert_eq!(index.neighbour(own[0], true), Some(own[1]));
    assert_eq!(index.neighbour(own[1], false), Some(own[0]));
    assert_eq!(index.same_ends(0), [0]);
    let newest = index.connections().last().unwrap().connection;
    assert!(!index.has_lost_beginning(newest));
    // Nothing lies anywhere, so that nothing lies before anything.
    index.forget_before(1_000_000);
    assert_eq!(index.packets_of(0), expected);
}

#[test]
fn what_lies_before_the_beginning_of_a_ring_is_forgotten() {
    let capture = Recorded::named("walkthrough");
    let mut source = wiretale::capture::open(&capture.path).unwrap();
    let index = SharedIndex::default();
    let mut indexer = Indexer::new(index.clone(), Arc::new(AtomicBool::new(false)));
    pipeline::run(&mut source, &mut indexer, Settings::default());
    let mut index = index.lock().unwrap();
    let (all, tenth) = (index.len(), index.entry(10).unwrap().place.offset().unwrap());
    index.forget_before(tenth);
    assert_eq!((index.forgotten(), index.len()), (9, all));
    assert!(index.entry(9).is_none() && index.entry(10).is_some());
    index.forget_before(0);
    assert_eq!(index.forgotten(), 9);
    index.forget_before(u64::MAX);
    assert_eq!((index.forgotten(), index.len()), (all, all));
    assert!(index.packets_of(0).is_empty() && index.has_lost_beginning(0));
}
