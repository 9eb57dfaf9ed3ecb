//! What a user can ask for, whatever key or mouse button says it.

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the left; in a tree or a run: fold.
    Left,
    /// To the right; in a tree or a run: unfold.
    Right,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// Half a screen up.
    HalfUp,
    /// Half a screen down.
    HalfDown,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To a packet, by its number.
    GoTo(u64),
    /// Open what is selected: a connection, a run, a packet.
    Open,
    /// Back to where one came from; while the capture is read: stop reading.
    Back,
    /// The same, but from the first screen out of the program.
    Leave,
    /// End the program.
    Quit,
    /// The next pane of the screen gets the keys.
    NextPane,
    /// The pane before gets the keys.
    PreviousPane,
    /// The next tab of the connection.
    NextTab,
    /// The tab before.
    PreviousTab,
    /// A tab of the connection, counted from 0.
    Tab(u8),
    /// Narrow the list to rows that contain words.
    Filter,
    /// Look for text in the payload of the connection.
    Find,
    /// The next place where it is found.
    FindNext,
    /// The place before.
    FindPrevious,
    /// Type a command.
    Command,
    /// Show the keys.
    Help,
    /// The other language.
    Language,
    /// The other theme.
    Theme,
    /// Sort by the next column.
    Sort,
    /// Sort the other way.
    Reverse,
    /// The next part of the story.
    NextPhase,
    /// The part before.
    PreviousPhase,
    /// The pane with the keys takes the whole screen, or gives it back.
    Zoom,
    /// Step mode: one packet at a time.
    Step,
    /// The next packet in step mode, else one screen down.
    Advance,
    /// In step mode: say why.
    Why,
    /// Copy what is selected.
    Copy,
    /// Save the packets of the connection.
    SavePackets,
    /// Save the story of the connection.
    SaveStory,
    /// The next packet of the same connection.
    NextInConnection,
    /// The packet before of the same connection.
    PreviousInConnection,
    /// All packets, of all connections.
    AllPackets,
    /// Let the cursor stay with what comes.
    Follow,
    /// Let a capture that grows wait, or go on.
    Pause,
    /// Read no more of the capture, and keep what there is.
    StopReading,
    /// Stop the program until the shell brings it back.
    Suspend,
    /// Draw everything anew.
    Redraw,
}
