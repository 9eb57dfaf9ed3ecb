//! Looking ahead fetches memory, and changes nothing of what is told.

mod support;

use std::cell::Cell;
use std::net::Ipv4Addr;

use support::*;
use wiretale::capture::{Aside, CaptureError, CaptureFile, LinkType, Packet, Record, Source};
use wiretale::flow::{CONNECTIONS_IN_CACHE, ConnectionId, HALF_OPEN_IN_CACHE};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};

/// A capture that can't look ahead.
struct Blind(CaptureFile);

impl Source for Blind {
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        self.0.next_record()
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        self.0.next_packet()
    }

    fn aside(&self) -> &Aside {
        self.0.aside()
    }
}

/// Hears everything, in words, and whom something was foreseen of.
#[derive(Default)]
struct Told {
    events: Vec<String>,
    foreseen: Vec<ConnectionId>,
}

impl Observer for Told {
    fn observe(&mut self, event: &Event<'_>) {
        self.events.push(format!("{event:?}"));
    }

    fn foresee(&mut self, connection: ConnectionId) {
        self.foreseen.push(connection);
    }
}

fn told(mut source: impl Source) -> Told {
    let mut told = Told::default();
    pipeline::run(&mut source, &mut told, Settings::default());
    told
}

/// More conversations than stay in the cache, a packet of each in turn.
fn many() -> Vec<RawPacket> {
    let talks = (0..CONNECTIONS_IN_CACHE + 100).map(|number| {
        let mut talk =
            Conversation::new(&format!("10.0.{}.{}:50000", number / 200, number % 200 + 1), "10.9.0.1:80");
        talk.handshake().get("/chat").switching_protocols();
        talk.server(text("get it"))
            .client_ack()
            .client(masked(close(1000, "bye")))
            .server(close(1000, "bye"));
        talk.server_fin().client_fin().server_ack();
        talk.packets
    });
    let talks: Vec<_> = talks.collect();
    let longest = talks.iter().map(Vec::len).max().unwrap_or(0);
    let mut packets: Vec<_> =
        (0..longest).flat_map(|turn| talks.iter().filter_map(move |talk| talk.get(turn)).cloned()).collect();
    retime(&mut packets);
    packets.iter().map(TestPacket::to_raw).collect()
}

#[test]
fn what_is_foreseen_comes_and_changes_nothing() {
    let packets = many();
    for format in FileFormat::ALL {
        let capture = write_capture(format, &packets);
        // Cut anywhere, too.
        for length in [capture.len(), capture.len() / 2 + 7] {
            let open = || source(&capture[..length]).expect("a capture");
            let (ahead, blind) = (told(open()), told(Blind(open())));
            assert!(ahead.events == blind.events, "{format:?}");
            assert!(blind.foreseen.is_empty());
            assert!(ahead.foreseen.len() > 1_000, "{format:?}: {}", ahead.foreseen.len());
        }
    }
}

/// A capture that counts the packets that were looked ahead for.
struct Counted<'c>(CaptureFile, &'c Cell<usize>);

impl Source for Counted<'_> {
    fn next_record(&mut self) -> Result<Option<Record<'_>>, CaptureError> {
        self.0.next_record()
    }

    fn next_packet(&mut self) -> Result<Option<Packet<'_>>, CaptureError> {
        self.0.next_packet()
    }

    fn look_ahead(&self, passed: usize, most: usize, show: &mut dyn FnMut(LinkType, &[u8])) {
        self.0.look_ahead(passed, most, &mut |link, bytes| {
            self.1.set(self.1.get() + 1);
            show(link, bytes);
        });
    }

    fn aside(&self) -> &Aside {
        self.0.aside()
    }
}

#[test]
fn half_open_connections_are_foreseen_once_there_are_many() {
    let syn = Conversation::new("10.0.0.1:50000", "192.0.2.1:80").client_syn().packets[0].clone();
    let flood: Vec<_> = (0..HALF_OPEN_IN_CACHE as u32 + 1000)
        .map(|number| {
            let from = (Ipv4Addr::from_bits(0x0a00_0000 | number), 50_000).into();
            let time = syn.time + u64::from(number) * 1000;
            TestPacket { time, from, ..syn.clone() }.to_raw()
        })
        .collect();
    let capture = write_capture(FileFormat::ALL[0], &flood);
    let looked = Cell::new(0);
    let counted = told(Counted(source(&capture).expect("a capture"), &looked));
    let blind = told(Blind(source(&capture).expect("a capture")));
    assert!(counted.events == blind.events);
    // Each packet behind the one with which there are more.
    assert_eq!(looked.get(), 999);
}
