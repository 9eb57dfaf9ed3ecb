//! What a connection speaks, and how one protocol follows another.

use super::detect::{self, Detect, Spoken};
use super::early::Early;
use super::event::{EventKind, Protocol};
use super::hixie76::Hixie76;
use super::http::{Http, Switch, Turn};
use super::out::Out;
use super::search::Search;
use super::tls::Tls;
use super::websocket::WebSocket;
use crate::flow::Direction;
use crate::protocol::Rule;

/// What a connection speaks, and how far it has come.
#[derive(Debug)]
pub(super) enum Phase {
    /// Too little has been said to know.
    Detect(Box<Detect>),
    Http(Box<Http>),
    WebSocket(WebSocket),
    Hixie76(Box<Hixie76>),
    Tls(Box<Tls>),
    /// Something that we don't read; a segment that begins like something we do changes that, and where the
    /// beginning is not known, frames do.
    Unknown(Option<Box<Search>>),
}

/// Memory that a phase takes from one segment to the next.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Room {
    /// As [`Phase::kept`].
    pub(super) kept: usize,
    /// As [`Phase::inflating`].
    pub(super) inflating: usize,
}

impl Default for Phase {
    fn default() -> Self {
        Self::Detect(Box::default())
    }
}

impl Phase {
    /// Memory that it takes.
    pub(super) fn room(&self) -> Room {
        match self {
            Self::WebSocket(websocket) if websocket.remembers_nothing() => Room::default(),
            _ => Room { kept: self.kept(), inflating: self.inflating() },
        }
    }

    /// Bytes that are kept until more come: beginnings of heads and hellos, and what may be frames.
    pub(super) fn kept(&self) -> usize {
        match self {
            Self::Detect(detect) => detect.kept(),
            Self::Http(http) => http.kept(),
            Self::Tls(tls) => tls.kept(),
            Self::WebSocket(websocket) => websocket.kept(),
            Self::Hixie76(_) => 0,
            Self::Unknown(search) => search.as_ref().map_or(0, |search| search.kept()),
        }
    }

    /// Whether its protocol is settled, so that nothing that is known besides changes it.
    pub(super) fn is_sure(&self) -> bool {
        matches!(self, Self::WebSocket(_))
    }

    /// Memory that inflating takes.
    pub(super) fn inflating(&self) -> usize {
        match self {
            Self::WebSocket(websocket) => websocket.inflating(),
            _ => 0,
        }
    }

    /// There is no room to inflate the messages of this connection.
    pub(super) fn stop_inflating(&mut self, out: &mut Out<'_>) {
        if let Self::WebSocket(websocket) = self {
            websocket.stop_inflating(out);
        }
    }

    /// What the connection speaks, once that is known.
    pub(super) fn speaks(&self) -> Option<Protocol> {
        match self {
            Self::Detect(_) => None,
            Self::Http(_) => Some(Protocol::Http),
            Self::WebSocket(_) | Self::Hixie76(_) => Some(Protocol::WebSocket),
            Self::Tls(_) => Some(Protocol::Tls),
            Self::Unknown(_) => Some(Protocol::Unknown),
        }
    }

    /// There is no room to keep bytes for this connection.
    pub(super) fn give_up(&mut self, out: &mut Out<'_>) {
        match self {
            Self::WebSocket(websocket) => websocket.forget(),
            Self::Unknown(search) => *search = None,
            _ => {
                out.find(Rule::NoRoomForBytes);
                out.tell(EventKind::Speaks(Protocol::Unknown));
                *self = Self::Unknown(None);
            }
        }
    }

    /// The next bytes of a direction.
    #[inline]
    pub(super) fn data(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        match self {
            Self::WebSocket(websocket) => websocket.data(bytes, out),
            _ => self.other_data(bytes, out),
        }
    }

    /// The next bytes of what is no WebSocket, or not yet.
    #[inline(never)]
    fn other_data(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        match self {
            Self::Detect(detect) => {
                if let Some((spoken, said)) = detect.data(bytes, out.at.direction) {
                    if spoken == Spoken::Unknown && detect::is_reversed(bytes, out.at.direction) {
                        out.find(Rule::RolesReversed);
                    }
                    self.begin(spoken, out);
                    for (direction, said) in said.into_iter().filter(|_| spoken.is_known()) {
                        self.data_of(direction, &said, out);
                    }
                    self.data(bytes, out);
                }
            }
            Self::Http(http) => {
                if let Some(Turn { switch, early, rest }) = http.data(bytes, out) {
                    self.switch(&switch, out);
                    self.early(early, out);
                    self.data(rest, out);
                }
            }
            Self::WebSocket(websocket) => websocket.data(bytes, out),
            Self::Hixie76(websocket) => websocket.data(bytes, out),
            Self::Tls(tls) => {
                if tls.data(bytes, out).is_err() {
                    self.begin(Spoken::Unknown, out);
                }
            }
            Self::Unknown(search) => {
                let mut detect = Detect::default();
                if let Some((spoken, _)) = detect.data(bytes, out.at.direction).filter(|(s, _)| s.is_known())
                {
                    self.begin(spoken, out);
                    self.data(bytes, out);
                } else if let Some(search) = search {
                    search.data(bytes, out);
                    self.recognise(false, out);
                }
            }
        }
    }

    /// Frames may have shown that it is a WebSocket; `over` says that nothing more comes.
    fn recognise(&mut self, over: bool, out: &mut Out<'_>) {
        if let Self::Unknown(place) = self
            && let Some(found) = place.as_ref().and_then(|search| search.found(over))
            && let Some(search) = place.take()
        {
            *self = Self::WebSocket(search.into_websocket(found, out));
        }
    }

    /// What the client said before the connection changed its protocol.
    fn early(&mut self, early: Early, out: &mut Out<'_>) {
        let (said, lost) = early.into_said();
        self.data_of(Direction::ToServer, &said, out);
        if lost > 0 {
            let now = std::mem::replace(&mut out.at.direction, Direction::ToServer);
            self.gap(lost, out);
            out.at.direction = now;
        }
    }

    fn data_of(&mut self, direction: Direction, bytes: &[u8], out: &mut Out<'_>) {
        let now = std::mem::replace(&mut out.at.direction, direction);
        if !bytes.is_empty() {
            self.data(bytes, out);
        }
        out.at.direction = now;
    }

    fn begin(&mut self, spoken: Spoken, out: &mut Out<'_>) {
        *self = match spoken {
            Spoken::Http => Self::Http(Box::default()),
            Spoken::Tls => Self::Tls(Box::default()),
            Spoken::Http2 => Self::Unknown(None),
            Spoken::Unknown => Self::Unknown(out.origin.search()),
        };
        out.tell(EventKind::Speaks(spoken.protocol()));
    }

    fn switch(&mut self, switch: &Switch, out: &mut Out<'_>) {
        match switch {
            Switch::WebSocket { agreed, asked } => {
                *self = Self::WebSocket(WebSocket::new(*agreed, *asked));
                out.tell(EventKind::Speaks(Protocol::WebSocket));
            }
            Switch::Hixie76 => {
                *self = Self::Hixie76(Box::default());
                out.tell(EventKind::Speaks(Protocol::WebSocket));
            }
            Switch::Other => *self = Self::Detect(Box::default()),
        }
    }

    pub(super) fn gap(&mut self, length: u64, out: &mut Out<'_>) {
        match self {
            Self::Http(http) => {
                http.gap(length, out);
                if out.origin.may_be_guessed() {
                    if let Some(waited) = http.answer_lost() {
                        *self = Self::Unknown(Some(Box::new(Search::behind_request(waited, out))));
                    } else if http.is_lost() {
                        *self = Self::Unknown(Some(Box::new(Search::new(None, false))));
                    }
                }
            }
            Self::WebSocket(websocket) => websocket.gap(length, out),
            Self::Hixie76(websocket) => websocket.gap(length, out),
            Self::Tls(tls) => tls.gap(length, out),
            Self::Detect(_) => {
                out.origin.joins();
                self.begin(Spoken::Unknown, out);
            }
            Self::Unknown(search) => {
                if let Some(search) = search {
                    search.gap(out);
                }
            }
        }
    }

    /// The segment with the FIN of a direction acknowledges so much of the other, relative.
    pub(super) fn fin_acknowledges(&mut self, ack: u32, direction: Direction) {
        match self {
            Self::WebSocket(websocket) => websocket.fin_acknowledges(ack, direction),
            Self::Hixie76(websocket) => websocket.fin_acknowledges(ack, direction),
            _ => {}
        }
    }

    /// A direction is finished.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) {
        self.recognise(true, out);
        match self {
            Self::Http(http) => http.finish(out),
            Self::WebSocket(websocket) => websocket.direction_ends(out),
            Self::Hixie76(websocket) => websocket.direction_ends(out),
            _ => {}
        }
    }

    /// The connection is over.
    pub(super) fn end(&mut self, out: &mut Out<'_>) {
        self.recognise(true, out);
        match self {
            Self::WebSocket(websocket) => websocket.finish(out),
            Self::Hixie76(websocket) => websocket.finish(out),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_stays_small_while_nothing_is_said() {
        assert!(size_of::<Phase>() <= 32, "{}", size_of::<Phase>());
    }
}
