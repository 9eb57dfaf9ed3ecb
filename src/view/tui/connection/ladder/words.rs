//! The words of the ladder: labels of packets, signs, what a run holds.

use crate::decode::Flags;
use crate::flow::{Label, State};
use crate::teach::{Kind, Layer, Sentence};
use crate::tell::{Fold, Rung, RungFate, arrow, cut, paragraph, safe, width};
use crate::view::tui::look::Look;

/// Between two things that a packet says.
const AND: &str = " · ";
/// Columns for the count of what is left out.
const COUNT: usize = 4;
/// What does not fit is cut if so many columns of it can be shown, else left out and counted.
const SHORTEST: usize = 12;

/// What a packet says, within so many columns: its signs, what it carries, and what is wrong with it.
pub(super) fn label(look: Look, rung: &Rung, room: usize) -> String {
    let told: Vec<_> = rung.labels_told().map(|what| look.tell(what)).collect();
    let mut shown = String::from(sign(rung));
    let mut left = told.len() as u64 + rung.line.more;
    for (index, what) in told.iter().enumerate() {
        let and = if index > 0 { AND } else { "" };
        let more = if left > 1 { COUNT } else { 0 };
        let free = room.saturating_sub(width(&shown) + width(and) + more);
        if index > 0 && free < width(what).min(SHORTEST) {
            break;
        }
        shown.push_str(and);
        shown.push_str(&if index > 0 { cut(what, free) } else { what.clone() });
        left -= 1;
    }
    if left > 0 {
        let more = format!(" +{left}");
        return cut(&shown, room.saturating_sub(more.len())) + &more;
    }
    for key in remarks(rung) {
        shown.push_str(AND);
        shown.push_str(&look.say(key));
    }
    cut(&shown, room)
}

/// The sign before a label: what it means is said in words, too.
fn sign(rung: &Rung) -> &'static str {
    let has = |label| rung.labels.has(label);
    match rung.fate {
        RungFate::Refused => "✗ ",
        RungFate::Copy => "= ",
        RungFate::Taken if rung.flags.has(Flags::RST) => "✗ ",
        RungFate::Taken if rung.is_again() => "↻ ",
        RungFate::Taken if rung.is_late() => "⇄ ",
        RungFate::Taken if has(Label::DuplicateAck) => "≡ ",
        RungFate::Taken if has(Label::ZeroWindow) || has(Label::WindowFull) => "■ ",
        RungFate::Taken if has(Label::LostSegment) || has(Label::AckLostSegment) => "? ",
        RungFate::Taken if rung.line.layer == Layer::Trouble => "! ",
        RungFate::Taken => "",
    }
}

/// What labels add to what a packet says of itself.
fn remarks(rung: &Rung) -> impl Iterator<Item = &'static str> {
    const REMARKS: [(Label, &str); 11] = [
        (Label::FastRetransmission, "screen.label.fast"),
        (Label::SpuriousRetransmission, "screen.label.spurious"),
        (Label::LostSegment, "screen.label.lost-segment"),
        (Label::AckLostSegment, "screen.label.ack-lost-segment"),
        (Label::DuplicateAck, "screen.label.duplicate-ack"),
        (Label::ZeroWindow, "screen.label.zero-window"),
        (Label::ZeroWindowProbe, "screen.label.zero-window-probe"),
        (Label::ZeroWindowProbeAck, "screen.label.zero-window-probe-ack"),
        (Label::WindowFull, "screen.label.window-full"),
        (Label::WindowUpdate, "screen.label.window-update"),
        (Label::ReusedPorts, "screen.label.reused-ports"),
    ];
    let taken = rung.fate == RungFate::Taken;
    let late = rung.is_late().then_some("screen.label.out-of-order");
    let named = REMARKS.into_iter().filter(|(label, _)| rung.labels.has(*label)).map(|(_, key)| key);
    late.into_iter().chain(named).filter(move |_| taken)
}

/// A state in so many columns.
pub(super) fn state(state: State, columns: u16) -> &'static str {
    match state {
        State::Established if columns < 11 => "ESTAB.",
        State::SynReceived if columns < 12 => "SYN-RCVD",
        state => state.name(),
    }
}

/// What a run holds, and how long it took.
pub(super) fn run(look: Look, fold: &Fold, open: bool) -> String {
    let mut counts: Vec<(Kind, &str, u64)> = Vec::new();
    for (kind, direction, packets) in fold.counts() {
        match counts.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, arrow, count)) => (*arrow, *count) = ("↔", *count + packets),
            None => counts.push((kind, arrow(direction), packets)),
        }
    }
    let counts = counts.into_iter().map(|(kind, arrow, packets)| {
        let what = look.tell(&Sentence::new(plural(kind)).with("n", packets));
        format!("{arrow}{what}")
    });
    let counts = counts.collect::<Vec<_>>().join(" ");
    let time = look.tell(&Sentence::new("screen.ladder.run.time").with("time", fold.lasted));
    format!("{} {counts}{AND}{time}", if open { "▾" } else { "▸" })
}

/// The sentence that counts packets of a kind, without who sends them: an arrow says that.
fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::Bytes => "screen.run.bytes",
        Kind::Ack => "screen.run.ack",
        Kind::Probe => "screen.run.probe",
        Kind::ProbeAnswer => "screen.run.probe-answer",
        Kind::Again => "screen.run.again",
        Kind::Copy => "screen.run.copy",
        Kind::Empty => "screen.run.empty",
        Kind::Duplicate => "screen.run.duplicate",
        Kind::Window => "screen.run.window",
        Kind::Full => "screen.run.full",
        Kind::Request => "screen.run.request",
        Kind::Response => "screen.run.response",
        Kind::Text => "screen.run.text",
        Kind::Binary => "screen.run.binary",
        Kind::Ping => "screen.run.ping",
        Kind::Pong => "screen.run.pong",
        Kind::Fragment => "screen.run.fragment",
        Kind::Long => "screen.run.long",
        Kind::Record => "screen.run.record",
    }
}

/// Who acknowledged in which way: alone, or on something that travelled anyway.
pub(super) fn ack_sign(rung: &Rung) -> &'static str {
    if rung.length > 0 || rung.flags.has(Flags::FIN) || rung.flags.has(Flags::SYN) { "⊕" } else { "⤷" }
}

/// What an ACK rides on, where it does.
pub(super) fn rides_on(rung: &Rung) -> Option<&'static str> {
    match rung.length {
        1.. => Some("screen.ack.on-data"),
        0 if rung.flags.has(Flags::FIN) => Some("screen.ack.on-fin"),
        0 if rung.flags.has(Flags::SYN) => Some("screen.ack.on-syn"),
        0 => None,
    }
}

/// The line of an arrow and the two ends at the lifelines of its sender.
pub(super) fn strokes(layer: Layer) -> (&'static str, &'static str, &'static str) {
    match layer {
        Layer::Tcp => ("─", "├", "┤"),
        Layer::KeepAlive => ("╌", "├", "┤"),
        Layer::Trouble => ("╍", "├", "┤"),
        Layer::Tls => ("┄", "├", "┤"),
        Layer::Http => ("═", "╞", "╡"),
        Layer::WebSocket => ("━", "┝", "┥"),
        Layer::Data => ("┅", "├", "┤"),
    }
}

/// All that a packet says and why, as text.
pub(super) fn in_full(look: Look, rung: &Rung) -> String {
    let mut text = String::new();
    for part in &rung.line.parts {
        text.push_str(&look.tell(&part.what));
        text.push('\n');
        let why = paragraph(&part.why, look.language);
        if !why.is_empty() {
            text.push_str(&safe(&why));
            text.push('\n');
        }
    }
    text
}

/// Whether text stands in what a packet says, in capitals or not.
pub(super) fn says(look: Look, rung: &Rung, text: &str) -> bool {
    let text = text.to_lowercase();
    rung.line.parts.iter().any(|part| look.tell(&part.what).to_lowercase().contains(&text))
}
