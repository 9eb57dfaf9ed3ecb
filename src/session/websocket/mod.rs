//! The WebSocket phase: frames out of a stream of bytes, and messages out of frames.

mod agreed;
mod current;
mod late;
mod reader;
mod resume;
mod whole;

use super::event::{EventKind, WebSocketEvent};
use super::out::Out;
use crate::flow::{Direction, Pair};
use crate::protocol::Rule;
pub(super) use agreed::Agreed;
use late::LateRequest;
use reader::{Closing, Reader};

/// Both directions of a connection that has become a WebSocket. It stays small: between two segments
/// there is mostly nothing to remember.
#[derive(Debug, Default)]
pub(super) struct WebSocket {
    readers: Pair<Option<Box<Reader>>>,
    /// How far both directions have come in ending, once one of them begins to.
    ends: Option<Box<Pair<Closing>>>,
    agreed: Agreed,
    late: Option<LateRequest>,
    /// Whether the client is who was taken for the server.
    reversed: bool,
}

impl WebSocket {
    /// A WebSocket whose handshake agreed on extensions, or on none, and whose request was captured before the
    /// answer or was not.
    pub(super) fn new(agreed: Agreed, asked: bool) -> Self {
        Self { agreed, late: (!asked).then(LateRequest::default), ..Self::default() }
    }

    /// Lets the reader of a direction act, and keeps it if it has something to remember.
    fn with_reader(&mut self, direction: Direction, act: impl FnOnce(&mut Reader)) {
        let known = self.end(direction);
        let place = &mut self.readers[direction];
        let end = if let Some(reader) = place {
            reader.end = known;
            act(reader);
            let end = reader.end;
            if reader.remembers_nothing() {
                *place = None;
            }
            end
        } else {
            let mut reader = Reader { end: known, ..Reader::default() };
            act(&mut reader);
            let end = reader.end;
            *place = (!reader.remembers_nothing()).then(|| Box::new(reader));
            end
        };
        if end != known {
            self.ends.get_or_insert_default()[direction] = end;
        }
    }

    /// What is known of the end of a direction.
    fn end(&self, direction: Direction) -> Closing {
        self.ends.as_deref().map_or(Closing::default(), |ends| ends[direction])
    }

    /// The next bytes of a direction.
    pub(super) fn data(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        let agreed = self.agreed;
        let mut bytes = bytes;
        if out.at.direction == Direction::ToServer
            && let Some(late) = &mut self.late
        {
            let Some(rest) = late.pass_over(bytes) else { return };
            bytes = rest;
            self.late = None;
        }
        out.reversed = self.reversed;
        if self.readers[out.at.direction].is_none() && !self.end(out.at.direction).close_seen {
            bytes = whole::whole(bytes, out);
        }
        if !bytes.is_empty() {
            self.read(bytes, agreed, out);
        }
    }

    /// The next bytes of a direction, of what is not whole or not ordinary.
    #[inline(never)]
    fn read(&mut self, bytes: &[u8], agreed: Agreed, out: &mut Out<'_>) {
        self.with_reader(out.at.direction, |reader| reader.data(bytes, agreed, out));
    }

    /// Bytes of a direction that the capture does not hold. Inside a payload they are stepped over.
    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        let agreed = self.agreed;
        out.reversed = self.reversed;
        self.with_reader(out.at.direction, |reader| reader.gap(length, agreed, out));
    }

    /// The segment with the FIN of a direction acknowledges so much of the other.
    pub(super) fn fin_acknowledges(&mut self, ack: u32, direction: Direction) {
        if self.end(direction.reverse()).close_seen {
            self.ends.get_or_insert_default()[direction].fin_ack = Some(ack);
        }
    }

    /// A direction ends: its side had to answer a Close frame that it had received (RFC 6455 5.5.1).
    pub(super) fn direction_ends(&mut self, out: &mut Out<'_>) {
        self.settle(out.at.direction, out);
        let (own, peer) = (self.end(out.at.direction), self.end(out.at.direction.reverse()));
        let torn = self.readers[out.at.direction].as_ref().is_some_and(|reader| reader.torn);
        // Relative numbers count the SYN, and wrap around as numbers do.
        let received = own.fin_ack.is_some_and(|ack| {
            let behind = u64::from(ack).wrapping_sub(peer.close_end + 1);
            behind & u64::from(u32::MAX) < u64::from(u32::MAX >> 1)
        });
        if peer.close_seen && received && !own.close_seen && !torn {
            out.find(Rule::CloseUnanswered);
        }
        if let Some(reader) = &mut self.readers[out.at.direction] {
            reader.content.forget();
        }
    }

    /// Whether nothing of either direction is kept until more comes.
    pub(super) fn remembers_nothing(&self) -> bool {
        self.readers.to_server.is_none() && self.readers.to_client.is_none()
    }

    /// Memory that inflating takes.
    pub(super) fn inflating(&self) -> usize {
        let of = |direction| self.readers[direction].as_ref().map_or(0, |reader| reader.content.room());
        of(Direction::ToServer) + of(Direction::ToClient)
    }

    /// There is no room to inflate what comes in.
    pub(super) fn stop_inflating(&mut self, out: &mut Out<'_>) {
        let now = out.at.direction;
        for direction in Direction::BOTH {
            out.at.direction = direction;
            self.with_reader(direction, |reader| reader.content.give_up(out));
        }
        out.at.direction = now;
    }

    /// The connection is over: tells of frames that were not finished.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        for direction in Direction::BOTH {
            self.settle(direction, out);
            if let Some(frame) = self.readers[direction].take().and_then(|reader| reader.frame) {
                out.at.direction = direction;
                let unfinished =
                    WebSocketEvent::Unfinished { header: frame.header, received: frame.received };
                out.tell(EventKind::WebSocket(unfinished));
            }
        }
    }
}
