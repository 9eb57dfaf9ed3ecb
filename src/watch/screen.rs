//! What the terminal interface shows of a capture that goes on.

use wiretale::capture::Counts;
use wiretale::capture::live::{Reel, Status};
use wiretale::teach::Sentence;
use wiretale::tell::{Live, Spooled};

/// How far a capture has come.
pub(super) fn of(status: &Status, reel: &Reel) -> Live {
    let Counts { received, dropped_by_interface, dropped_by_system } = status.counts();
    Live {
        captured: received,
        bytes: status.bytes(),
        dropped_by_system,
        dropped_by_interface,
        // Who reads it knows.
        behind: 0,
        spooled: match reel.failure() {
            Some(why) => Spooled::Stopped(Sentence::new("live.stopped").with("why", why.to_string())),
            None => Spooled::Writing { bytes: reel.kept(), limit: reel.limit(), from: reel.start() },
        },
        state: status.interface(),
        is_over: status.is_over(),
    }
}
