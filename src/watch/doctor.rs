//! What works on this machine, what does not, and why.

use std::error::Error;
use std::io::{IsTerminal as _, stdout};

use wiretale::capture::live::{self, LiveError, NoRightsYet, Options, Owner, Until};
use wiretale::limits::SPOOL_BYTES;
use wiretale::teach::{Language, Sentence, Value};
use wiretale::tell::{Output, left, safe};

/// How something is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Well,
    Badly,
    /// Neither: something to know.
    Noted,
}

/// Looks at everything that a live capture needs, and says how it is; fails where it would not work.
pub(crate) fn doctor(language: Language) -> Result<(), Box<dyn Error>> {
    let mut found = vec![rights()];
    found.extend(interfaces());
    let owner = Owner::planned(None)?;
    found.push((How::Noted, Sentence::new("doctor.becomes").with("user", owner.who())));
    found.push(spool(&owner));
    found.extend(live::leftovers(&owner).iter().map(|left| (How::Noted, super::offer(left))));
    found.push(terminal());
    let mut out = Output::new(stdout().lock());
    for (how, sentence) in &found {
        let sign = match how {
            How::Well => "✓",
            How::Badly => "✗",
            How::Noted => "·",
        };
        out.write(|out| writeln!(out, "{} {}", left(sign, 1), safe(&sentence.tell(language))));
    }
    out.finish()?;
    if found.iter().any(|(how, _)| *how == How::Badly) { Err(Ill.into()) } else { Ok(()) }
}

/// Something does not work.
#[derive(Debug, thiserror::Error)]
#[error("not everything works; what is marked ✗ says why")]
struct Ill;

fn rights() -> (How, Sentence) {
    if live::may_capture() {
        return (How::Well, Sentence::new("doctor.may"));
    }
    let key = match live::no_rights_yet() {
        NoRightsYet::NotGiven => "doctor.may-not",
        NoRightsYet::NotTakenFromHere => "doctor.may-not-from-here",
        NoRightsYet::Barred => "doctor.may-not-any-more",
    };
    (How::Badly, Sentence::new(key).with("command", live::setcap_line()))
}

/// What comes of opening each interface that is up.
fn interfaces() -> Vec<(How, Sentence)> {
    let all = match live::interfaces() {
        Ok(all) => all,
        Err(error) => return vec![(How::Badly, Sentence::new("value").with("value", error.to_string()))],
    };
    let tried = all.into_iter().filter(live::Interface::is_network).map(|interface| {
        let named = |key| {
            let state = interface.state.join(", ");
            Sentence::new(key).with("interface", interface.name.clone()).with("state", state)
        };
        match live::Live::open(&plain(&interface.name)) {
            Ok(_) => (How::Well, named("doctor.opens")),
            Err(LiveError::NoRights { .. }) => (How::Noted, named("doctor.no-rights")),
            Err(error) => (How::Noted, named("doctor.opens-not").with("why", error.to_string())),
        }
    });
    tried.collect()
}

/// The options of a capture where none are given.
fn plain(interface: &str) -> Options {
    Options {
        interface: interface.to_owned(),
        filter: "tcp".to_owned(),
        snap_length: 262_144,
        promiscuous: false,
        buffer: 1 << 20,
        until: Until::default(),
        file: None,
        spool: SPOOL_BYTES,
    }
}

fn spool(owner: &Owner) -> (How, Sentence) {
    match live::spool_place(owner) {
        Ok((path, free)) => {
            let how = if free < SPOOL_BYTES { How::Noted } else { How::Well };
            let key = if free < SPOOL_BYTES { "doctor.spool-small" } else { "doctor.spool" };
            let sentence = Sentence::new(key).with("path", path.display().to_string());
            let sentence = sentence.with("free", Value::Bytes(free)).with("limit", Value::Bytes(SPOOL_BYTES));
            (how, sentence)
        }
        Err(error) => (How::Badly, Sentence::new("doctor.no-spool").with("why", error.to_string())),
    }
}

fn terminal() -> (How, Sentence) {
    match crossterm::terminal::size().ok().filter(|_| stdout().is_terminal()) {
        Some((width, height)) => {
            (How::Well, Sentence::new("doctor.terminal").with("size", format!("{width}×{height}")))
        }
        None => (How::Noted, Sentence::new("doctor.no-terminal")),
    }
}
