//! What is known of a connection before its first byte: whether the capture has its beginning, and what the
//! user says that it speaks.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::decode_as::{DecodeAs, Told};
use super::search::{Known, Search};
use crate::flow::{ConnectionId, Opened, Roles};

/// What is known of one connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// Whether its first bytes may be missing.
    joined: bool,
    /// Whether client and server may be the other way round.
    guessed_roles: bool,
    told: Option<Told>,
}

/// What is known of the connections of which anything is.
#[derive(Debug)]
pub(super) struct Origins {
    decode_as: DecodeAs,
    known: HashMap<ConnectionId, Origin, RandomState>,
}

impl Origin {
    /// The first bytes are missing.
    pub(super) fn joins(&mut self) {
        self.joined = true;
    }

    /// Whether frames without a handshake may be taken for a WebSocket.
    pub(super) fn may_be_guessed(self) -> bool {
        self.told != Some(Told::Nothing)
    }

    /// The search for frames in what is nothing else that we read. What begins in the capture says itself
    /// what it is, and needs none.
    pub(super) fn search(self) -> Option<Box<Search>> {
        match self.told {
            Some(Told::WebSocket) if self.joined => {
                Some(Box::new(Search::new(Some(Known::Forced), self.guessed_roles)))
            }
            Some(Told::WebSocket) => Some(Box::new(Search::from_the_first())),
            Some(Told::Nothing) => None,
            None => self.joined.then(|| Box::new(Search::new(None, self.guessed_roles))),
        }
    }
}

impl Origins {
    pub(super) fn new(decode_as: DecodeAs) -> Self {
        Self { decode_as, known: HashMap::default() }
    }

    pub(super) fn of(&self, connection: ConnectionId) -> Origin {
        if self.known.is_empty() {
            Origin::default()
        } else {
            self.known.get(&connection).copied().unwrap_or_default()
        }
    }

    pub(super) fn opened(&mut self, connection: ConnectionId, opened: &Opened) {
        let origin = Origin {
            joined: opened.roles != Roles::Seen,
            guessed_roles: opened.roles == Roles::Guessed,
            told: self.decode_as.of(opened),
        };
        if origin != Origin::default() {
            self.known.insert(connection, origin);
        }
    }

    /// The connection is over, or its client opens it anew.
    pub(super) fn ended(&mut self, connection: ConnectionId, anew: bool) {
        if anew {
            self.known.entry(connection).and_modify(|origin| {
                (origin.joined, origin.guessed_roles) = (false, false);
            });
        } else {
            self.known.remove(&connection);
        }
    }

    /// A connection goes on under another number.
    pub(super) fn goes_on(&mut self, from: ConnectionId, to: ConnectionId) {
        if let Some(origin) = self.known.remove(&from) {
            self.known.insert(to, origin);
        }
    }
}
