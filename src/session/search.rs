//! Finds out whether a connection whose beginning is not known speaks WebSocket: one side's frames are
//! masked, the other's are not, and their lengths lead from one to the next.

use std::collections::VecDeque;

use super::event::{EventKind, Protocol};
use super::find::Finder;
use super::out::Out;
use super::websocket::WebSocket;
use crate::flow::{At, Direction, Pair};
use crate::protocol::Rule;
use crate::protocol::frame::{Chain, Piece, Stretch};

/// Both directions of a connection that may be a WebSocket.
#[derive(Debug)]
pub(super) struct Search {
    finders: Pair<Finder>,
    /// Whether it is known to be a WebSocket, and only its frames are sought.
    known: Option<Known>,
    /// Whether client and server may be the other way round.
    guessed_roles: bool,
}

/// Why a connection is known to be a WebSocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The user says so.
    Forced,
    /// It was asked for, but the answer is not in the capture.
    Asked,
}

/// Where the frames of a WebSocket begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Which direction's frames are masked: the client's.
    client: Direction,
    /// How much speaks for it.
    pub(super) bits: i32,
    /// Where the frames of each direction begin, where that is known.
    starts: Pair<Option<u64>>,
}

/// Bits that both sides have together: other traffic looks like that by chance once in 2^44 times. Of those,
/// the unmasked side has so many at least and at most: records with a type and a length look like its frames,
/// however many there are.
const BOTH: i32 = 44;
const BARE: (i32, i32) = (8, 24);

/// Bits that the masked side has where the other says nothing that can be read.
const MASKED_ALONE: i32 = 60;

/// Bits that speak for a frame where one begins if the user is right, and where one begins if the answer that
/// is missing was yes.
const SAID: i32 = 24;
const ASKED: i32 = 8;

impl Search {
    /// A search in what may be a WebSocket, or is one.
    pub(super) fn new(known: Option<Known>, guessed_roles: bool) -> Self {
        Self { finders: Pair::default(), known, guessed_roles }
    }

    /// A search in what the user says is one, from its first byte on.
    pub(super) fn from_the_first() -> Self {
        let finder = || Finder::from_the_first(SAID);
        let finders = Pair { to_server: finder(), to_client: finder() };
        Self { finders, ..Self::new(Some(Known::Forced), false) }
    }

    /// A search in what was asked to become a WebSocket, and what the client said behind its request.
    pub(super) fn behind_request(stretch: Stretch<At>, out: &mut Out<'_>) -> Self {
        let mut search = Self::new(Some(Known::Asked), false);
        search.finders.to_server = Finder::from_the_first(ASKED);
        let now = (out.at, out.stream_end);
        for piece in stretch.into_pieces_from(0) {
            (out.at, out.stream_end) = (piece.mark, piece.end());
            search.data(&piece.bytes, out);
        }
        (out.at, out.stream_end) = now;
        search
    }

    /// Memory that it takes for bytes.
    pub(super) fn kept(&self) -> usize {
        self.finders.to_server.kept() + self.finders.to_client.kept()
    }

    /// Bytes of a direction are missing.
    pub(super) fn gap(&mut self, out: &Out<'_>) {
        self.finders[out.at.direction].gap(out);
    }

    /// The next bytes of a direction.
    pub(super) fn data(&mut self, bytes: &[u8], out: &Out<'_>) {
        self.finders[out.at.direction].data(bytes, out);
    }

    /// Where its frames begin, once that is clear enough; `over` says that nothing more comes.
    pub(super) fn found(&self, over: bool) -> Option<Found> {
        let clients = Direction::BOTH.into_iter().take(if self.guessed_roles { 2 } else { 1 });
        clients.filter_map(|client| self.found_of(client, over)).max_by_key(|found| found.bits)
    }

    /// The same, if that direction is the client's.
    fn found_of(&self, client: Direction, over: bool) -> Option<Found> {
        let server = client.reverse();
        let chains = [(client, true), (server, false)].map(|(way, masked)| self.finders[way].best(masked));
        let [asks, answers] = chains.map(|chain| chain.map_or(0, Chain::bits));
        let enough = match self.known {
            Some(_) => {
                let resumes = |way, masked| self.finders[way].resumes(masked, over).is_some();
                resumes(client, true) || resumes(server, false)
            }
            None => answers >= BARE.0 && asks + answers.min(BARE.1) >= BOTH || asks >= MASKED_ALONE,
        };
        if !enough {
            return None;
        }
        let [from_client, from_server] = chains;
        let mut starts = Pair::default();
        starts[client] = from_client.and_then(|chain| self.finders[client].start(chain));
        starts[server] = from_server.and_then(|chain| self.finders[server].start(chain));
        Some(Found { client, bits: asks + answers, starts })
    }

    /// The WebSocket that was found, told of all its frames so far.
    pub(super) fn into_websocket(self, found: Found, out: &mut Out<'_>) -> WebSocket {
        out.tell(EventKind::Speaks(Protocol::WebSocket));
        match self.known {
            Some(Known::Forced) => out.find(Rule::WebsocketForced),
            _ => out.find_with(Rule::WebsocketGuessed, format!("2^{}", found.bits)),
        }
        let reversed = found.client == Direction::ToClient;
        if reversed {
            out.find(Rule::RolesReversed);
        }
        let mut websocket = WebSocket::joined(reversed);
        let now = (out.at, out.stream_end);
        let mut waiting = Pair::<VecDeque<Piece<At>>>::default();
        let came = Pair { to_server: self.finders.to_server.end(), to_client: self.finders.to_client.end() };
        let Pair { to_server, to_client } = self.finders;
        for (direction, finder) in [(Direction::ToServer, to_server), (Direction::ToClient, to_client)] {
            match found.starts[direction] {
                Some(start) => waiting[direction].extend(finder.into_pieces_from(start)),
                None => websocket.search(direction, finder),
            }
        }
        let mut ends = Pair::<Option<u64>>::default();
        while let Some(piece) = next(&mut waiting) {
            let direction = piece.mark.direction;
            (out.at, out.stream_end) = (piece.mark, piece.end());
            match ends[direction].replace(piece.end()) {
                None => websocket.begin_at(piece.offset, out),
                Some(end) if end < piece.offset => websocket.gap(piece.offset - end, out),
                Some(_) => {}
            }
            websocket.data(&piece.bytes, out);
        }
        (out.at, out.stream_end) = now;
        for direction in Direction::BOTH {
            let (came, last) = came[direction];
            let missing = ends[direction].map_or(0, |end| came.saturating_sub(end));
            if let Some(last) = last.filter(|_| missing > 0) {
                out.at = last;
                websocket.gap(missing, out);
            }
        }
        out.at = now.0;
        websocket
    }
}

/// The piece that came first of those that wait. Those of each direction are in order.
fn next(waiting: &mut Pair<VecDeque<Piece<At>>>) -> Option<Piece<At>> {
    let packet =
        |direction: Direction| waiting[direction].front().map_or(u64::MAX, |piece| piece.mark.packet);
    let first = Direction::BOTH.into_iter().min_by_key(|direction| packet(*direction))?;
    waiting[first].pop_front()
}
