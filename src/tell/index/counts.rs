//! How much there is in a capture, and what there is no room for.

use crate::teach::Sentence;

/// How much there is in a capture, as far as it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Packets.
    pub packets: u64,
    /// TCP connections.
    pub connections: u64,
    /// Those of them that speak WebSocket.
    pub websockets: u64,
    /// What was found wrong.
    pub findings: u64,
    /// Packets that hold no TCP segment, and are no part of one.
    pub undecoded: u64,
    /// Packets behind the last one that there was room for: they are only counted.
    pub unindexed: u64,
    /// Connections behind the last one that there was room for: they are only counted.
    pub unlisted: u64,
    /// The oldest packets, of those that gave way to newer ones.
    pub forgotten: u64,
    /// Connections that have ended and gave way to newer ones in the list.
    pub delisted: u64,
}

impl Counts {
    /// What there was no room for, a sentence each.
    #[must_use]
    pub fn notes(&self) -> Vec<Sentence> {
        let left_out = [
            ("screen.unindexed", self.unindexed),
            ("screen.unlisted", self.unlisted),
            ("screen.forgotten", self.forgotten),
            ("screen.delisted", self.delisted),
        ];
        let some = left_out.into_iter().filter(|(_, n)| *n > 0);
        some.map(|(key, n)| Sentence::new(key).with("n", n)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_no_room_for_is_said() {
        assert!(Counts::default().notes().is_empty());
        let some = Counts { unindexed: 1, unlisted: 2, forgotten: 3, delisted: 4, ..Counts::default() };
        assert_eq!(
            some.notes().iter().map(Sentence::key).collect::<Vec<_>>(),
            ["screen.unindexed", "screen.unlisted", "screen.forgotten", "screen.delisted"]
        );
    }
}
