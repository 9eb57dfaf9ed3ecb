//! What becomes of an interface while it is watched.

/// What an interface is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InterfaceState {
    /// It brings packets, or could.
    #[default]
    Up,
    /// It was taken down, and may come back.
    Down,
    /// There is no such interface any more.
    Gone,
}
