//! What is told of the WebSocket connections in a capture, without the packets it is told with.

use wiretale::flow::Direction;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, EventKind, Message, Observer, WebSocketEvent};

use super::support::source;

/// The frames and messages of both directions of one connection.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) client: Vec<FrameTold>,
    pub(super) server: Vec<FrameTold>,
    /// Sender, opcode, number of frames, bytes, missing bytes; those of a direction in order.
    messages: [Vec<(String, u64, u64, u64)>; 2],
    /// Findings and unfinished frames; those of a direction in order.
    others: [Vec<String>; 2],
}

/// A frame with its unmasked payload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrameTold {
    pub(super) opcode: String,
    pub(super) fin: bool,
    rsv: u8,
    mask: Option<[u8; 4]>,
    pub(super) length: u64,
    /// What is missing is `?`.
    pub(super) payload: Vec<u8>,
    pub(super) missing: u64,
}

/// What is told of a capture.
pub(super) fn events_of(capture: &[u8]) -> Told {
    let mut told = Told::default();
    pipeline::run(&mut source(capture).expect("a capture"), &mut told, Settings::default());
    told
}

impl Told {
    fn frames(&mut self, direction: Direction) -> &mut Vec<FrameTold> {
        match direction {
            Direction::ToServer => &mut self.client,
            Direction::ToClient => &mut self.server,
        }
    }
}

impl Observer for Told {
    fn observe(&mut self, event: &Event<'_>) {
        let direction = event.at.direction;
        let side = usize::from(direction == Direction::ToClient);
        match event.kind {
            EventKind::WebSocket(WebSocketEvent::FrameStarted(header)) => {
                self.frames(direction).push(FrameTold {
                    opcode: header.opcode.to_string(),
                    fin: header.fin,
                    rsv: header.rsv,
                    mask: header.mask,
                    length: header.payload_length,
                    ..FrameTold::default()
                });
            }
            EventKind::WebSocket(WebSocketEvent::Payload { offset, bytes, .. }) => {
                let frame = self.frames(direction).last_mut().expect("a frame has started");
                assert!(frame.payload.len() as u64 <= offset, "each byte once, in order");
                frame.payload.resize(offset as usize, b'?');
                frame.payload.extend_from_slice(bytes);
            }
            EventKind::WebSocket(WebSocketEvent::Frame(frame)) => {
                let last = self.frames(direction).last_mut().expect("a frame has started");
                last.payload.resize(last.length as usize, b'?');
                last.missing = frame.missing;
                assert!(frame.missing > 0 || last.payload.starts_with(frame.start), "its start is its start");
                if let Some(Message { opcode, frames, length, missing, .. }) = frame.completes {
                    let of_direction = &mut self.messages[side];
                    of_direction.push((opcode.to_string(), frames, length, missing));
                }
            }
            EventKind::WebSocket(WebSocketEvent::Unfinished { header, .. }) => {
                self.others[side].push(format!("unfinished {header:?}"));
            }
            EventKind::Finding(finding) => self.others[side].push(format!("{finding:?}")),
            _ => {}
        }
    }
}
