//! Who kept a connection alive and how: TCP's probes, WebSocket's Pings, HTTP's promise, silences.

mod pings;
mod probing;
mod silence;

use super::{Rare, Samples};
pub use pings::{Pinging, Pings, SentPing};
pub use probing::{GaveUp, Probing};
use silence::Mark;
pub use silence::{Silence, Silences};

use crate::capture::Moment;
use crate::decode::Flags;
use crate::flow::{At, Label, Pair, SegmentFacts};
use crate::protocol::frame::Opcode;
use crate::protocol::http::Headers;
use crate::session::Frame;

/// What keeps a connection alive, or tells that it is not.
#[derive(Clone, Debug, Default)]
pub struct Heartbeat {
    /// TCP keep-alive, by the direction in which the probes travel.
    pub tcp: Rare<Pair<Probing>>,
    /// WebSocket's heartbeat, by the direction in which the Pings travel.
    pub websocket: Rare<Pair<Pinging>>,
    /// Pongs that answer no Ping (RFC 6455 5.5.3), by the direction in which they travel. Counted up to
    /// 4,294,967,295.
    pub unsolicited_pongs: Pair<u32>,
    /// What HTTP said of keeping the connection.
    pub http: HttpKeepAlive,
    /// Pauses without any packet.
    pub silences: Silences,
    /// Pauses without data; what probes carry is none.
    data: Silences,
    /// The packet of the last data but one, if no end has come in between.
    before: Option<Mark>,
    /// When each side sent its last packet.
    spoke: Pair<Option<Moment>>,
    ending: bool,
}

/// What HTTP said of keeping the connection for further requests (RFC 9112 9.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HttpKeepAlive {
    /// Whether one side said `Connection: keep-alive`, which HTTP/1.1 does not need.
    pub said: bool,
    /// Seconds after which the server means to close an idle connection (`Keep-Alive: timeout=5`).
    pub timeout: Option<u32>,
}

impl Heartbeat {
    /// The longest time without data before the connection began to end: the last one may have
    /// lasted to the last packet.
    #[must_use]
    pub fn longest_without_data(&self) -> Option<Silence> {
        let last = self.data.since().zip(self.silences.since()).filter(|_| !self.ending);
        let last = last.and_then(|(data, packet)| Silence::between(data, packet));
        self.data.longest().into_iter().chain(last).max_by_key(|silence| silence.lasted)
    }

    /// The pause without data that the first Close frame, FIN or RST ended.
    #[must_use]
    pub fn last_silence(&self) -> Option<Silence> {
        Silence::between(self.before?, self.data.since()?)
    }

    /// HTTP speaks.
    pub(super) fn http(&mut self, headers: &Headers<'_>) {
        self.http.heard(headers);
    }

    /// A segment goes by.
    pub(super) fn segment(&mut self, at: At, facts: &SegmentFacts<'_>) {
        let mark = Mark::from(at);
        let probes = [Label::KeepAlive, Label::ZeroWindowProbe];
        let data = facts.length > 0 && !probes.into_iter().any(|label| facts.labels.has(label));
        let reset = facts.flags.has(Flags::RST);
        let ends = reset || facts.flags.has(Flags::FIN);
        if self.ending {
            // Nothing needs to be kept alive any more.
        } else if data || ends {
            self.before = self.data.since();
            self.data.note(mark);
            self.ending = ends;
        } else {
            self.data.begin(mark);
        }
        self.silences.note(mark);

        self.spoke[at.direction] = Some(at.time.into());
        let heard = self.spoke[at.direction.reverse()];
        if let Some(tcp) = self.tcp.get_mut() {
            let (own, peer) = tcp.split_mut(at.direction);
            peer.peer_spoke(reset);
            if reset {
                own.reset(at.time, heard);
            }
        }
        if facts.labels.has(Label::KeepAlive) {
            self.tcp[at.direction].probe(at.time, heard, facts.length);
        }
    }

    /// A frame is complete.
    pub(super) fn frame(&mut self, at: At, frame: &Frame<'_>) {
        match frame.header.opcode {
            Opcode::Ping => self.websocket[at.direction].ping(at, frame),
            Opcode::Pong => {
                let asked = self.websocket.get_mut().map(|sides| &mut sides[at.direction.reverse()]);
                let asked = asked.is_some_and(|peer| peer.pong(at, frame));
                let unsolicited = &mut self.unsolicited_pongs[at.direction];
                *unsolicited = unsolicited.saturating_add(u32::from(!asked));
            }
            // A Close frame is the end, whatever follows it.
            Opcode::Close => self.ending = true,
            _ => {}
        }
    }
}

impl HttpKeepAlive {
    fn heard(&mut self, headers: &Headers<'_>) {
        self.said |= headers.has_token("connection", "keep-alive");
        let timeout = headers.get("keep-alive").and_then(|value| {
            let mut parameters = std::str::from_utf8(value).ok()?.split(',');
            parameters.find_map(|parameter| parameter.trim().strip_prefix("timeout=")?.parse().ok())
        });
        self.timeout = timeout.or(self.timeout);
    }
}
