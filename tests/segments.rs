//! What the streams carry is told alike, whether each segment is told with it or not.

mod support;

use support::*;
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
