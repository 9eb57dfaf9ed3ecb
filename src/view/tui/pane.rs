//! What a part of a connection's screen does: it takes actions, and draws itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::look::Look;
use crate::capture::{Packet, Timestamp};
use crate::teach::Sentence;
use crate::tell::Telling;

/// What a pane can see besides its own state.
pub(super) struct Context<'a> {
    /// Language and styles.
    pub(super) look: Look,
    /// The connection.
    pub(super) telling: &'a Telling,
    /// The packet that all panes speak of, by its number.
    pub(super) selected: u64,
    /// That packet with its bytes, read back from the capture, where that worked.
    pub(super) packet: Option<Packet<'a>>,
    /// What there is to explain of it.
    pub(super) explain: Explain,
    /// Whether it has not ended: more may come.
    pub(super) goes_on: bool,
    /// Time of the first packet of the capture: times are shown since then.
    pub(super) start: Timestamp,
}

impl Context<'_> {
    /// A time as it is shown: seconds since the first packet of the capture.
    pub(super) fn time(&self, time: Timestamp) -> String {
        format!("{:.6}", time.since(self.start).as_secs_f64())
    }
}

/// What is to be explained, as the ladder says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Explain {
    /// The selected packet and what follows.
    #[default]
    Packet,
    /// The same without what is still to come: somebody goes through the packets one by one.
    SoFar,
    /// The run that begins with the selected packet.
    Run,
    /// Nothing yet: whoever sees the packet is to think first.
    Nothing,
}

/// What becomes of an action.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// It is none of this pane's.
    Ignored,
    /// The pane did it.
    Done,
    /// All panes shall speak of this packet now.
    Select(u64),
    /// The same, and the ladder shall show it.
    Show(u64),
    /// What is selected goes to the clipboard, under this name.
    Copy(Sentence, String),
    /// Something to say in the last line.
    Say(Sentence),
}

/// A part of a connection's screen.
pub(super) trait Pane {
    /// Does what was asked for, if it is something of this pane.
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply;

    /// Draws itself. What it learns by that is only how much it can show.
    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool);

    /// A click on a place in the area that was drawn last, counted from its corner.
    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let _ = (at, context);
        Reply::Ignored
    }

    /// The packet that all panes speak of is another now.
    fn selected(&mut self, context: &Context<'_>) {
        let _ = context;
    }

    /// The connection was told again, and is longer now: what is laid out may have changed, the cursor
    /// stays on its packet.
    fn grown(&mut self, context: &Context<'_>) {
        let _ = context;
    }

    /// Whether the next place with this text, behind the cursor or before it, is selected now.
    fn find(&mut self, text: &str, forwards: bool, context: &Context<'_>) -> Option<Reply> {
        let _ = (text, forwards, context);
        None
    }
}
