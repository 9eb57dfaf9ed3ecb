//! Looking ahead fetches memory, and changes nothing of what is told.

mod support;

use support::*;
use wiretale::capture::{Aside, CaptureError, CaptureFile, Packet, Record, Source};
use wiretale::flow::{CONNECTIONS_IN_CACHE, ConnectionId};
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
