//! What comes soon is fetched into the processor's cache beforehand, for many packets at once.
//!
//! Of tens of thousands of connections, hardly one is in the cache when its next packet comes, and waiting
//! for memory takes longer than the work. What several packets need can be waited for together: a processor
//! fetches many places at once where none depends on another.

use std::hint::black_box;

use super::connection::Connection;
use super::endpoints::Endpoints;
use super::{Connections, Sink};
use crate::decode::Ends;
use crate::limits;

impl Connections {
    /// Whether there are more than fit into the cache, so that looking ahead pays.
    #[must_use]
    pub fn are_many(&self) -> bool {
        self.open.len() > limits::CONNECTIONS_IN_CACHE
    }

    /// Segments between these ends come next. Nothing of what is told depends on it.
    pub fn foresee(&self, soon: &[Ends], sink: &mut impl Sink) {
        let mut slots = [None; limits::PACKETS_FORESEEN];
        for (place, ends) in slots.iter_mut().zip(soon) {
            *place = self.open.guess(&Endpoints::of(ends.from, ends.to));
        }
        let mut read = 0;
        for slot in slots.into_iter().flatten() {
            read ^= self.open.get(slot).map_or(0, Connection::touch);
        }
        black_box(read);
        for slot in slots.into_iter().flatten() {
            if let Some(connection) = self.open.get(slot) {
                sink.foresee(connection.number());
            }
        }
    }
}
