//! What is shown, whatever shows it: stories, rows, times, and text that is safe to print.

mod attempts;
mod columns;
mod index;
mod listed;
mod live;
mod fields;
mod messages;
mod order;
mod outline;
mod output;
mod report;
mod rows;
mod safe;
mod shown;
mod sort;
mod story;
mod table;
mod tally;
mod telling;
mod time;

pub use attempts::Attempts;
pub use columns::{arrow, cut, left, right, spaces, width, wrap};
pub use fields::{Field, Kind as FieldKind, Name as FieldName, fields, hex};
pub use index::{
    Carries, Counts, Ending, Index, Indexed, Indexer, LossAfter, Newest, PacketLine, Rate, Rates, Shared,
    SharedIndex,
};
pub use listed::Listed;
pub use live::{Live, Spooled};
pub use messages::{Messages, Step, Whole};
pub use order::{InOrder, RowOrder};
pub use outline::Fold;
pub use output::Output;
pub use report::Report;
pub use rows::{ConnectionRow, PacketRow, Rows, StoryRow, write_frame, write_message};
pub use safe::{acts_on_terminal, first_that_acts, safe};
pub use shown::{Shown, dump, lines};
pub use sort::{Sort, Sorted, Standing, UnknownSort};
pub use story::{Entry, Stories, Story};
pub use table::{Column, Side};
pub use tally::Tally;
pub use telling::{
    Acked, Acks, Beat, Body, Fate, FrameLine, Frames, Head, Heads, InPacket, Item, Judged, Kept, KeptRow,
    Ladder, Lanes, Layout, Layouts, Links, Mark, Part, Place, Quiet, RequestLine, Rung, RungFate, Said,
    Teller, Telling, Transcript, UpgradeHeads, What, contains,
};
pub use time::{Clock, TimeFormat, UnknownTimeFormat, Zone};

use crate::teach::{Language, Sentence};

/// Several sentences after one another, as a language joins them: with spaces, or with none.
#[must_use]
pub fn paragraph(sentences: &[Sentence], language: Language) -> String {
    let told: Vec<_> = sentences.iter().map(|sentence| sentence.tell(language)).collect();
    let glue = match language {
        Language::English => " ",
        Language::Chinese => "",
    };
    told.join(glue)
}
