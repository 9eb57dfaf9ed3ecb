//! Where a phase tells what it found: the observer, and the place in the capture it speaks of.

use super::event::{Event, EventKind, Finding, Observer};
use super::origin::Origin;
use crate::flow::At;
use crate::protocol::Rule;
use crate::protocol::deflate::Inflaters;
use crate::protocol::upgrade::Check;

/// A phase's way out.
pub(super) struct Out<'o> {
    pub(super) at: At,
    pub(super) observer: &'o mut dyn Observer,
    /// Whether the observer wants to know what messages say.
    pub(super) contents: bool,
    /// Whether it wants to know what frames consist of that come whole.
    pub(super) pieces: bool,
    /// Inflaters that nobody uses.
    pub(super) inflaters: &'o mut Inflaters,
    /// Room for unmasked bytes, used again for every piece.
    pub(super) scratch: &'o mut Vec<u8>,
    /// What is known of the connection besides.
    pub(super) origin: Origin,
    /// Whether the client is who was taken for the server.
    pub(super) reversed: bool,
    /// Bytes of the direction up to the end of those that came.
    pub(super) stream_end: u64,
    /// What the segment acknowledges with which they came, relative.
    pub(super) ack: Option<u32>,
}

impl Out<'_> {
    #[inline]
    pub(super) fn tell(&mut self, kind: EventKind<'_>) {
        self.observer.observe(&Event { at: self.at, kind });
    }

    /// Tells of a broken rule.
    pub(super) fn find(&mut self, rule: Rule) {
        self.tell(EventKind::Finding(&Finding { rule, found: None, expected: None }));
    }

    /// Tells of a broken rule and what stood in its place.
    pub(super) fn find_with(&mut self, rule: Rule, found: String) {
        self.tell(EventKind::Finding(&Finding { rule, found: Some(found), expected: None }));
    }

    /// Tells of a rule of the opening handshake that is broken.
    pub(super) fn find_broken(&mut self, check: &Check) {
        let found = check.found.as_deref().map(|found| String::from_utf8_lossy(found).into_owned());
        let finding = Finding { rule: check.rule, found, expected: check.expected.clone() };
        self.tell(EventKind::Finding(&finding));
    }
}
