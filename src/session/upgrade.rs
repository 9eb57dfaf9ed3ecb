//! A request to become a WebSocket, its answer, and what is to be said of both.

use crate::protocol::hixie76::Proof;
use crate::protocol::http::{RequestHead, ResponseHead};
use crate::protocol::upgrade::{
    AcceptSteps, Check, DeflateAgreement, Draft, Extension, Handshake, Verdict, accept, broken,
    broken_by_request, check, check_hixie76,
};

/// A request to become a WebSocket, and its answer (RFC 6455 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade<'a> {
    /// What the two sides said.
    pub handshake: Handshake,
    /// The rules of the opening handshake that are broken.
    pub broken: Vec<Check>,
    /// How the right answer to the client's key is computed, where the key was seen.
    pub accept: Option<AcceptSteps>,
    /// How the right answer to the client's keys is computed, where hixie-76 is spoken.
    pub hixie76: Option<Box<Proof>>,
    request: Option<&'a RequestHead<'a>>,
    response: Option<&'a ResponseHead<'a>>,
}

impl<'a> Upgrade<'a> {
    /// Checks a handshake, as much of it as was seen.
    #[must_use]
    pub fn new(request: Option<&'a RequestHead<'a>>, response: Option<&'a ResponseHead<'a>>) -> Self {
        if request.and_then(Draft::of) == Some(Draft::Hixie76) {
            return Self::hixie76(request, response, Proof::new(request, None));
        }
        let accept = request.and_then(|head| head.headers.get("sec-websocket-key")).map(accept);
        Self {
            handshake: Handshake::new(request, response, accept.as_ref()),
            broken: broken(request, response, accept.as_ref()),
            accept,
            hixie76: None,
            request,
            response,
        }
    }

    /// Checks a handshake of hixie-76.
    #[must_use]
    pub fn hixie76(
        request: Option<&'a RequestHead<'a>>,
        response: Option<&'a ResponseHead<'a>>,
        proof: Proof,
    ) -> Self {
        let mut broken = check_hixie76(request, response, &proof);
        broken.retain(|check| check.verdict == Verdict::Fail);
        Self {
            handshake: Handshake::hixie76(request, response, &proof),
            broken,
            accept: None,
            hixie76: Some(Box::new(proof)),
            request,
            response,
        }
    }

    /// Every rule of the opening handshake, kept or broken.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        match &self.hixie76 {
            Some(proof) => check_hixie76(self.request, self.response, proof),
            None => check(self.request, self.response, self.accept.as_ref()),
        }
    }

    /// The rules that a client breaks with its request.
    pub(super) fn broken_by(request: &RequestHead<'_>) -> Vec<Check> {
        match Draft::of(request) {
            Some(Draft::Hixie76) => Upgrade::new(Some(request), None).broken,
            _ => broken_by_request(request),
        }
    }

    /// What both sides agreed on if they agreed on permessage-deflate (RFC 7692).
    #[must_use]
    pub fn deflate(&self) -> Option<DeflateAgreement> {
        let chosen = self.handshake.extensions.iter().find_map(Extension::permessage_deflate)?;
        Some(chosen.into())
    }
}
