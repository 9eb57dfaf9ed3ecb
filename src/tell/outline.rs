//! The rule by which packets become an outline: parts, silences, and runs of alike packets that fold.

use crate::capture::{Elapsed, Timestamp};
use crate::flow::{Direction, Loss};
use crate::teach::{Kind, Line, Phase, Sentence, Value, sender};

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

/// What the rule looks at in a packet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beat {
    pub(super) packet: u64,
    pub(super) time: Timestamp,
    pub(super) direction: Direction,
    pub(super) phase: Phase,
    pub(super) kind: Kind,
    pub(super) bytes: u64,
    pub(super) lost: Option<Loss>,
}

impl From<&Line> for Beat {
    fn from(line: &Line) -> Self {
        Self {
            packet: line.packet,
            time: line.time,
            direction: line.direction,
            phase: line.phase,
            kind: line.kind,
            bytes: line.bytes,
            lost: line.lost.as_deref().copied(),
        }
    }
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
    /// What the capture lost before them and between them.
    pub lost: Option<Loss>,
    /// How many of which kind, from whom, with how many bytes.
    counts: Vec<(Kind, Direction, u64, u64)>,
}

impl Fold {
    fn new(beat: Beat) -> Self {
        Self {
            packets: 0,
            first: beat.packet,
            last: 0,
            lasted: Elapsed::ZERO,
            lost: None,
            counts: Vec::new(),
        }
    }

    fn add(&mut self, beat: Beat, since: Timestamp) {
        self.packets += 1;
        self.last = beat.packet;
        self.lasted = beat.time.since(since);
        self.lost = match (self.lost, beat.lost) {
            (Some(before), Some(lost)) => Some(before.and(lost)),
            (before, lost) => before.or(lost),
        };
        let alike = self.counts.iter_mut().find(|count| (count.0, count.1) == (beat.kind, beat.direction));
        match alike {
            Some((_, _, packets, bytes)) => {
                *packets += 1;
                *bytes += beat.bytes;
            }
            None => self.counts.push((beat.kind, beat.direction, 1, beat.bytes)),
        }
    }

    /// The run in a sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        Sentence::new("story.fold")
            .with("n", self.packets)
            .with("first", self.first.to_string())
            .with("last", self.last.to_string())
            .with("time", self.lasted)
            .with("contents", Value::List(self.contents()))
    }

    /// What the run consists of.
    #[must_use]
    pub fn contents(&self) -> Vec<Sentence> {
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

    /// How many packets of which kind travelled which way.
    pub fn counts(&self) -> impl Iterator<Item = (Kind, Direction, u64)> {
        self.counts.iter().map(|&(kind, direction, packets, _)| (kind, direction, packets))
    }
}

/// A piece of an outline; every packet is told, or is part of a run, in order.
#[derive(Debug)]
pub(super) enum Piece<T> {
    /// Nobody speaks for so long; whether that is a silence shows in the end ([`is_silence`]).
    Pause(Elapsed),
    /// Another part begins.
    Heading(Phase),
    /// A packet.
    Packet(T),
    /// A run of packets like those before it.
    Run(Fold),
}

/// Whether a pause is worth a line in a connection that lasted so long.
pub(super) fn is_silence(pause: Elapsed, lasted: Elapsed) -> bool {
    pause >= SILENCE || (pause >= SHORT_SILENCE && pause.0 >= lasted.0 / SILENCE_SHARE)
}

/// Makes an outline of packets, `T` being what is kept of each.
#[derive(Debug)]
pub(super) struct Outline<T> {
    phase: Option<Phase>,
    entered: Vec<Phase>,
    /// How often each kind was told in this part.
    told: Vec<(Kind, Direction, u32)>,
    run: Vec<(Beat, T)>,
    fold: Option<(Fold, Timestamp)>,
    last: Option<Timestamp>,
}

impl<T> Default for Outline<T> {
    fn default() -> Self {
        Self { phase: None, entered: Vec::new(), told: Vec::new(), run: Vec::new(), fold: None, last: None }
    }
}

impl<T> Outline<T> {
    /// Packets that wait to see whether they fold.
    pub(super) fn waiting(&self) -> usize {
        self.run.len()
    }

    /// Takes the next packet, and hands on what is decided by it.
    pub(super) fn add(&mut self, beat: Beat, packet: T, out: &mut impl FnMut(Piece<T>)) {
        if !self.entered.contains(&beat.phase) {
            self.entered.push(beat.phase);
            self.end_run(out);
            self.told.clear();
        }
        if self.folds(beat) {
            self.fold_in(beat, packet);
        } else {
            self.end_run(out);
            self.tell(beat, packet, out);
        }
    }

    /// Ends a run: a long one as one piece, a short one told after all.
    pub(super) fn end_run(&mut self, out: &mut impl FnMut(Piece<T>)) {
        for (beat, packet) in std::mem::take(&mut self.run) {
            self.tell(beat, packet, out);
        }
        if let Some((fold, _)) = self.fold.take() {
            out(Piece::Run(fold));
        }
    }

    /// Whether enough packets like this one were told.
    fn folds(&mut self, beat: Beat) -> bool {
        let alike = (beat.kind, beat.direction);
        if beat.kind.fold_key().is_none() {
            return false;
        }
        // In a run, ACKs belong to what they acknowledge.
        let joins = beat.kind == Kind::Ack && (self.fold.is_some() || !self.run.is_empty());
        let known = self.told.iter_mut().find(|(kind, direction, _)| (*kind, *direction) == alike);
        if let Some((_, _, times)) = known {
            *times += 1;
            joins || *times > TOLD_BEFORE_FOLDING
        } else {
            self.told.push((beat.kind, beat.direction, 1));
            joins
        }
    }

    fn fold_in(&mut self, beat: Beat, packet: T) {
        if let Some((fold, since)) = &mut self.fold {
            fold.add(beat, *since);
        } else if self.run.len() + 1 < SHORTEST_FOLD {
            self.run.push((beat, packet));
            return;
        } else {
            let first = self.run.first().map_or(beat, |(first, _)| *first);
            let mut fold = Fold::new(first);
            for earlier in self.run.drain(..).map(|(earlier, _)| earlier).chain([beat]) {
                fold.add(earlier, first.time);
            }
            self.fold = Some((fold, first.time));
        }
        self.last = Some(beat.time);
    }

    fn tell(&mut self, beat: Beat, packet: T, out: &mut impl FnMut(Piece<T>)) {
        let pause = self.last.map_or(Elapsed::ZERO, |last| beat.time.since(last));
        if pause >= SHORT_SILENCE {
            out(Piece::Pause(pause));
        }
        if self.phase.replace(beat.phase) != Some(beat.phase) {
            out(Piece::Heading(beat.phase));
        }
        self.last = Some(beat.time);
        out(Piece::Packet(packet));
    }
}
