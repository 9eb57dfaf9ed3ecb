//! A line for every TCP segment, with its labels and why it has them.

use super::{Page, Printer};
use crate::flow::{At, Label, Loss, SegmentFacts, TcpEvent};
use crate::session::{Event, EventKind};
use crate::teach::{self, Layer, because, settled};
use crate::tell::{arrow, left, right};

/// Prints a line for each segment.
#[derive(Default)]
pub(super) struct Packets {
    /// What the capture lost before the segment that comes next.
    lost: Option<Loss>,
}

impl Packets {
    fn print(page: &mut Page<'_>, at: At, facts: &SegmentFacts<'_>, lost: Option<Loss>) {
        let ends = if page.is_narrower_than(WIDE) {
            arrow(at.direction).to_owned()
        } else {
            left(&format!("{} → {}", facts.from, facts.to), 39)
        };
        let flags = facts.flags.names().collect::<Vec<_>>().join(", ");
        let labels: Vec<_> = facts.labels.iter().map(|(_, name)| name).collect();
        let ack = facts.ack.map_or_else(String::new, |ack| format!(" Ack={ack}"));
        let acknowledges = facts.acknowledges.map_or_else(String::new, |ack| {
            format!(" acks {} ({}, {:.6} s)", ack.packet, ack.kind.name(), ack.delay.as_secs_f64())
        });
        let quiet = [Label::KeepAlive, Label::KeepAliveAck, Label::WindowUpdate];
        let layer = match facts.labels {
            labels if labels.is_empty() => Layer::Tcp,
            labels if quiet.into_iter().any(|label| labels.has(label)) => Layer::KeepAlive,
            _ => Layer::Trouble,
        };
        // As in Wireshark, what a segment looks like stands before what it holds.
        let labels = if labels.is_empty() { String::new() } else { format!("{} ", labels.join(" ")) };
        let reasons = because(at.direction, facts).map(|(_, sentence)| sentence);
        let mut reasons: Vec<_> =
            reasons.chain(settled(at.packet, facts)).map(|sentence| page.tell(&sentence)).collect();
        if let Some(loss) = lost {
            reasons.insert(0, format!("╳ {} ╳", page.tell(&teach::lost(&loss))));
        }
        let row = format!(
            "{} {} {} {ends} {labels}[{flags}] Seq={}{ack} Win={} Len={}{acknowledges}  {}",
            right(&at.packet.to_string(), 6),
            right(&page.clock.show(at.time), page.clock.width()),
            right(&at.connection.to_string(), 4),
            facts.seq,
            facts.window,
            facts.length,
            reasons.join(" "),
        );
        page.row(&row, Some(layer));
    }
}

/// Below this width an arrow stands for the ends.
const WIDE: usize = 120;

impl Printer for Packets {
    fn observe(&mut self, event: &Event<'_>, page: &mut Page<'_>) {
        match event.kind {
            EventKind::Tcp(TcpEvent::Lost(loss)) => self.lost = Some(loss),
            EventKind::Tcp(TcpEvent::Segment(facts)) => {
                Self::print(page, event.at, facts, self.lost.take());
            }
            _ => {}
        }
    }
}
