//! Whether a cursor stays with what comes: it does until it is moved, and then what came since is counted.

/// Whether a cursor stays with the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Follow {
    /// There is nothing that comes, or nobody wants to.
    #[default]
    Never,
    /// It does.
    On,
    /// It does not any more; so many had come until then.
    Since(u64),
}

impl Follow {
    /// Follows again.
    pub(super) fn resume(&mut self) {
        if *self != Self::Never {
            *self = Self::On;
        }
    }

    /// Stays where it is, now that so many have come.
    pub(super) fn stop(&mut self, count: u64) {
        if *self == Self::On {
            *self = Self::Since(count);
        }
    }

    /// Whether it follows.
    pub(super) fn is_on(self) -> bool {
        self == Self::On
    }

    /// How many of `count` have come since it stopped.
    pub(super) fn missed(self, count: u64) -> Option<u64> {
        match self {
            Self::Since(then) => Some(count.saturating_sub(then)),
            Self::Never | Self::On => None,
        }
    }
}
