//! What the streams carry is told alike, whether each segment is told with it or not.

mod support;

use support::*;
use wiretale::decode::Flags;
use wiretale::flow::TcpEvent;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer};

/// Hears what the streams carry, in words.
struct Streams {
    segments: bool,
    told: Vec<String>,
    /// Segments and what only they show.
    others: usize,
}

impl Observer for Streams {
    fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Tcp(TcpEvent::Data { offset, bytes }) => {
                self.told.push(format!("{:?} {offset} {}", event.at, bytes.len()));
            }
            EventKind::Tcp(TcpEvent::Ended(_)) => self.told.push(format!("{:?} ended", event.at)),
            EventKind::Tcp(
                TcpEvent::Opened(_) | TcpEvent::Gap { .. } | TcpEvent::BegunAnew | TcpEvent::GoesOn { .. },
            )
            | EventKind::Tls(_)
            | EventKind::Http(_)
            | EventKind::Speaks(_)
            | EventKind::WebSocket(_) => self.told.push(format!("{event:?}")),
            EventKind::Tcp(_) | EventKind::Finding(_) => self.others += 1,
        }
    }

    fn wants_segments(&self) -> bool {
        self.segments
    }
}

fn told(capture: &[u8], segments: bool) -> Streams {
    let mut streams = Streams { segments, told: Vec::new(), others: 0 };
    pipeline::run(&mut source(capture).expect("a capture"), &mut streams, Settings::default());
    streams
}

#[test]
fn streams_do_not_depend_on_segments() {
    let (mut with, mut without) = (0, 0);
    for recorded in Recorded::all() {
        let [one, other] = [true, false].map(|segments| told(&recorded.bytes, segments));
        assert_eq!(one.told, other.told, "{}", recorded.name);
        (with, without) = (with + one.others, without + other.others);
    }
    assert!(without * 10 < with, "nine tenths of what is told are segments: {without} of {with}");
}

/// An end with a wrong checksum ends nothing where those before it are right: they have to be computed, too.
#[test]
fn a_damaged_end_ends_nothing_either_way() {
    for flags in [Flags::FIN, Flags::RST] {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().client("one").server("two").client_ack();
        let (client, server) = (talk.packets[3].end(), talk.packets[4].end());
        talk.send(Side::Server, Flags(flags.0 | Flags::ACK.0), "").numbers(client, server);
        talk.client("three").server("four").client_ack();
        let mut raw: Vec<_> = talk.packets.iter().map(TestPacket::to_raw).collect();
        // The checksum of TCP, behind Ethernet and IPv4.
        raw[6].bytes[14 + 20 + 16] ^= 0x55;
        let capture = write_capture(FileFormat::Pcap(Order::Little), &raw);
        let [one, other] = [true, false].map(|segments| told(&capture, segments).told);
        assert_eq!(one, other, "{flags:?}");
        assert!(one.iter().any(|told| told.ends_with(" 3 4")), "the server goes on: {one:?}");
    }
}
