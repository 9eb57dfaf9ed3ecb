//! What is said at the end of a reading: what was read, and what could not be told and why.

use std::collections::BTreeMap;

use crate::capture::{Aside, CaptureError, Dropped};
use crate::decode::Undecoded;
use crate::flow::{ConnectionId, LetGo};
use crate::teach::{Sentence, Value};

/// What went through the pipeline.
#[derive(Debug, Default)]
pub struct Report {
    /// Packets read.
    pub packets: u64,
    /// Packets that hold no TCP segment, by reason.
    pub undecoded: BTreeMap<Undecoded, u64>,
    /// Connections found.
    pub connections: u64,
    /// Connections that were let go before their end was seen.
    pub let_go: LetGo,
    /// Why reading stopped before the end, if it did. What came before was told.
    pub error: Option<CaptureError>,
    /// Whether the output has told already which packets hold no TCP segment.
    pub summed_up: bool,
    /// Connections that an output in another order had no room for.
    pub left_out: u64,
}

impl Report {
    /// What a reader should know besides what was told, a sentence each; `only` is the connection
    /// that was asked for, if one was.
    #[must_use]
    pub fn notes(&self, aside: &Aside, only: Option<ConnectionId>) -> Vec<Sentence> {
        let mut notes = Vec::new();
        if let Some(cut) = aside.cut {
            notes.push(Sentence::new("report.cut").with("packets", cut.packets).with("offset", cut.offset));
        }
        notes.extend(lost(aside.dropped));
        notes.extend(self.undecoded().filter(|_| !self.summed_up));
        if self.left_out > 0 {
            notes.push(Sentence::new("report.left-out").with("n", self.left_out));
        }
        if aside.untimed > 0 {
            notes.push(Sentence::new("report.untimed").with("n", aside.untimed));
        }
        if self.let_go.silent > 0 {
            notes.push(Sentence::new("report.let-go-silent").with("n", self.let_go.silent));
        }
        if self.let_go.crowded > 0 {
            notes.push(Sentence::new("report.let-go-crowded").with("n", self.let_go.crowded));
        }
        if self.connections == 0 && self.error.is_none() {
            notes.push(Sentence::new("report.nothing").with("n", self.packets));
        } else if let Some(only) = only.filter(|only| u64::from(*only) >= self.connections) {
            let sentence = Sentence::new("report.no-stream").with("number", only.to_string());
            notes.push(sentence.with("n", self.connections));
        }
        notes
    }

    /// How many packets hold no TCP segment, and why; nothing where all do.
    #[must_use]
    pub fn undecoded(&self) -> Option<Sentence> {
        let total: u64 = self.undecoded.values().sum();
        let reasons = self.undecoded.iter().map(|(reason, packets)| {
            Sentence::new("report.reason").with("n", *packets).with("reason", why(*reason))
        });
        let reasons = Value::List(reasons.collect());
        (total > 0).then(|| Sentence::new("report.undecoded").with("n", total).with("reasons", reasons))
    }
}

/// How many packets the capture lost, and where.
fn lost(dropped: Dropped) -> Option<Sentence> {
    let interface = if dropped.system > 0 { "report.lost-interface" } else { "report.lost-interface-alone" };
    let places = [("report.lost-system", dropped.system), (interface, dropped.interface)];
    let places = places.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| Sentence::new(key).with("n", n));
    let sentence = Sentence::new("report.lost").with("n", dropped.total());
    (dropped.total() > 0).then(|| sentence.with("where", Value::List(places.collect())))
}

fn why(reason: Undecoded) -> Sentence {
    match reason {
        Undecoded::LinkType(number) => Sentence::new("undecoded.link-type").with("number", number),
        Undecoded::NotIp => Sentence::new("undecoded.not-ip"),
        Undecoded::NotTcp => Sentence::new("undecoded.not-tcp"),
        Undecoded::Fragment => Sentence::new("undecoded.fragment"),
        Undecoded::Cut => Sentence::new("undecoded.cut"),
        Undecoded::Malformed => Sentence::new("undecoded.malformed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::Language;

    #[test]
    fn what_was_lost_is_told_by_where_it_was_lost() {
        let told = |system, interface| {
            let mut aside = Aside::default();
            aside.dropped = Dropped { system, interface };
            let notes = Report { connections: 1, ..Report::default() }.notes(&aside, None);
            notes.iter().map(|note| note.tell(Language::English)).collect::<String>()
        };
        assert_eq!(told(0, 0), "");
        let rest = "They were on the network, and what seems to be missing may be among them.";
        assert_eq!(
            told(1200, 4),
            format!(
                "The capture lost 1204 packets: 1200 dropped by the system, which had no room for more \
                 (a larger -B helps), 4 by the interface. {rest}"
            )
        );
        assert_eq!(
            told(0, 1),
            format!(
                "The capture lost 1 packet: 1 counted as dropped by the interface, where dumpcap counts all \
                 that it lost (a larger -B may help). {rest}"
            )
        );
    }
}
