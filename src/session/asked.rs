//! The requests of a connection that have not been answered yet.

use std::collections::VecDeque;

use crate::limits;
use crate::protocol::hixie76::KEY3_LENGTH;
use crate::protocol::http::RequestHead;

/// What a response needs to know of the request that it answers.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) method: Vec<u8>,
    /// Where a CONNECT wants to go (RFC 9110 9.3.6).
    pub(super) tunnel: Option<Vec<u8>>,
    /// The whole head, where it asks to become a WebSocket.
    pub(super) upgrade: Option<RequestHead<'static>>,
    /// The bytes behind the head of a hixie-76 request (hybi-00 4.1).
    pub(super) key3: Option<[u8; KEY3_LENGTH]>,
    /// Length of the head, in bytes.
    length: usize,
}

impl Asked {
    /// A request; `upgrade` is whether it asks to become a WebSocket.
    pub(super) fn new(request: RequestHead<'_>, upgrade: bool) -> Self {
        let method = request.method.to_vec();
        let tunnel = (method == b"CONNECT").then(|| request.target.to_vec());
        let length = request.head_length;
        let upgrade = upgrade.then(|| request.into_owned());
        Self { method, tunnel, upgrade, key3: None, length }
    }

    /// Length of its head, in bytes.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Whether its answer decides what the bytes behind it are.
    fn decides(&self) -> bool {
        self.upgrade.is_some() || self.tunnel.is_some()
    }
}

/// Requests whose responses have not come yet, oldest first.
#[derive(Debug, Default)]
pub(super) struct Outstanding {
    requests: VecDeque<Asked>,
    bytes: usize,
}

impl Outstanding {
    pub(super) fn push(&mut self, asked: Asked) {
        if self.requests.len() < limits::MAX_OUTSTANDING_REQUESTS {
            // Browsers have one at a time.
            self.requests.reserve_exact(usize::from(self.requests.is_empty()));
            self.bytes += asked.length;
            self.requests.push_back(asked);
        }
    }

    /// The request that the next response answers.
    pub(super) fn answered(&mut self) -> Option<Asked> {
        let asked = self.requests.pop_front()?;
        self.bytes -= asked.length;
        Some(asked)
    }

    /// Whether what the client says next means what the answer to its last request decides.
    pub(super) fn decide(&self) -> bool {
        self.requests.back().is_some_and(Asked::decides)
    }

    /// What stands behind the head of the last request.
    pub(super) fn set_key3(&mut self, key3: Option<[u8; KEY3_LENGTH]>) {
        if let Some(asked) = self.requests.back_mut() {
            asked.key3 = key3;
        }
    }

    /// Bytes of their heads.
    pub(super) fn kept(&self) -> usize {
        self.bytes
    }
}
