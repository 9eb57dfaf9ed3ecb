//! The bytes of hixie-76 that stand behind a head, and whose number no field says (hybi-00 4.1, 5.2).

use super::asked::Asked;
use super::event::Upgrade;
use crate::protocol::hixie76::{ANSWER_LENGTH, KEY3_LENGTH, Proof};
use crate::protocol::http::ResponseHead;
use crate::protocol::upgrade::Draft;

/// The bytes behind a head, as far as they have come.
#[derive(Debug)]
pub(super) struct Behind {
    bytes: Vec<u8>,
    missing: usize,
    length: usize,
    /// Of an answer, the request and the head.
    answer: Option<Box<(Option<Asked>, ResponseHead<'static>)>>,
}

impl Behind {
    /// The third key, behind the head of a request.
    pub(super) fn key3() -> Self {
        Self { bytes: Vec::new(), missing: 0, length: KEY3_LENGTH, answer: None }
    }

    /// The proof, behind the head of an answer.
    pub(super) fn answer(asked: Option<Asked>, response: ResponseHead<'_>) -> Self {
        let answer = Some(Box::new((asked, response.into_owned())));
        Self { bytes: Vec::new(), missing: 0, length: ANSWER_LENGTH, answer }
    }

    /// Takes what belongs to them; returns that, and what follows.
    pub(super) fn take<'b>(&mut self, bytes: &'b [u8]) -> (&'b [u8], &'b [u8]) {
        let (own, rest) = bytes.split_at_checked(self.left()).unwrap_or((bytes, &[]));
        self.bytes.extend_from_slice(own);
        (own, rest)
    }

    /// Steps over bytes that the capture does not hold; `false`, and nothing done, where more is missing.
    pub(super) fn skip(&mut self, length: u64) -> bool {
        let inside = usize::try_from(length).ok().filter(|length| *length <= self.left());
        self.missing += inside.unwrap_or(0);
        inside.is_some()
    }

    /// Bytes that are still to come.
    pub(super) fn left(&self) -> usize {
        self.length.saturating_sub(self.bytes.len() + self.missing)
    }

    /// Bytes of them all.
    pub(super) fn length(&self) -> u64 {
        self.length as u64
    }

    /// Bytes that are kept, with those of the heads.
    pub(super) fn kept(&self) -> usize {
        let heads = self
            .answer
            .as_deref()
            .map_or(0, |(asked, response)| asked.as_ref().map_or(0, Asked::length) + response.head_length);
        self.bytes.len() + heads
    }

    /// The whole third key, if it was captured.
    pub(super) fn into_key3(self) -> Option<[u8; KEY3_LENGTH]> {
        self.bytes.try_into().ok()
    }

    /// Shows the upgrade whose answer is complete, if it is one.
    pub(super) fn with_upgrade<T>(self, show: impl FnOnce(&Upgrade<'_>) -> T) -> Option<T> {
        let (asked, response) = *self.answer?;
        let request = asked.as_ref().and_then(|asked| asked.upgrade.as_ref());
        let key3 = asked.as_ref().and_then(|asked| asked.key3);
        let proof = Proof { answer: self.bytes.try_into().ok(), ..Proof::new(request, key3) };
        Some(show(&Upgrade::hixie76(request, Some(&response), proof)))
    }
}

/// Whether a 101 is one of hixie-76, by what was asked, or by its own fields where that was not captured.
pub(super) fn is_hixie76(asked: Option<&Asked>, response: &ResponseHead<'_>) -> bool {
    let request = asked.and_then(|asked| asked.upgrade.as_ref());
    let has = |name| response.headers.contains(name);
    let spoken = match request {
        Some(request) => Draft::of(request) == Some(Draft::Hixie76),
        None => has("sec-websocket-location"),
    };
    response.status == 101 && spoken && !has("sec-websocket-accept")
}
