//! Hostile and broken TCP: nothing in it ends a connection falsely, gets garbage into a stream, or
//! loses bytes without a word.

#[path = "hostile/endings.rs"]
mod endings;
#[path = "hostile/fragments.rs"]
mod fragments;
#[path = "hostile/overlaps.rs"]
mod overlaps;
#[path = "hostile/sides.rs"]
mod sides;
mod support;
#[path = "hostile/twice.rs"]
mod twice;
#[path = "hostile/windows.rs"]
mod windows;

use support::*;
use wiretale::decode::Flags;
use wiretale::tell::Rows;

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";
const SYN_ACK: Flags = Flags(Flags::SYN.0 | Flags::ACK.0);
const PSH_ACK: Flags = Flags(Flags::PSH.0 | Flags::ACK.0);
const FIN_ACK: Flags = Flags(Flags::FIN.0 | Flags::ACK.0);
const RST_ACK: Flags = Flags(Flags::RST.0 | Flags::ACK.0);

fn talk() -> Conversation {
    Conversation::new(CLIENT, SERVER)
}

fn open() -> Conversation {
    let mut talk = talk();
    talk.handshake();
    talk
}

/// The findings of a capture's connections, `packet from rule: text`.
fn findings(capture: &[u8]) -> Vec<String> {
    let rows = rows_of(capture, Rows::Connections);
    let findings = rows.iter().flat_map(|row| row.get("findings").expect("findings").list());
    let line = |row: &Json| {
        let [from, rule, text] = ["from", "rule", "text"].map(|name| row.text(name).expect(name));
        format!("{} {from} {rule}: {text}", row.number("packet").expect("packet"))
    };
    findings.map(line).collect()
}

/// `packet from rule` of each finding.
fn rules(capture: &[u8]) -> Vec<String> {
    let whole = findings(capture);
    whole.iter().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

/// How TCP ended, of each connection.
fn endings(capture: &[u8]) -> Vec<String> {
    let rows = rows_of(capture, Rows::Connections);
    rows.iter().map(|row| row.text("ending.tcp.how").expect("how").to_owned()).collect()
}
