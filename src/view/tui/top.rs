//! The top line: the capture, how far it is read, or how it goes on, and what is in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::look::Role;
use crate::capture::InterfaceState;
use crate::teach::{Sentence, Value};
use crate::tell::{Counts, Live, Rate, Spooled, cut, left, safe, width};

/// Columns of the bar that shows how much is read.
const BAR: usize = 16;
/// The most columns of a capture's name where there is more to say of it.
const NAME: usize = 24;

/// A piece of the line. Where there is too little room, those with the highest rank give way first, and
/// those without a rank never.
struct Piece {
    text: String,
    role: Role,
    rank: Option<u8>,
    /// Whether it counts what is in the capture.
    counts: bool,
}

impl Piece {
    fn new(text: String, role: Role, rank: Option<u8>) -> Self {
        Self { text, role, rank, counts: false }
    }

    /// Columns that it takes, with those to the next one.
    fn columns(&self) -> usize {
        width(&self.text) + if self.counts { 3 } else { 2 }
    }
}

impl App {
    /// The capture, how much of it is read or how it goes on, and what is in it.
    pub(super) fn draw_top(&self, area: Rect, buffer: &mut Buffer) {
        let live = self.capture.live();
        if live.is_some() || self.is_growing() || self.capture.is_paused() {
            self.draw_growing(area, buffer, live.as_ref());
        } else {
            self.draw_read(area, buffer);
        }
    }

    /// The file, how much of it is read, and what is in it.
    fn draw_read(&self, area: Rect, buffer: &mut Buffer) {
        let room = usize::from(area.width);
        let counts = self.capture.index().counts();
        let counted = Sentence::new("screen.counts")
            .with("packets", counts.packets)
            .with("connections", counts.connections)
            .with("websocket", counts.websockets)
            .with("findings", counts.findings);
        let counted = format!("{} ", self.look.tell(&counted));
        let mut begin = format!(" wiretale  {}", safe(&self.capture.name()));
        if !self.is_read {
            let share = self.capture.progress().unwrap_or_default().clamp(0.0, 1.0);
            let is_full = |place: usize| (place + 1) as f64 <= share * BAR as f64;
            let bar: String = (0..BAR).map(|place| if is_full(place) { '▓' } else { '░' }).collect();
            begin = format!("{begin}  {bar} {:.0} %", share * 100.0);
        }
        let begin = cut(&begin, room.saturating_sub(width(&counted) + 1).max(room / 3));
        let style = self.look.role(Role::Bar);
        let line = left(&begin, room.saturating_sub(width(&counted)));
        buffer.set_stringn(area.x, area.y, cut(&format!("{line}{counted}"), room), room, style);
    }

    /// What has no end that is known: how it goes on, how fast, what is lost, and what is in it.
    fn draw_growing(&self, area: Rect, buffer: &mut Buffer, live: Option<&Live>) {
        let room = usize::from(area.width);
        let (counts, rate) = {
            let index = self.capture.index();
            (index.counts(), index.rates().rate())
        };
        let style = self.look.role(Role::Bar);
        buffer.set_stringn(area.x, area.y, left("", room), room, style);
        let mut pieces = vec![
            Piece::new("wiretale".to_owned(), Role::Bar, Some(9)),
            Piece::new(cut(&safe(&self.capture.name()), NAME), Role::Bar, None),
        ];
        pieces.extend(self.state(live));
        if let Some(live) = live {
            pieces.extend(self.losses(live));
        }
        if !self.is_read && !self.capture.is_paused() {
            pieces.extend(self.rates(rate));
        }
        pieces.extend(self.counted(counts));
        while pieces.iter().map(Piece::columns).sum::<usize>() > room {
            let last = pieces.iter().enumerate().max_by_key(|(place, piece)| (piece.rank, *place));
            let Some((place, Piece { rank: Some(_), .. })) = last else { break };
            pieces.remove(place);
        }
        // What is counted stands on the right.
        let counted: usize = pieces.iter().filter(|piece| piece.counts).map(Piece::columns).sum();
        let right = area.right().saturating_sub(u16::try_from(counted).unwrap_or(0));
        let mut x = area.x.saturating_add(1);
        let mut between = "";
        for piece in pieces {
            if piece.counts && between.is_empty() {
                (x, between) = (x.max(right.saturating_add(2)), " · ");
            } else {
                (x, _) = buffer.set_stringn(x, area.y, between, room, style);
            }
            let left = usize::from(area.right().saturating_sub(x));
            let style = style.patch(self.look.role(piece.role));
            (x, _) = buffer.set_stringn(x, area.y, cut(&piece.text, left), left, style);
            x = x.saturating_add(if piece.counts { 0 } else { 2 }).min(area.right());
        }
    }

    /// Whether it goes on.
    fn state(&self, live: Option<&Live>) -> Vec<Piece> {
        let say = |key: &'static str, role| Piece::new(self.look.say(key), role, None);
        let mut pieces = Vec::new();
        match live {
            Some(Live { state: InterfaceState::Gone, .. }) => {
                pieces.push(say("screen.live.gone", Role::Warning));
            }
            Some(Live { is_over: true, .. }) => pieces.push(say("screen.live.over", Role::Bar)),
            _ if self.is_read => pieces.push(say("screen.live.over", Role::Bar)),
            Some(Live { state: InterfaceState::Down, .. }) => {
                pieces.push(say("screen.live.down", Role::Warning));
            }
            _ if self.capture.is_paused() => {}
            Some(_) => pieces.push(say("screen.live", Role::Good)),
            None => pieces.push(say("screen.still-reading", Role::Bar)),
        }
        if self.capture.is_paused() && !self.is_read {
            let waiting = live.map_or(0, |live| live.behind);
            let paused = match waiting {
                0 => Sentence::new("screen.live.paused"),
                n => Sentence::new("screen.live.paused-waiting").with("n", n),
            };
            pieces.push(Piece::new(self.look.tell(&paused), Role::Warning, None));
        }
        pieces
    }

    /// What is lost, what waits, and what is kept.
    fn losses(&self, live: &Live) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut add = |sentence: &Sentence, role, rank| {
            pieces.push(Piece::new(self.look.tell(sentence), role, rank));
        };
        match (live.dropped_by_system, live.dropped_by_interface) {
            (0, 0) => add(&Sentence::new("screen.live.no-drops"), Role::Bar, Some(2)),
            (system, 0) => {
                let dropped = Sentence::new("screen.live.dropped-by-system").with("n", system);
                add(&dropped, Role::Bad, None);
            }
            (0, interface) => {
                let dropped = Sentence::new("screen.live.dropped-by-interface").with("n", interface);
                add(&dropped, Role::Bad, None);
            }
            (system, interface) => {
                let dropped = Sentence::new("screen.live.dropped").with("system", system);
                add(&dropped.with("interface", interface), Role::Bad, None);
            }
        }
        // What waits while it pauses is said there.
        if live.behind > 0 && !self.capture.is_paused() && !self.is_read {
            add(&Sentence::new("screen.live.behind").with("n", live.behind), Role::Bar, Some(4));
        }
        match &live.spooled {
            Spooled::Stopped(why) => add(why, Role::Bad, None),
            Spooled::Writing { bytes, limit: None, .. } => {
                add(
                    &Sentence::new("screen.live.spool").with("bytes", Value::Bytes(*bytes)),
                    Role::Bar,
                    Some(8),
                );
            }
            Spooled::Writing { bytes, limit: Some(limit), .. } => {
                let share = *bytes as f64 / (*limit).max(1) as f64 * 100.0;
                let spool = Sentence::new("screen.live.spool-of").with("percent", format!("{share:.0}"));
                // A ring that is full is as it should be.
                add(&spool.with("limit", Value::Bytes(*limit)), Role::Bar, Some(8));
            }
        }
        pieces
    }

    /// How fast it goes.
    fn rates(&self, rate: Rate) -> Vec<Piece> {
        let rate_of = |key: &'static str, n: f64, rank| {
            // Less than one in three seconds is none.
            let text = if n > 0.0 && n < 10.0 { format!("{n:.1}") } else { format!("{n:.0}") };
            Piece::new(self.look.tell(&Sentence::new(key).with("n", text)), Role::Bar, Some(rank))
        };
        let bytes = Sentence::new("screen.rate.bytes").with("bytes", Value::Bytes(rate.bytes));
        vec![
            rate_of("screen.rate.packets", rate.packets, 3),
            Piece::new(self.look.tell(&bytes), Role::Bar, Some(5)),
            rate_of("screen.rate.frames", rate.frames, 7),
        ]
    }

    /// What there is in it.
    fn counted(&self, counts: Counts) -> Vec<Piece> {
        let all = [
            ("screen.count.packets", counts.packets, 1),
            ("screen.count.connections", counts.connections, 2),
            ("screen.count.websocket", counts.websockets, 5),
            ("screen.count.findings", counts.findings, 6),
        ];
        let piece = |(key, n, rank)| {
            let text = self.look.tell(&Sentence::new(key).with("n", n));
            Piece { text, role: Role::Bar, rank: Some(rank), counts: true }
        };
        all.map(piece).into()
    }
}
