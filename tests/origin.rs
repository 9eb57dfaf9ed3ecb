//! Did that peer really send the RST or FIN? Its TTL, IP identification and timestamps say it.

mod support;

use support::*;
use wiretale::flow::{Direction, Origin, TcpEvent, TimestampOrigin, TtlOrigin};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer};
use wiretale::teach::Language;
use wiretale::tell::Rows;

/// Who sent each FIN and RST, and how it compares.
#[derive(Default)]
struct Origins(Vec<(Direction, Option<Origin>)>);

impl Observer for Origins {
    fn observe(&mut self, event: &Event<'_>) {
        if let EventKind::Tcp(TcpEvent::Fin { origin, .. } | TcpEvent::Reset { origin }) = event.kind {
            self.0.push((event.at.direction, origin));
        }
    }
}

/// How the last FIN or RST compares.
fn origin(talk: &Conversation) -> Option<Origin> {
    let mut origins = Origins::default();
    pipeline::run(&mut source(&to_capture(&talk.packets)).unwrap(), &mut origins, Settings::default());
    let (direction, origin) = origins.0.pop().expect("a FIN or RST");
    assert_eq!(direction, Direction::ToClient);
    origin
}

/// What one of the server's packets looks like.
#[derive(Clone, Copy)]
struct Look {
    ttl: u8,
    id: Option<u16>,
    timestamp: Option<u32>,
}

impl Look {
    fn put_on(self, packet: &mut TestPacket) {
        (packet.ip.ttl, packet.ip.identification) = (Some(self.ttl), self.id);
        packet.options = self.timestamp.map(|value| TcpOption::Timestamps(value, 1)).into_iter().collect();
    }
}

const USUAL: Look = Look { ttl: 57, id: None, timestamp: None };

/// The server's handshake and six packets, each with the look of its number.
fn served(look: impl Fn(u16) -> Look) -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.client_syn().server_syn_ack().but(|packet| look(0).put_on(packet)).client_ack();
    for count in 1..7 {
        talk.server("data").but(|packet| look(count).put_on(packet)).client_ack();
    }
    talk
}

fn reset(mut talk: Conversation, look: Look) -> Option<Origin> {
    origin(talk.server_rst().but(|packet| look.put_on(packet)))
}

fn finish(mut talk: Conversation, look: Look) -> Option<Origin> {
    origin(talk.server_fin().but(|packet| look.put_on(packet)))
}

#[test]
fn the_same_ttl_is_no_suspicion() {
    let origin = reset(served(|_| USUAL), USUAL).unwrap();
    assert_eq!((origin.segments, origin.is_suspect()), (7, false));
    assert_eq!(origin.ttl, TtlOrigin { lowest: 57, highest: 57, seen: 57 });
}

#[test]
fn another_ttl_makes_another_sender_likely() {
    for ttl in [64, 250, 40] {
        let look = Look { ttl, ..USUAL };
        for origin in [reset(served(|_| USUAL), look), finish(served(|_| USUAL), look)] {
            assert!(origin.unwrap().is_likely(), "{ttl}");
        }
    }
}

#[test]
fn a_hop_or_two_may_be_another_route() {
    let origin = reset(served(|_| USUAL), Look { ttl: 58, ..USUAL }).unwrap();
    assert!(origin.is_suspect() && !origin.is_likely());
    // What came by that route before is no news.
    let routes = |count: u16| Look { ttl: if count == 2 { 59 } else { 57 }, ..USUAL };
    assert!(!reset(served(routes), Look { ttl: 58, ..USUAL }).unwrap().is_suspect());
}

#[test]
fn too_few_segments_are_nothing_to_compare_with() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().client("a").server("b").server_rst().but(|rst| rst.ip.ttl = Some(250));
    assert_eq!(origin(&talk), None);
}

#[test]
fn the_hop_limit_of_ipv6_counts_too() {
    let mut talk = Conversation::new("[2001:db8::1]:50000", "[2001:db8::2]:8080");
    talk.handshake().server("a").server("b").server_rst().but(|rst| rst.ip.ttl = Some(250));
    assert!(origin(&talk).unwrap().is_likely());
}

#[test]
fn an_identification_out_of_line_only_supports_other_evidence() {
    let counting = |count: u16| Look { id: Some(1000 + count), ..USUAL };
    let origin = reset(served(counting), Look { id: Some(40_000), ..USUAL }).unwrap();
    assert!(origin.ip_id.is_some() && !origin.is_suspect());
    let origin = reset(served(counting), Look { ttl: 58, id: Some(40_000), ..USUAL }).unwrap();
    assert!(origin.is_likely());
    let zero = |_| Look { id: Some(0), ..USUAL };
    assert!(reset(served(zero), Look { id: Some(7), ..USUAL }).unwrap().ip_id.is_some());
    // The next in line; and 0, which Linux gives the RST of a connection that is gone.
    for id in [1007, 1100, 0] {
        assert_eq!(reset(served(counting), Look { id: Some(id), ..USUAL }).unwrap().ip_id, None);
    }
}

#[test]
fn a_fin_needs_the_timestamp_that_a_rst_may_lack() {
    let stamped = |count: u16| Look { timestamp: Some(5000 + u32::from(count)), ..USUAL };
    let origin = finish(served(stamped), USUAL).unwrap();
    assert_eq!(origin.timestamps, TimestampOrigin::Missing { before: 5006 });
    assert!(origin.is_suspect());
    let origin = reset(served(stamped), USUAL).unwrap();
    assert_eq!((origin.timestamps, origin.is_suspect()), (TimestampOrigin::Silent, false));
    let back = Look { timestamp: Some(4000), ..USUAL };
    for origin in [finish(served(stamped), back), reset(served(stamped), back)] {
        assert_eq!(origin.unwrap().timestamps, TimestampOrigin::Back { before: 5006, seen: 4000 });
    }
    for later in [5006, 9000] {
        let fit = Look { timestamp: Some(later), ..USUAL };
        assert_eq!(finish(served(stamped), fit).unwrap().timestamps, TimestampOrigin::Fit);
    }
}

#[test]
fn a_fin_that_comes_late_brings_an_old_timestamp() {
    let stamped = |count: u16| Look { timestamp: Some(5000 + u32::from(count)), ..USUAL };
    let mut talk = served(stamped);
    talk.server_fin().but(|fin| stamped(7).put_on(fin)).server_ack().but(|ack| stamped(8).put_on(ack));
    let last = talk.packets.len() - 1;
    talk.packets.swap(last, last - 1);
    assert!(!origin(&talk).unwrap().is_suspect());
}

#[test]
fn every_recorded_fin_and_rst_is_its_senders_own_but_the_forged_one() {
    for capture in Recorded::all() {
        let mut origins = Origins::default();
        pipeline::run(&mut source(&capture.bytes).unwrap(), &mut origins, Settings::default());
        let suspect = |origin: &Option<Origin>| origin.is_some_and(|origin| origin.is_suspect());
        let suspects = origins.0.iter().filter(|(_, origin)| suspect(origin)).count();
        assert_eq!(suspects, usize::from(capture.name == "reset-forged"), "{} {:?}", capture.name, origins.0);
    }
}

/// The story of the only connection, on one line.
fn story(talk: &Conversation) -> String {
    let story = text_of(&to_capture(&talk.packets), Rows::Story, Language::English, 100);
    story.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_story_says_who_sent_the_rst() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols().server(text("hello")).client_ack();
    let mut own = talk.clone();
    own.server_rst();
    let own = story(&own);
    assert!(own.contains("Its TTL, 64, is that of the 3 other packets of the server"), "{own}");
    talk.server_rst().but(|rst| rst.ip.ttl = Some(57));
    let foreign = story(&talk);
    assert!(foreign.contains("It came with TTL 57, the 3 other packets of the server with 64."), "{foreign}");
    assert!(foreign.contains("So the server has hardly sent it: a box between the two"), "{foreign}");
}
