//! Peers that promise, send or begin without end: what is kept of it has a bound.

use wiretale::capture::Packet;
use wiretale::flow::TcpEvent;
use wiretale::limits;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer, WebSocketEvent};

use super::support::{Conversation, Everything, LengthForm, Made, TestPacket, binary, masked};

/// The most bytes of a stream that were sent and not told, beyond a hole.
#[derive(Default)]
struct Behind {
    sent: u64,
    told: u64,
    most: u64,
    gaps: u64,
    rules: Vec<&'static str>,
    unfinished: u64,
}

impl Observer for Behind {
    fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::Tcp(TcpEvent::Segment(facts)) => self.sent += u64::from(facts.length),
            EventKind::Tcp(TcpEvent::Data { bytes, .. }) => self.told += bytes.len() as u64,
            EventKind::Tcp(TcpEvent::Gap { .. }) => self.gaps += 1,
            EventKind::Finding(finding) => self.rules.push(finding.rule.name()),
            EventKind::WebSocket(WebSocketEvent::Unfinished { received, .. }) => self.unfinished = received,
            _ => {}
        }
    }

    fn packet(&mut self, _: &Packet<'_>) {
        self.most = self.most.max(self.sent - self.told);
    }
}

/// Counts what it is told.
#[derive(Default)]
struct Counted {
    packets: u64,
    events: u64,
}

impl Observer for Counted {
    fn observe(&mut self, _: &Event<'_>) {
        self.events += 1;
    }

    fn packet(&mut self, _: &Packet<'_>) {
        self.packets += 1;
    }
}

/// A WebSocket that has just opened, and the packet that the client's next data would be in.
fn open() -> (Vec<TestPacket>, TestPacket) {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols().client_ack().client("x");
    let next = talk.packets.pop().unwrap();
    (talk.packets, next)
}

/// Tells packets to an observer.
fn tell(observer: &mut dyn Observer, make: impl FnMut(u64) -> Option<TestPacket>) {
    let report = pipeline::run(&mut Made::new(make), observer, Settings::default());
    assert!(report.error.is_none() && report.undecoded.is_empty());
}

#[test]
fn a_frame_that_promises_four_exabytes_is_streamed() {
    const SEGMENTS: u64 = 400;
    for masking in [false, true] {
        let (before, mut next) = open();
        let frame = binary(vec![9; 50_000]).with_length(LengthForm::Claimed(1 << 62));
        let header = if masking { masked(frame) } else { frame };
        next.payload = header.bytes();
        let mut packets = move |number: u64| match before.get(number as usize) {
            Some(packet) => Some(packet.clone()),
            None if number < before.len() as u64 + SEGMENTS => {
                let packet = next.clone();
                next.seq = packet.end();
                next.payload = vec![9; 50_000];
                Some(packet)
            }
            None => None,
        };
        let mut behind = Behind::default();
        tell(&mut behind, &mut packets);
        assert_eq!((behind.unfinished, behind.most), (SEGMENTS * 50_000, 0), "nothing waits for the rest");
    }
    let (before, mut next) = open();
    next.payload = binary("x").with_length(LengthForm::Claimed(1 << 62)).bytes();
    tell(&mut Everything::new(), |number| before.iter().chain([&next]).nth(number as usize).cloned());
}

#[test]
fn what_waits_behind_a_hole_is_bounded() {
    const SEGMENTS: u64 = 2400;
    let (before, mut next) = open();
    next.seq = next.seq.wrapping_add(1);
    next.payload = vec![7; 60_000];
    let mut behind = Behind::default();
    tell(&mut behind, |number| match before.get(number as usize) {
        Some(packet) => Some(packet.clone()),
        None if number < before.len() as u64 + SEGMENTS => {
            let packet = next.clone();
            next.seq = packet.end();
            Some(packet)
        }
        None => None,
    });
    assert!(SEGMENTS * 60_000 > 2 * limits::MAX_HELD_BYTES as u64, "there is more than may be held");
    assert!(behind.most <= limits::MAX_HELD_BYTES as u64 + 60_000, "{} bytes were held", behind.most);
    assert_eq!((behind.gaps, behind.sent - behind.told), (1, 0));
}

#[test]
fn a_flood_of_syns_is_a_line_each() {
    const SYNS: u64 = 100_000;
    let mut syn = Conversation::new("10.0.0.1:1", "10.0.0.2:8080").client_syn().packets[0].clone();
    let mut counted = Counted::default();
    let mut source = Made::new(|number| {
        let [.., a, b, c] = (number as u32).to_be_bytes();
        syn.from = ([10, 1 + a, b, c], 50_000).into();
        syn.time += 1000;
        (number < SYNS).then(|| syn.clone())
    });
    let report = pipeline::run(&mut source, &mut counted, Settings::default());
    assert_eq!((report.connections, counted.packets), (SYNS, SYNS));
    // Its segment; when it is given up, that it was opened, with which SYN, its state, and its end.
    assert_eq!(counted.events, 5 * SYNS);
}

#[test]
fn a_head_without_end_is_given_up() {
    let first = |text: &str| {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().client(text);
        talk.packets
    };
    for begin in ["G", "GET / HTTP/1.1\r\nHost: ", "GET / HTTP/1.1\r\n"] {
        let before = first(begin);
        let mut next = before.last().unwrap().clone();
        next.seq = next.end();
        let mut packets = |number: u64| match before.get(number as usize) {
            Some(packet) => Some(packet.clone()),
            None if number < 80_000 => {
                let packet = TestPacket { payload: b"a".to_vec(), ..next.clone() };
                next.seq = packet.end();
                Some(packet)
            }
            None => None,
        };
        let mut behind = Behind::default();
        tell(&mut behind, &mut packets);
        assert_eq!(behind.told, behind.sent);
        assert!(begin == "G" || !behind.rules.is_empty(), "{begin:?}: nobody says that the limit is reached");
    }
}
