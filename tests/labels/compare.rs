//! What tshark says of a capture, what wiretale says, and where they differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use wiretale::capture::{Source as _, open};
use wiretale::decode::Decoder;
use wiretale::flow::{At, Connections, Label, Labels, Sink, TcpEvent};

/// What one program says of one packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) connection: u64,
    pub(crate) seq: u64,
    pub(crate) ack: Option<u64>,
    pub(crate) window: u64,
    pub(crate) length: u64,
    pub(crate) labels: BTreeSet<&'static str>,
}

/// By packet number.
pub(crate) type Packets = BTreeMap<u64, Said>;

fn label_names() -> Vec<&'static str> {
    let mut all = Labels::default();
    for label in Label::ALL {
        all.add(label);
    }
    all.iter().map(|(_, name)| name).collect()
}

/// What tshark says.
pub(crate) fn tshark(file: &Path) -> Packets {
    let names = label_names();
    let mut fields =
        ["frame.number", "tcp.stream", "tcp.seq", "tcp.ack", "tcp.window_size", "tcp.len", "tcp.flags"]
            .map(str::to_owned)
            .to_vec();
    fields.extend(names.iter().map(|name| format!("tcp.analysis.{name}")));
    let mut command = Command::new("tshark");
    command.args(["-n", "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "tcp", "-T", "fields"]);
    command.args(["-E", "occurrence=f"]).arg("-r").arg(file);
    for field in &fields {
        command.args(["-e", field]);
    }
    let output = command.output().expect("tshark is installed: scripts/setup test");
    assert!(output.status.success(), "{output:?}");
    let table = String::from_utf8(output.stdout).unwrap();
    table.lines().map(|row| tshark_row(row, &names)).collect()
}

fn tshark_row(row: &str, names: &[&'static str]) -> (u64, Said) {
    let cells: Vec<_> = row.split('\t').collect();
    let number = |at: usize| cells[at].parse().unwrap_or_else(|_| panic!("no number in column {at}: {row}"));
    let flags = u16::from_str_radix(cells[6].trim_start_matches("0x"), 16).unwrap();
    let acknowledges = flags & 0x10 != 0;
    let labels = names.iter().zip(&cells[7..]).filter(|(_, cell)| !cell.is_empty()).map(|(name, _)| *name);
    let said = Said {
        connection: number(1),
        seq: number(2),
        ack: acknowledges.then(|| number(3)),
        window: number(4),
        length: number(5),
        labels: labels.collect(),
    };
    (number(0), said)
}

/// What wiretale says.
pub(crate) fn wiretale(file: &Path) -> Packets {
    let mut source = open(file).unwrap();
    let mut connections = Connections::default();
    let mut decoder = Decoder::new();
    let mut all = All::default();
    while let Some(packet) = source.next_packet().unwrap() {
        if let Ok(segment) = decoder.decode(&packet) {
            connections.take(&segment, &mut all);
        }
    }
    connections.finish(&mut all);
    all.0
}

#[derive(Default)]
struct All(Packets);

impl Sink for All {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        if let TcpEvent::Segment(facts) = event {
            let said = Said {
                connection: at.connection.into(),
                seq: facts.seq.into(),
                ack: facts.ack.map(u64::from),
                window: facts.window.into(),
                length: facts.length.into(),
                labels: facts.labels.iter().map(|(_, name)| name).collect(),
            };
            self.0.insert(at.packet, said);
        }
    }
}
