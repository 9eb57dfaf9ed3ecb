//! A summary counts the same, whether frames that come whole are told in pieces or not.

mod support;

use support::*;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Observer, WebSocketEvent};
use wiretale::summary::Summaries;

/// Hears of frames, and sums connections up.
#[derive(Default)]
struct Heard {
    pieces: bool,
    summaries: Summaries,
    /// What it all cost, in words.
    costs: Vec<String>,
    frames: Vec<String>,
    parts: usize,
}

impl Observer for Heard {
    fn observe(&mut self, event: &Event<'_>) {
        match event.kind {
            EventKind::WebSocket(WebSocketEvent::Frame(mut frame)) => {
                frame.in_pieces = true;
                self.frames.push(format!("{:?} {frame:?}", event.at));
            }
            EventKind::WebSocket(_) => self.parts += 1,
            _ => {}
        }
        if let Some(summary) = self.summaries.observe(event) {
            self.costs.push(format!("{:?} {:?}", summary.overhead, summary.frames));
        }
    }

    fn wants_pieces(&self) -> bool {
        self.pieces
    }
}

#[test]
fn summaries_do_not_depend_on_pieces() {
    let (mut with, mut without) = (0, 0);
    for recorded in Recorded::all() {
        let [one, other] = [true, false].map(|pieces| {
            let mut heard = Heard { pieces, ..Heard::default() };
            let mut source = source(&recorded.bytes).expect("a capture");
            pipeline::run(&mut source, &mut heard, Settings::default());
            heard
        });
        assert_eq!((one.costs, one.frames), (other.costs, other.frames), "{}", recorded.name);
        (with, without) = (with + one.parts, without + other.parts);
    }
    assert!(without < with, "{without} of {with}");
}
