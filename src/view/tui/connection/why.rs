//! Why: what the selected packet is, why it is there and what follows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::decode::Flags;
use crate::flow::{AckKind, Loss};
use crate::teach::{self, Layer, Line, Sentence, Value, sender};
use crate::tell::{Fold, Item, Ladder, Rung, paragraph, safe, wrap};
use crate::view::tui::action::Action;
use crate::view::tui::look::{Look, Role};
use crate::view::tui::pane::{Context, Explain, Pane, Reply};

/// Why: what the selected packet is, why it is there and what follows.
#[derive(Debug, Default)]
pub(super) struct WhyPane {
    /// What is explained.
    of: (u64, Explain),
    /// Lines scrolled away above.
    above: usize,
    /// Lines there are, and lines there is room for.
    lines: usize,
    height: usize,
}

impl Pane for WhyPane {
    fn act(&mut self, action: Action, _context: &Context<'_>) -> Reply {
        let page = self.height.saturating_sub(1).max(1);
        let above = &mut self.above;
        *above = match action {
            Action::Up => above.saturating_sub(1),
            Action::Down => *above + 1,
            Action::PageUp => above.saturating_sub(page),
            Action::PageDown => *above + page,
            Action::HalfUp => above.saturating_sub(page.div_ceil(2)),
            Action::HalfDown => *above + page.div_ceil(2),
            Action::Top => 0,
            Action::Bottom => self.lines,
            _ => return Reply::Ignored,
        };
        *above = (*above).min(self.lines.saturating_sub(self.height));
        Reply::Done
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, _focused: bool) {
        let of = (context.selected, context.explain);
        if std::mem::replace(&mut self.of, of) != of {
            self.above = 0;
        }
        let mut page = Page { look: context.look, width: usize::from(area.width), lines: Vec::new() };
        explain(&mut page, context);
        self.lines = page.lines.len();
        self.height = usize::from(area.height);
        self.above = self.above.min(self.lines.saturating_sub(self.height));
        let shown = page.lines.iter().skip(self.above);
        for (y, (text, style)) in (area.y..area.bottom()).zip(shown) {
            buffer.set_stringn(area.x, y, text, usize::from(area.width), *style);
        }
        let more = self.lines > self.above + self.height;
        if more && area.width > 0 && area.height > 0 {
            let style = context.look.role(Role::Key);
            buffer.set_stringn(area.right() - 1, area.bottom() - 1, "▾", 1, style);
        }
    }
}

/// Text that is wrapped as it is written.
struct Page {
    look: Look,
    width: usize,
    lines: Vec<(String, Style)>,
}

impl Page {
    fn write(&mut self, text: &str, style: Style) {
        if !text.is_empty() {
            let lines = wrap(text, self.width.max(1));
            self.lines.extend(lines.into_iter().map(|line| (line, style)));
        }
    }

    fn tell(&mut self, sentences: &[Sentence], role: Role) {
        let text = safe(&paragraph(sentences, self.look.language)).into_owned();
        self.write(&text, self.look.role(role));
    }

    /// An empty line, unless there is nothing above it.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|(text, _)| !text.is_empty()) {
            self.lines.push((String::new(), Style::new()));
        }
    }
}

fn explain(page: &mut Page, context: &Context<'_>) {
    let ladder = &context.telling.ladder;
    let rung = ladder.position(context.selected);
    match (context.explain, rung.and_then(|at| Some((at, ladder.rungs.get(at)?)))) {
        (Explain::Nothing, _) => page.tell(&[Sentence::new("screen.why.hidden")], Role::Dim),
        (_, None) => page.tell(&[Sentence::new("screen.why.omitted")], Role::Dim),
        (Explain::Run, Some((at, rung))) => match run(ladder, at) {
            Some(fold) => of_run(page, fold, rung),
            None => of_packet(page, context, at, rung),
        },
        (Explain::Packet | Explain::SoFar, Some((at, rung))) => of_packet(page, context, at, rung),
    }
}

fn run(ladder: &Ladder, rung: usize) -> Option<&Fold> {
    match ladder.items.get(ladder.item_of(rung)?)? {
        Item::Run(fold, _) => Some(fold),
        _ => None,
    }
}

fn of_run(page: &mut Page, fold: &Fold, first: &Rung) {
    let title = Sentence::new("screen.why.run")
        .with("n", fold.packets)
        .with("first", fold.first.to_string())
        .with("last", fold.last.to_string())
        .with("time", fold.lasted);
    page.tell(&[title], Role::Title);
    for count in fold.contents() {
        let count = page.look.tell(&count);
        page.write(&format!("· {count}"), Style::new());
    }
    page.gap();
    page.tell(&[Sentence::new("screen.why.run.open")], Role::Dim);
    of_loss(page, fold.lost.as_ref());
    page.gap();
    let first_one = Sentence::new("screen.why.run.first").with("packet", fold.first.to_string());
    page.tell(&[first_one], Role::Title);
    of_line(page, &first.line);
}

fn of_packet(page: &mut Page, context: &Context<'_>, at: usize, rung: &Rung) {
    let line = &rung.line;
    let title = Sentence::new("screen.why.packet")
        .with("packet", line.packet.to_string())
        .with("time", context.time(line.time))
        .with("who", sender(line.direction))
        .with("peer", sender(line.direction.reverse()));
    page.tell(&[title], Role::Dim);
    of_loss(page, line.lost.as_deref());
    of_line(page, line);
    page.gap();
    page.tell(&[Sentence::new("screen.why.in-numbers")], Role::Title);
    let ladder = &context.telling.ladder;
    let so_far = context.explain == Explain::SoFar;
    page.tell(&in_numbers(ladder, rung, so_far), Role::Plain);
    of_labels(page, rung);
    if so_far {
        return;
    }
    if let Some(next) = ladder.rungs.get(at + 1) {
        page.gap();
        page.tell(&[follows(line, &next.line)], Role::Title);
    }
}

/// What the capture lost before it.
fn of_loss(page: &mut Page, lost: Option<&Loss>) {
    if let Some(loss) = lost {
        page.gap();
        page.tell(&[teach::lost(loss)], Role::Warning);
        page.tell(&[teach::lost_means()], Role::Plain);
    }
}

/// What the packet says, thing by thing, and why.
fn of_line(page: &mut Page, line: &Line) {
    for part in &line.parts {
        page.gap();
        let what = page.look.tell(&part.what);
        page.write(&what, page.look.layer(line.layer).patch(page.look.role(Role::Title)));
        page.tell(&part.why, Role::Plain);
    }
    // Of a piece of something longer, not more is told than that.
    if let Some(piece) = piece(line.layer).filter(|_| line.parts.iter().all(|part| part.why.is_empty())) {
        page.tell(&[Sentence::new(piece)], Role::Plain);
    }
    if line.more > 0 {
        page.gap();
        page.tell(&[Sentence::new("story.more-parts").with("n", line.more)], Role::Dim);
    }
}

/// What there is to say of a packet that brings a piece of something that lies in several.
fn piece(layer: Layer) -> Option<&'static str> {
    match layer {
        Layer::WebSocket => Some("screen.why.piece.frame"),
        Layer::Tls => Some("screen.why.piece.record"),
        Layer::Http => Some("screen.why.piece.http"),
        Layer::Tcp | Layer::KeepAlive | Layer::Trouble | Layer::Data => None,
    }
}

/// Its numbers, what it acknowledges, who acknowledges it, and what it repeats.
fn in_numbers(ladder: &Ladder, rung: &Rung, so_far: bool) -> Vec<Sentence> {
    let other = |link: Option<u32>| ladder.rungs.get(link? as usize);
    let mut sentences = Vec::new();
    sentences.push(match rung.ack {
        Some(ack) => Sentence::new("screen.why.numbers")
            .with("seq", u64::from(rung.seq))
            .with("ack", u64::from(ack))
            .with("bytes", Value::Bytes(rung.length.into())),
        None => Sentence::new("screen.why.number")
            .with("seq", u64::from(rung.seq))
            .with("bytes", Value::Bytes(rung.length.into())),
    });
    if let Some(ack) = rung.acknowledges.as_deref() {
        let key = match ack.kind {
            AckKind::Pure => "screen.why.ack.pure",
            AckKind::Piggybacked => "screen.why.ack.piggybacked",
            AckKind::WithFin => "screen.why.ack.with-fin",
        };
        let sentence = Sentence::new(key).with("bytes", Value::Bytes(ack.bytes));
        sentences.push(sentence.with("packet", ack.packet).with("time", ack.delay));
    }
    if let Some(earlier) = other(rung.links.repeats) {
        let waited = rung.line.time.since(earlier.line.time);
        let sentence = Sentence::new("screen.why.repeats").with("packet", earlier.line.packet);
        sentences.push(sentence.with("time", waited));
    }
    if so_far {
        return sentences;
    }
    if let Some(later) = other(rung.links.repeated_by) {
        let waited = later.line.time.since(rung.line.time);
        let sentence = Sentence::new("screen.why.repeated").with("packet", later.line.packet);
        sentences.push(sentence.with("time", waited));
    }
    let waits = rung.length > 0 || rung.flags.has(Flags::SYN) || rung.flags.has(Flags::FIN);
    match other(rung.links.acked_by) {
        Some(ack) => {
            let waited = ack.line.time.since(rung.line.time);
            let sentence = Sentence::new("screen.why.acked").with("packet", ack.line.packet);
            sentences.push(sentence.with("time", waited));
        }
        None if waits && ladder.omitted == 0 => sentences.push(Sentence::new("screen.why.unacked")),
        None => {}
    }
    sentences
}

/// Wireshark's labels, and the numbers that made them where they are not told yet.
fn of_labels(page: &mut Page, rung: &Rung) {
    if rung.labels.is_empty() {
        return;
    }
    let names: Vec<_> = rung.labels.iter().map(|(_, name)| format!("tcp.analysis.{name}")).collect();
    page.tell(&[Sentence::new("screen.why.labels").with("names", names.join(", "))], Role::Plain);
    for (_, because) in &rung.because {
        page.tell(std::slice::from_ref(because), Role::Plain);
    }
}

/// What comes next, and when.
fn follows(line: &Line, next: &Line) -> Sentence {
    let what = next.parts.first().map_or_else(|| Sentence::new("tcp.what.ack"), |part| part.what.clone());
    Sentence::new("screen.why.next")
        .with("time", next.time.since(line.time))
        .with("who", sender(next.direction))
        .with("packet", next.packet)
        .with("what", what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::Language;
    use crate::view::tui::testing::{Told, act, assert_screen, screen};

    fn assert_why(name: &str, capture: &str, packet: u64, explain: Explain) {
        let told = Told::new(capture, 0);
        for language in Language::ALL {
            let context = Context { explain, ..told.context(language, packet) };
            let shown = screen(&mut WhyPane::default(), (52, 34), &context, false);
            assert_screen(&format!("why-{name}.{}", language.code()), &shown);
        }
    }

    #[test]
    fn packets_are_explained_in_full_however_often_their_lesson_was_told() {
        assert_why("syn", "walkthrough", 1, Explain::Packet);
        assert_why("ack-again", "walkthrough", 18, Explain::Packet);
        assert_why("keep-alive-again", "walkthrough", 14, Explain::Packet);
        assert_why("close", "walkthrough", 21, Explain::Packet);
        assert_why("fin", "walkthrough", 22, Explain::Packet);
        assert_why("retransmission", "faults", 24, Explain::Packet);
        assert_why("duplicate-ack", "faults", 19, Explain::Packet);
        assert_why("piece", "zero-window", 9, Explain::Packet);
        assert_why("run", "websocket-updates", 14, Explain::Run);
        assert_why("so-far", "echo", 8, Explain::SoFar);
        assert_why("hidden", "echo", 8, Explain::Nothing);
    }

    #[test]
    fn what_the_capture_lost_explains_a_hole_and_stands_before_a_run() {
        let hole = Told::losing("walkthrough", 0, |number| ![16, 17].contains(&number), &[(18, 1204)]);
        let run = Told::losing("websocket-updates", 0, |_| true, &[(19, 3), (25, 4)]);
        for language in Language::ALL {
            for (name, told, packet, explain) in
                [("hole", &hole, 18, Explain::Packet), ("run", &run, 25, Explain::Run)]
            {
                let context = Context { explain, ..told.context(language, packet) };
                let shown = screen(&mut WhyPane::default(), (52, 34), &context, false);
                assert_screen(&format!("why-lost-{name}.{}", language.code()), &shown);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_scrolled_to_and_no_size_is_too_small() {
        let told = Told::new("walkthrough", 0);
        let context = told.context(Language::English, 6);
        let mut pane = WhyPane::default();
        let top = screen(&mut pane, (40, 5), &context, true);
        act(&mut pane, &[Action::PageDown, Action::Down], &context);
        assert_ne!(screen(&mut pane, (40, 5), &context, true), top);
        act(&mut pane, &[Action::Bottom, Action::Up, Action::Top], &context);
        assert_eq!(screen(&mut pane, (40, 5), &context, true), top);
        for size in [(0, 0), (1, 1), (2, 9), (200, 1)] {
            screen(&mut pane, size, &context, true);
        }
    }
}
