//! The story of every connection, packet by packet.

use std::collections::BTreeSet;

use super::{Page, Printer};
use crate::flow::LoneSyn;
use crate::session::{Event, EventKind};
use crate::summary::Passage;
use crate::teach::{self, Layer, Line, Part, Sentence};
use crate::tell::{
    Entry, InOrder, RowOrder, Stories, arrow, left, paragraph, right, safe, spaces, width, wrap,
};

/// Columns for what a packet is, where its explanation stands beside it; on a wide page, and else.
const WHAT: (usize, usize) = (26, 20);
/// From this width on a page is wide.
const WIDE: usize = 100;
/// Below this width the explanation stands under the packet.
const NARROW: usize = 72;

/// Prints stories.
#[derive(Default)]
pub(super) struct Story {
    stories: Stories,
    ended: InOrder<crate::tell::Story>,
    /// The lessons that this output has told already.
    heard: BTreeSet<&'static str>,
}

impl Story {
    /// Prints them in an order; stories are not sorted.
    pub(super) fn new(order: RowOrder) -> Self {
        Self { ended: InOrder::new(order), ..Self::default() }
    }

    fn print(&mut self, page: &mut Page<'_>, story: &crate::tell::Story) {
        page.gap();
        print_title(page, story);
        for entry in &story.entries {
            match entry {
                Entry::Heading(_) => {
                    let heading = page.tell(&entry.sentence());
                    page.gap();
                    page.line(page.strong(&heading));
                }
                Entry::Line(line) => print_packet(page, line, &mut self.heard),
                Entry::Silence(_) => {
                    let silence = page.tell(&entry.sentence());
                    page.gap();
                    page.line(page.faint(&format!("  ┈ {silence} ┈")));
                    page.gap();
                }
                Entry::Lost(_) => print_loss(page, entry, &mut self.heard),
                Entry::Fold(_) | Entry::Omitted(_) => {
                    let text = page.tell(&entry.sentence());
                    let indent = margin(page);
                    for (index, line) in wrap(&text, page.width.saturating_sub(indent)).iter().enumerate() {
                        let before = if index == 0 { right("⋮  ", indent) } else { spaces(indent) };
                        page.line(format!("{before}{}", page.faint(line)));
                    }
                }
            }
        }
        print_numbers(page, story, &mut self.heard);
    }
}

impl Printer for Story {
    fn passed_on(&mut self, passage: Passage) {
        self.stories.passed_on(passage);
    }

    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        self.ended.seen(event.at.connection);
        if let Some(story) = self.stories.observe(event) {
            let weight = story.weight();
            self.ended.ended(event.at.connection, story, weight);
        }
        while let Some(story) = self.ended.release() {
            self.print(page, &story);
        }
    }

    fn lone_syn(&mut self, lone: &LoneSyn<'_>, page: &mut Page<'_>) {
        lone.tell(&mut |at, event| self.observe(&Event { at, kind: EventKind::Tcp(event) }, page));
    }
}

fn print_title(page: &mut Page<'_>, story: &crate::tell::Story) {
    let summary = &story.summary;
    let connection = Sentence::new("story.title").with("number", summary.connection.to_string());
    let size = Sentence::new("story.size").with("time", summary.duration()).with("n", summary.packet_count());
    let parts = [
        page.tell(&connection),
        format!("{} → {}", summary.opened.client, summary.opened.server),
        page.tell(&teach::spoken(summary)),
        page.tell(&size),
    ];
    let title = parts.join("   ");
    for line in wrap(&title, page.width) {
        page.line(page.strong(&line));
    }
    let mut verdict = teach::verdict(summary, story.passage.as_ref());
    verdict.splice(0..0, teach::roles(summary));
    print_paragraph(page, "", &verdict);
}

/// The capture lost packets, and what that means.
fn print_loss(page: &mut Page<'_>, entry: &Entry, heard: &mut BTreeSet<&'static str>) {
    let mark = page.tell(&entry.sentence());
    page.gap();
    page.line(page.paint(&format!("  ╳ {mark} ╳"), Layer::Trouble));
    if let Some(means) = teach::lost_means().for_listener(heard) {
        print_paragraph(page, "    ", &[means]);
    }
    page.gap();
}

/// What the whole connection shows: told at its end, for who wants to know more.
fn print_numbers(page: &mut Page<'_>, story: &crate::tell::Story, heard: &mut BTreeSet<&'static str>) {
    let mut titled = false;
    for paragraph in teach::numbers(&story.summary) {
        let paragraph: Vec<_> =
            paragraph.iter().filter_map(|sentence| sentence.for_listener(heard)).collect();
        if paragraph.is_empty() {
            continue;
        }
        if !std::mem::replace(&mut titled, true) {
            let title = page.tell(&Sentence::new("story.numbers"));
            page.gap();
            page.line(page.strong(&title));
        }
        print_paragraph(page, "  · ", &paragraph);
    }
}

/// A paragraph behind a mark, or with none.
fn print_paragraph(page: &mut Page<'_>, mark: &str, sentences: &[Sentence]) {
    let text = safe(&paragraph(sentences, page.language)).into_owned();
    let indent = width(mark);
    for (index, line) in wrap(&text, page.width.saturating_sub(indent)).iter().enumerate() {
        let before = if index == 0 { mark.to_owned() } else { spaces(indent) };
        page.line(format!("{before}{line}"));
    }
}

/// Columns before what a packet is: number, time, direction.
fn margin(page: &Page<'_>) -> usize {
    5 + 1 + page.clock.width() + 2 + 1 + 2
}

fn print_packet(page: &mut Page<'_>, line: &Line, heard: &mut BTreeSet<&'static str>) {
    let time = page.clock.show(line.time);
    let time = right(&time, page.clock.width());
    let mut before = format!(
        "{:>5} {}  {}  ",
        line.packet,
        page.faint(&time),
        page.paint(arrow(line.direction), line.layer)
    );
    for part in &line.parts {
        let why: Vec<_> = part.why.iter().filter_map(|why| why.for_listener(heard)).collect();
        let why = safe(&paragraph(&why, page.language)).into_owned();
        print_part(page, &before, line, part, &why);
        before = spaces(margin(page));
    }
    if line.more > 0 {
        let more = page.tell(&Sentence::new("story.more-parts").with("n", line.more));
        page.line(format!("{before}{}", page.faint(&more)));
    }
}

fn print_part(page: &mut Page<'_>, before: &str, line: &Line, part: &Part, why: &str) {
    let what = page.tell(&part.what);
    let margin = margin(page);
    let column = if page.width < WIDE { WHAT.1 } else { WHAT.0 };
    let (indent, beside) =
        if page.width < NARROW { (8, false) } else { (margin + column, width(&what) < column) };
    let mut lines = wrap(why, page.width.saturating_sub(indent)).into_iter();
    let shown: Vec<_> = wrap(&what, page.width.saturating_sub(margin));
    for (index, piece) in shown.iter().enumerate() {
        let start = if index == 0 { before.to_owned() } else { spaces(margin) };
        let painted = page.paint(piece, line.layer);
        if beside {
            let gap = left("", column - width(piece));
            page.line(format!("{start}{painted}{gap}{}", lines.next().unwrap_or_default()));
        } else {
            page.line(format!("{start}{painted}"));
        }
    }
    for line in lines.filter(|line| !line.is_empty()) {
        page.line(format!("{}{line}", spaces(indent)));
    }
}
