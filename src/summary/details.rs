//! What is kept of an open connection only where it is told in full, and not in a line.

use super::counts::Count;
use super::overhead::Account;
use super::{Acknowledgements, States};
use crate::flow::{At, Pair, TcpEvent};
use crate::session::{Event, EventKind, Frame, HttpEvent, WebSocketEvent};

/// What a line in a table does not show, and no verdict needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    pub(super) account: Account,
    pub(super) acknowledgements: Acknowledgements,
    pub(super) states: States,
    /// Complete WebSocket messages each way.
    pub(super) messages: Pair<u64>,
}

impl Details {
    #[inline(never)]
    pub(super) fn observe(&mut self, event: &Event<'_>) {
        let at = event.at;
        match &event.kind {
            EventKind::Tcp(event) => self.tcp(at, event),
            EventKind::WebSocket(event) => self.websocket(at, event),
            EventKind::Http(event) => self.http(at, event),
            EventKind::Speaks(protocol) => self.account.speaks(*protocol),
            EventKind::Tls(_) | EventKind::Finding(_) => {}
        }
    }

    fn tcp(&mut self, at: At, event: &TcpEvent<'_>) {
        self.states.observe(at, event);
        match event {
            // Nobody sent a packet twice that was captured twice: it counts once.
            TcpEvent::Segment(facts) if !facts.is_copy() => {
                self.account.segment(at.direction, facts);
                // What its receiver refuses shows nothing but that it was sent.
                if !facts.refused {
                    self.acknowledgements.segment(at, facts);
                }
            }
            TcpEvent::Established(times) => self.acknowledgements.established(*times),
            TcpEvent::Data { bytes, .. } => self.account.carried(at.direction, bytes.len() as u64),
            TcpEvent::Gap { length, cut: true, .. } => self.account.carried(at.direction, *length),
            _ => {}
        }
    }

    fn http(&mut self, at: At, event: &HttpEvent<'_>) {
        let head = |length: usize| (Count::HttpHead, length as u64);
        let (what, length) = match event {
            HttpEvent::Request(request) => head(request.head_length),
            HttpEvent::Response(response) => head(response.head_length),
            HttpEvent::Body(bytes) => (Count::HttpBody, bytes.len() as u64),
            HttpEvent::BodyEnd { length } => return self.account.body_end(*length),
            HttpEvent::Upgrade(_) | HttpEvent::Tunnel { .. } => return,
        };
        self.account.read(at.direction, what, length);
    }

    fn websocket(&mut self, at: At, event: &WebSocketEvent<'_>) {
        match event {
            WebSocketEvent::FrameStarted(header) => {
                self.account.read(at.direction, Count::FrameHeader, u64::from(header.header_length));
            }
            WebSocketEvent::Payload { bytes, .. } => {
                self.account.read(at.direction, Count::FramePayload, bytes.len() as u64);
            }
            WebSocketEvent::Frame(frame) => self.frame(at, frame),
            WebSocketEvent::FramesFrom { .. }
            | WebSocketEvent::Inflated { .. }
            | WebSocketEvent::Unfinished { .. } => {}
        }
    }

    fn frame(&mut self, at: At, frame: &Frame<'_>) {
        let direction = at.direction;
        if let Some(message) = frame.completes {
            self.messages[direction] += 1;
            self.account.message(message.length);
        }
        if frame.in_pieces {
            self.account.read(direction, Count::FrameHeader, frame.header.has_end_mark().into());
        } else {
            self.account.read(direction, Count::FrameHeader, u64::from(frame.header.header_length));
            self.account.read(direction, Count::FramePayload, frame.header.payload_length);
        }
    }
}
