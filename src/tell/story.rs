//! A connection as a story: phases, lines, silences, and runs of alike packets folded into one line.

use std::collections::{HashMap, VecDeque};

use crate::capture::{Elapsed, Timestamp};
use crate::flow::{ConnectionId, Direction, TcpEvent};
use crate::limits;
use crate::session::{Event, EventKind};
use crate::summary::{Summaries, Summary};
use crate::teach::{Kind, Line, Narrator, Phase, Sentence, Value, sender};

/// So many packets of a kind are told one by one before alike ones fold.
const TOLD_BEFORE_FOLDING: u32 = 3;
/// A run of fewer packets than this is told, not folded.
const SHORTEST_FOLD: usize = 6;
/// A pause is a silence if it is at least this long, …
const SILENCE: Elapsed = Elapsed::from_secs(1);
/// … or at least this long and a good part of the connection's life.
const SHORT_SILENCE: Elapsed = Elapsed::from_millis(200);
/// The good part: one in so many.
const SILENCE_SHARE: i64 = 5;

/// A connection, ready to be shown.
#[derive(Debug)]
pub struct Story {
    /// What can be said of the whole.
    pub summary: Box<Summary>,
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
    /// A run of packets like those before it.
    Fold(Fold),
    /// So many packets are left out, because the story would become too long.
    Omitted(u64),
}

/// A run of alike packets.
#[derive(Debug)]
pub struct Fold {
    /// How many packets.
    pub packets: u64,
    /// The first one's number.
    pub first: u64,
    /// The last one's number.
    pub last: u64,
    /// From the first to the last.
    pub lasted: Elapsed,
    /// How many of which kind, from whom, with how many bytes.
    counts: Vec<(Kind, Direction, u64, u64)>,
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
            Self::Fold(fold) => Sentence::new("story.fold")
                .with("n", fold.packets)
                .with("first", fold.first.to_string())
                .with("last", fold.last.to_string())
                .with("time", fold.lasted)
                .with("contents", Value::List(fold.contents())),
            Self::Omitted(packets) => Sentence::new("story.omitted").with("n", *packets),
        }
    }
}

impl Fold {
    /// What the run consists of.
    fn contents(&self) -> Vec<Sentence> {
        let count = |&(kind, direction, packets, bytes): &(Kind, Direction, u64, u64)| {
            Some(
                Sentence::new(kind.fold_key()?)
                    .with("n", packets)
                    .with("who", sender(direction))
                    .with("bytes", Value::Bytes(bytes)),
            )
        };
        self.counts.iter().filter_map(count).collect()
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
        Some(draft.finish(summary))
    }
}

/// A story that is being written.
#[derive(Debug, Default)]
struct Draft {
    narrator: Narrator,
    /// The beginning, which stays.
    head: Vec<Entry>,
    /// The end so far, of which the oldest gives way when the story becomes too long.
    tail: VecDeque<Entry>,
    omitted: u64,
    phase: Option<Phase>,
    entered: Vec<Phase>,
    /// How often each kind was told in this part.
    told: Vec<(Kind, Direction, u32)>,
    run: Vec<Line>,
    fold: Option<(Fold, Timestamp)>,
    last: Option<Timestamp>,
}

impl Draft {
    fn kept(&self) -> usize {
        self.head.len() + self.tail.len() + self.run.len()
    }

    fn add(&mut self, line: Line, room: bool) {
        if !self.entered.contains(&line.phase) {
            self.entered.push(line.phase);
            self.end_run();
            self.told.clear();
        }
        if self.folds(&line) {
            self.fold_in(line);
        } else {
            self.end_run();
            if room {
                self.tell(line);
            } else {
                self.omitted += 1;
                self.last = Some(line.time);
            }
        }
    }

    /// Whether enough packets like this one were told.
    fn folds(&mut self, line: &Line) -> bool {
        let alike = (line.kind, line.direction);
        if line.kind.fold_key().is_none() {
            return false;
        }
        // In a run, ACKs belong to what they acknowledge.
        let joins = line.kind == Kind::Ack && (self.fold.is_some() || !self.run.is_empty());
        let known = self.told.iter_mut().find(|(kind, direction, _)| (*kind, *direction) == alike);
        if let Some((_, _, times)) = known {
            *times += 1;
            joins || *times > TOLD_BEFORE_FOLDING
        } else {
            self.told.push((line.kind, line.direction, 1));
            joins
        }
    }

    fn fold_in(&mut self, line: Line) {
        if let Some((fold, since)) = &mut self.fold {
            fold.add(&line, *since);
        } else if self.run.len() + 1 < SHORTEST_FOLD {
            self.run.push(line);
            return;
        } else {
            let since = self.run.first().map_or(line.time, |first| first.time);
            let mut fold = Fold {
                packets: 0,
                first: self.run.first().map_or(line.packet, |first| first.packet),
                last: line.packet,
                lasted: Elapsed::ZERO,
                counts: Vec::new(),
            };
            for earlier in self.run.drain(..).chain([line.clone()]) {
                fold.add(&earlier, since);
            }
            self.fold = Some((fold, since));
        }
        self.last = Some(line.time);
    }

    /// Ends a run: a long one as one entry, a short one told after all.
    fn end_run(&mut self) {
        for line in std::mem::take(&mut self.run) {
            self.tell(line);
        }
        if let Some((fold, _)) = self.fold.take() {
            self.push(Entry::Fold(fold));
        }
    }

    fn tell(&mut self, line: Line) {
        self.silence_before(line.time);
        if self.phase.replace(line.phase) != Some(line.phase) {
            self.push(Entry::Heading(line.phase));
        }
        self.last = Some(line.time);
        self.push(Entry::Line(Box::new(line)));
    }

    fn silence_before(&mut self, time: Timestamp) {
        let pause = self.last.map_or(Elapsed::ZERO, |last| time.since(last));
        if pause >= SHORT_SILENCE {
            self.push(Entry::Silence(pause));
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

    fn finish(mut self, summary: Box<Summary>) -> Story {
        self.end_run();
        let mut entries = self.head;
        if self.omitted > 0 {
            entries.push(Entry::Omitted(self.omitted));
        }
        entries.extend(self.tail);
        let lasted = summary.duration();
        entries.retain(|entry| match entry {
            Entry::Silence(pause) => *pause >= SILENCE || pause.0 >= lasted.0 / SILENCE_SHARE,
            _ => true,
        });
        Story { summary, entries }
    }
}

impl Fold {
    fn add(&mut self, line: &Line, since: Timestamp) {
        self.packets += 1;
        self.last = line.packet;
        self.lasted = line.time.since(since);
        let alike = self.counts.iter_mut().find(|count| (count.0, count.1) == (line.kind, line.direction));
        match alike {
            Some((_, _, packets, bytes)) => {
                *packets += 1;
                *bytes += line.bytes;
            }
            None => self.counts.push((line.kind, line.direction, 1, line.bytes)),
        }
    }
}

impl Entry {
    fn packets(&self) -> u64 {
        match self {
            Self::Line(_) => 1,
            Self::Fold(fold) => fold.packets,
            Self::Omitted(packets) => *packets,
            Self::Heading(_) | Self::Silence(_) => 0,
        }
    }
}
