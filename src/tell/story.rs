//! A connection as a story: phases, lines, silences, and runs of alike packets folded into one line.

use std::collections::{HashMap, VecDeque};

use super::outline::{Beat, Fold, Outline, Piece, is_silence};
use crate::capture::Elapsed;
use crate::flow::{ConnectionId, Loss, TcpEvent};
use crate::limits;
use crate::session::{Event, EventKind};
use crate::summary::{Passage, Summaries, Summary};
use crate::teach::{self, Line, Narrator, Phase, Sentence};

/// A connection, ready to be shown.
#[derive(Debug)]
pub struct Story {
    /// What can be said of the whole.
    pub summary: Box<Summary>,
    /// How a proxy passed its request on, where both of its sides were captured.
    pub passage: Option<Passage>,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

impl Story {
    /// How many lines it has, roughly.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.entries.len() + 1
    }
}

/// A piece of a story.
#[derive(Debug)]
pub enum Entry {
    /// Another part begins.
    Heading(Phase),
    /// A packet.
    Line(Box<Line>),
    /// Nobody speaks for so long.
    Silence(Elapsed),
    /// The capture lost packets before the next one, or in the next run.
    Lost(Loss),
    /// A run of packets like those before it.
    Fold(Fold),
    /// So many packets are left out, because the story would become too long.
    Omitted(u64),
}

impl Entry {
    /// The entry in a sentence: a heading, a silence, a run; a line's first part.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Heading(phase) => phase.heading(),
            Self::Line(line) => {
                line.parts.first().map_or_else(|| Sentence::new("tcp.what.ack"), |part| part.what.clone())
            }
            Self::Silence(pause) => Sentence::new("story.silence").with("time", *pause),
            Self::Lost(loss) => teach::lost(loss),
            Self::Fold(fold) => fold.sentence(),
            Self::Omitted(packets) => Sentence::new("story.omitted").with("n", *packets),
        }
    }
}

/// Gathers the stories of all open connections.
#[derive(Debug, Default)]
pub struct Stories {
    summaries: Summaries,
    drafts: HashMap<ConnectionId, Draft>,
    /// Lines kept in all drafts together.
    lines: usize,
}

impl Stories {
    /// A proxy passed a request on: for who tells a connection alone, and does not see the other.
    pub fn passed_on(&mut self, passage: Passage) {
        self.summaries.passed_on(passage);
    }

    /// Takes an event; returns the connection's story when it has ended.
    pub fn observe(&mut self, event: &Event<'_>) -> Option<Story> {
        let connection = event.at.connection;
        if let EventKind::Tcp(TcpEvent::Opened(_)) = event.kind {
            self.drafts.insert(connection, Draft::default());
        }
        if let Some(draft) = self.drafts.get_mut(&connection)
            && let Some(line) = draft.narrator.observe(event)
        {
            let before = draft.kept();
            draft.add(line, self.lines < limits::MAX_STORY_LINES_IN_ALL);
            self.lines = self.lines + draft.kept() - before;
        }
        let summary = self.summaries.observe(event)?;
        let draft = self.drafts.remove(&connection)?;
        self.lines -= draft.kept();
        let passage = self.summaries.passage(connection).copied();
        Some(draft.finish(Box::new(summary), passage))
    }
}

/// A story that is being written.
#[derive(Debug, Default)]
struct Draft {
    narrator: Narrator,
    outline: Outline<Line>,
    kept: Kept,
}

/// The entries of a story.
#[derive(Debug, Default)]
struct Kept {
    /// The beginning, which stays.
    head: Vec<Entry>,
    /// The end so far, of which the oldest gives way when the story becomes too long.
    tail: VecDeque<Entry>,
    omitted: u64,
    /// A heading that waits for its first packet.
    heading: Option<Phase>,
}

impl Draft {
    fn kept(&self) -> usize {
        self.kept.head.len() + self.kept.tail.len() + self.outline.waiting()
    }

    fn add(&mut self, line: Line, room: bool) {
        let Self { outline, kept, .. } = self;
        outline.add(Beat::from(&line), line, &mut |piece| kept.take(piece, room));
    }

    fn finish(self, summary: Box<Summary>, passage: Option<Passage>) -> Story {
        let Self { mut outline, mut kept, .. } = self;
        outline.end_run(&mut |piece| kept.take(piece, true));
        let mut entries = kept.head;
        if kept.omitted > 0 {
            entries.push(Entry::Omitted(kept.omitted));
        }
        entries.extend(kept.tail);
        let lasted = summary.duration();
        entries.retain(|entry| match entry {
            Entry::Silence(pause) => is_silence(*pause, lasted),
            _ => true,
        });
        Story { summary, passage, entries }
    }
}

impl Kept {
    /// Keeps a piece; where there is no room, only runs, which take little.
    fn take(&mut self, piece: Piece<Line>, room: bool) {
        match piece {
            Piece::Heading(phase) => self.heading = Some(phase),
            Piece::Run(fold) => {
                self.lost(fold.lost);
                self.push(Entry::Fold(fold));
            }
            Piece::Packet(_) if !room => self.omitted += 1,
            Piece::Packet(line) => {
                if let Some(phase) = self.heading.take() {
                    self.push(Entry::Heading(phase));
                }
                self.lost(line.lost.as_deref().copied());
                self.push(Entry::Line(Box::new(line)));
            }
            Piece::Pause(pause) if room => self.push(Entry::Silence(pause)),
            Piece::Pause(_) => {}
        }
    }

    fn lost(&mut self, lost: Option<Loss>) {
        if let Some(loss) = lost {
            self.push(Entry::Lost(loss));
        }
    }

    fn push(&mut self, entry: Entry) {
        if self.head.len() < limits::MAX_STORY_HEAD {
            self.head.push(entry);
            return;
        }
        self.tail.push_back(entry);
        if self.tail.len() > limits::MAX_STORY_TAIL {
            self.omitted += self.tail.pop_front().map_or(0, |entry| entry.packets());
        }
    }
}

impl Entry {
    fn packets(&self) -> u64 {
        match self {
            Self::Line(_) => 1,
            Self::Fold(fold) => fold.packets,
            Self::Omitted(packets) => *packets,
            Self::Heading(_) | Self::Silence(_) | Self::Lost(_) => 0,
        }
    }
}
