//! A request that the capture shows behind its answer.

use crate::protocol::Likeness;
use crate::protocol::http::{HeadEnd, looks_like_request};

/// The request that the capture shows behind its answer, if the client's next bytes are one.
#[derive(Debug, Default)]
pub(super) struct LateRequest {
    end: HeadEnd,
    /// Whether it has begun.
    begun: bool,
}

impl LateRequest {
    /// What comes behind the request, once that is complete; all of it if there is no request.
    pub(super) fn pass_over<'b>(&mut self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        self.begun |= looks_like_request(bytes) != Likeness::No;
        if !self.begun {
            return Some(bytes);
        }
        let own = self.end.feed(bytes)?;
        bytes.get(own..)
    }
}
