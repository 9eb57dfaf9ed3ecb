//! What all connections remember together, so that one that is silent costs next to nothing.

use super::acknowledge::Spare;
use super::copies::Copies;
use super::history::History;
use super::recent::Recent;

/// What is remembered of the last packets, whichever connection they belong to.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// What was delivered last.
    pub(super) recent: Recent,
    /// The segments that came last.
    pub(super) history: History,
    /// The packets that came last.
    pub(super) copies: Copies,
    /// Room for segments that wait for their ACK.
    pub(super) spare: Spare,
}
