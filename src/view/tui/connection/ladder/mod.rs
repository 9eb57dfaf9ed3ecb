//! The ladder: packets as arrows between the lifelines of client and server.

mod columns;
mod draw;
mod gutter;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::teach::Sentence;
use crate::tell::Ladder;
use crate::view::tui::action::Action;
use crate::view::tui::pane::{Context, Explain, Pane, Reply};
use crate::view::tui::scroll::Scroll;
use rows::{Row, Rows};

/// Rows below the cursor that are shown where there is room: the ACK stands there as a rule.
const FOLLOWING: usize = 2;

/// The ladder: packets as arrows between the lifelines of client and server.
#[derive(Debug, Default)]
pub(super) struct LadderPane {
    rows: Rows,
    scroll: Scroll,
    /// In step mode: how far it has come.
    step: Option<Step>,
    /// Rows of the screen above the first row of the ladder.
    above: u16,
}

/// Step mode: the packets are shown one by one.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// How many packets are shown.
    shown: usize,
    /// Whether it was asked why the selected one is there.
    told: bool,
}

impl LadderPane {
    /// Whether the packets are shown one by one.
    pub(super) fn is_stepping(&self) -> bool {
        self.step.is_some()
    }

    /// What there is to explain.
    pub(super) fn explain(&self, ladder: &Ladder) -> Explain {
        match self.step {
            Some(Step { told: true, shown: 1.. }) => Explain::SoFar,
            Some(_) => Explain::Nothing,
            None if matches!(self.row(ladder), Some((Row::Run(..), _))) => Explain::Run,
            None => Explain::Packet,
        }
    }

    fn row<'a>(&self, ladder: &'a Ladder) -> Option<(Row<'a>, Range<usize>)> {
        self.rows.at(self.scroll.selected, ladder)
    }

    /// The rows and the cursor fit the ladder, even if it has grown.
    fn fit(&mut self, ladder: &Ladder) {
        self.rows.fit(ladder);
        self.settle(true, ladder);
    }

    /// The packet on which the cursor stands, or with which the run begins on which it stands.
    fn packet(&self, ladder: &Ladder) -> Option<u64> {
        let (row, rungs) = self.row(ladder).filter(|_| self.rows.len(ladder) > 0)?;
        let rung = ladder.rungs.get(rungs.start).filter(|_| row.is_stop())?;
        Some(rung.line.packet)
    }

    /// The cursor moves on to where it can stand, forwards or backwards; else the other way.
    fn settle(&mut self, forwards: bool, ladder: &Ladder) {
        let length = self.rows.len(ladder);
        let is_stop = |row: &usize| self.rows.at(*row, ladder).is_some_and(|(row, _)| row.is_stop());
        let here = self.scroll.selected;
        let ahead = || (here..length).find(is_stop);
        let behind = || (0..here.min(length)).rev().find(is_stop);
        let found = if forwards {
            ahead().or_else(behind)
        } else {
            Some(here).filter(is_stop).or_else(behind).or_else(ahead)
        };
        if let Some(row) = found {
            self.scroll.select(row, length);
        }
    }

    /// The cursor goes to a row.
    fn go_to(&mut self, row: usize, ladder: &Ladder) {
        self.scroll.select(row, self.rows.len(ladder));
        self.settle(true, ladder);
    }

    /// The cursor goes to a rung, which is shown for it.
    fn show(&mut self, rung: usize, ladder: &Ladder) {
        if let Some(step) = &mut self.step
            && step.shown <= rung
        {
            step.shown = rung + 1;
            self.rows.show(Some(step.shown), ladder);
        }
        if let Some(row) = self.rows.of(rung, ladder) {
            self.rows.open(row, true, ladder);
        }
        if let Some(row) = self.rows.of(rung, ladder) {
            self.scroll.select(row, self.rows.len(ladder));
        }
    }

    /// The rows that are shown: the cursor's, what stands above it and belongs to it, and what follows.
    fn window(&mut self, height: usize, ladder: &Ladder) -> Range<usize> {
        let (selected, length) = (self.scroll.selected, self.rows.len(ladder));
        let is_stop = |row: &usize| self.rows.at(*row, ladder).is_some_and(|(row, _)| row.is_stop());
        let above = (0..selected.min(length)).rev().take_while(|row| !is_stop(row));
        let above = above.take(height.saturating_sub(1)).last();
        let below = if height > 3 * FOLLOWING { FOLLOWING } else { 0 };
        for row in [selected + below].into_iter().chain(above).chain([selected]) {
            self.scroll.select(row, length);
            self.scroll.window(height, length);
        }
        self.scroll.window(height, length)
    }

    /// What the others are to know after the cursor has moved.
    fn reply(&mut self, context: &Context<'_>) -> Reply {
        match self.packet(&context.telling.ladder) {
            Some(packet) if packet != context.selected => {
                self.hide();
                Reply::Select(packet)
            }
            _ => Reply::Done,
        }
    }

    /// With another packet, the question why is open again.
    fn hide(&mut self) {
        if let Some(step) = &mut self.step {
            step.told = false;
        }
    }

    fn fold(&mut self, open: bool, ladder: &Ladder) -> bool {
        let changed = self.rows.open(self.scroll.selected, open, ladder);
        if let Some(row) = changed {
            self.scroll.select(row, self.rows.len(ladder));
        }
        changed.is_some()
    }

    fn phase(&mut self, forwards: bool, ladder: &Ladder) {
        let here = self.scroll.selected;
        let target = if forwards {
            self.rows.heading_after(here, ladder)
        } else {
            // The heading above the cursor is that of its own part.
            let own = self.rows.heading_before(here, ladder);
            let first = own.filter(|own| !self.stops_between(*own, here, ladder));
            first.and_then(|own| self.rows.heading_before(own, ladder)).or(own)
        };
        if let Some(row) = target {
            self.go_to(row, ladder);
        }
    }

    fn stops_between(&self, from: usize, to: usize, ladder: &Ladder) -> bool {
        (from..to).any(|row| self.rows.at(row, ladder).is_some_and(|(row, _)| row.is_stop()))
    }

    fn begin_or_end_steps(&mut self, context: &Context<'_>) -> Reply {
        let ladder = &context.telling.ladder;
        let packet = self.packet(ladder).unwrap_or(context.selected);
        self.step = if self.step.is_some() { None } else { Some(Step::default()) };
        self.rows.show(self.step.map(|step| step.shown), ladder);
        self.scroll = Scroll::default();
        if self.step.is_none() {
            if let Some(rung) = ladder.position(packet) {
                self.show(rung, ladder);
            }
            self.settle(true, ladder);
        }
        self.reply(context)
    }

    fn advance(&mut self, mut step: Step, context: &Context<'_>) -> Reply {
        let ladder = &context.telling.ladder;
        if step.shown >= ladder.rungs.len() {
            return Reply::Say(Sentence::new("screen.ladder.step.end"));
        }
        step = Step { shown: step.shown + 1, told: false };
        self.step = Some(step);
        self.rows.show(Some(step.shown), ladder);
        self.scroll.select(usize::MAX, self.rows.len(ladder));
        self.reply(context)
    }

    fn copy(&self, context: &Context<'_>) -> Reply {
        let ladder = &context.telling.ladder;
        match self.row(ladder) {
            Some((Row::Run(fold, _), _)) => {
                Reply::Copy(Sentence::new("screen.ladder.run"), context.look.tell(&fold.sentence()))
            }
            Some((Row::Packet(_), rungs)) => match ladder.rungs.get(rungs.start) {
                Some(rung) => {
                    let name =
                        Sentence::new("screen.ladder.packet").with("packet", rung.line.packet.to_string());
                    Reply::Copy(name, words::in_full(context.look, rung))
                }
                None => Reply::Done,
            },
            _ => Reply::Done,
        }
    }
}

impl Pane for LadderPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        let ladder = &context.telling.ladder;
        self.fit(ladder);
        match (action, self.step) {
            (Action::Step, _) | (Action::Back, Some(_)) => return self.begin_or_end_steps(context),
            (Action::Advance, Some(step)) => return self.advance(step, context),
            (Action::Why, Some(step)) if step.shown > 0 => {
                self.step = Some(Step { told: !step.told, ..step });
                return Reply::Done;
            }
            (Action::Copy, _) => return self.copy(context),
            (Action::NextPhase, _) => self.phase(true, ladder),
            (Action::PreviousPhase, _) => self.phase(false, ladder),
            (Action::Right | Action::Open, _) if self.fold(true, ladder) => {}
            (Action::Left, _) if self.fold(false, ladder) => {}
            (Action::Open, None) if matches!(self.row(ladder), Some((Row::Run(..), _))) => {
                self.fold(false, ladder);
            }
            (Action::GoTo(packet), _) => match ladder.position(packet) {
                Some(rung) => self.show(rung, ladder),
                None => return Reply::Ignored,
            },
            (action, _) => {
                let before = self.scroll.selected;
                if !self.scroll.act(action, self.rows.len(ladder)) {
                    return Reply::Ignored;
                }
                self.settle(self.scroll.selected > before || action == Action::Top, ladder);
            }
        }
        self.reply(context)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        let ladder = &context.telling.ladder;
        self.fit(ladder);
        let columns = columns::Columns::new(area, context);
        self.above = draw::header(area, buffer, &columns, context, self.step.map(|step| step.shown));
        let list = Rect {
            y: area.y.saturating_add(self.above),
            height: area.height.saturating_sub(self.above),
            ..area
        };
        let length = self.rows.len(ladder);
        let window = self.window(usize::from(list.height), ladder);
        let shown = self.step.map_or(usize::MAX, |step| step.shown);
        let marked = self.row(ladder).filter(|(row, _)| row.is_stop() && length > 0);
        let gutter = marked.as_ref().and_then(|(row, rungs)| match row {
            Row::Packet(_) => Some(gutter::Gutter::new(rungs.start, shown, ladder)),
            _ => None,
        });
        for (y, row) in (list.y..list.bottom()).zip(window) {
            let Some((kind, rungs)) = self.rows.at(row, ladder) else { continue };
            let line = draw::Line {
                columns: &columns,
                context,
                y,
                rungs,
                gutter: gutter.as_ref(),
                cursor: (row == self.scroll.selected).then_some(focused),
            };
            line.draw(buffer, &kind);
        }
        let below = list.y.saturating_add(u16::try_from(length).unwrap_or(u16::MAX)).min(list.bottom());
        let free = Rect { y: below, height: list.bottom().saturating_sub(below), ..list };
        draw::rest(free, buffer, &columns, context);
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        let ladder = &context.telling.ladder;
        self.fit(ladder);
        let Some(below) = at.y.checked_sub(self.above) else { return Reply::Done };
        let row = self.scroll.row_at(below);
        let Some((kind, _)) = self.rows.at(row, ladder).filter(|_| row < self.rows.len(ladder)) else {
            return Reply::Done;
        };
        if !kind.is_stop() {
            return Reply::Done;
        }
        let again = row == self.scroll.selected;
        self.scroll.select(row, self.rows.len(ladder));
        if let (true, Row::Run(_, open)) = (again, kind) {
            self.fold(!open, ladder);
        }
        self.reply(context)
    }

    fn grown(&mut self, context: &Context<'_>) {
        self.selected(context);
    }

    fn selected(&mut self, context: &Context<'_>) {
        let ladder = &context.telling.ladder;
        self.fit(ladder);
        if self.packet(ladder) == Some(context.selected) {
            return;
        }
        if let Some(rung) = ladder.position(context.selected) {
            self.hide();
            self.show(rung, ladder);
        }
    }
}

impl LadderPane {
    /// Puts the cursor on the next packet, or the one before, that says a text or is found to hold it.
    pub(super) fn find_by(
        &mut self,
        text: &str,
        forwards: bool,
        context: &Context<'_>,
        is_found: impl Fn(u64) -> bool,
    ) -> Option<Reply> {
        let ladder = &context.telling.ladder;
        self.fit(ladder);
        let length = self.step.map_or(ladder.rungs.len(), |step| step.shown).min(ladder.rungs.len());
        let here = self.row(ladder).map_or(0, |(_, rungs)| rungs.start).min(length.saturating_sub(1));
        let wanted = |rung: &usize| {
            let rung = ladder.rungs.get(*rung);
            rung.is_some_and(|rung| words::says(context.look, rung, text) || is_found(rung.line.packet))
        };
        let found = if forwards {
            (here + 1..length).chain(0..length.min(here + 1)).find(wanted)
        } else {
            (0..here.min(length)).rev().chain((here..length).rev()).find(wanted)
        }?;
        self.show(found, ladder);
        Some(self.reply(context))
    }
}
