//! Watching an interface from the command line: rights given up, signals heeded, notices and a summary told.

mod doctor;
mod list;
mod screen;

use std::error::Error;
use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use wiretale::capture::live::{self, Leftover, Live, LiveError, Notice, Owner, Recording, Status};
use wiretale::replay::Replay;
use wiretale::teach::{Language, Sentence, Value};
use wiretale::tell::{Newest, Output, RowOrder, safe};

use crate::cli::{Interface, Options, What};

pub(crate) use doctor::doctor;
pub(crate) use list::list;

/// The exit status of a program that a second signal ends at once, as of one that Ctrl-C ends.
const ENDED_AT_ONCE: i32 = 130;
/// How often the packets captured so far are shown to who waits.
const SHOWN_EACH: Duration = Duration::from_millis(500);

/// Watches an interface in the terminal interface.
pub(crate) fn show(interface: &Interface, options: &Options) -> Result<(), Box<dyn Error>> {
    let (live, owner) = open(interface)?;
    let leftovers = live::leftovers(&owner).iter().map(offer).collect();
    let name = live.interface().to_owned();
    // What happens meanwhile is on the screen.
    let (file, packets, recording) = live.watch(&owner, |_| {})?;
    let (status, reel) = (Arc::clone(recording.status()), Arc::clone(recording.reel()));
    let stop = Arc::clone(recording.stop());
    let settings = options.settings();
    let replay = Replay::new((file, packets), name, settings.room, stop).decoding_as(settings.decode_as);
    let replay = replay.watched(Newest::default(), move || screen::of(&status, &reel)).greeting(leftovers);
    let shown = crate::present(Arc::new(replay), options);
    let recorded = recording.end();
    shown.and_then(|()| recorded.map_err(Into::into))
}

/// Prints rows of an interface until the capture is enough or somebody ends it.
pub(crate) fn tell(interface: &Interface, what: &What, options: &Options) -> Result<(), Box<dyn Error>> {
    let language = options.language();
    let (live, owner) = open(interface)?;
    offer_leftovers(&owner, language);
    let begins = beginning(&live, interface);
    let (file, _, recording) = live.watch(&owner, move |notice| say(&told(notice), language))?;
    heed_signals(&recording)?;
    say(&begins, language);
    let order = RowOrder::AsTheyEnd;
    let told = crate::tell(file, (what, order), options, (Output::new(stdout().lock()).prompt(true), None));
    let status = Arc::clone(recording.status());
    let recorded = recording.end();
    sum_up(&status, language);
    told.and_then(|()| recorded.map_err(Into::into))
}

/// Captures into a file until it is enough or somebody ends it; then says what came of it.
pub(crate) fn record(interface: &Interface, language: Language) -> Result<(), Box<dyn Error>> {
    let (live, _) = open(interface)?;
    let begins = beginning(&live, interface);
    let recording = live.only_record(move |notice| say(&told(notice), language))?;
    heed_signals(&recording)?;
    say(&begins, language);
    let status = Arc::clone(recording.status());
    let is_watched = stderr().is_terminal();
    while !status.is_over() {
        if is_watched {
            let shown = Sentence::new("live.so-far").with("n", status.counts().received);
            let _ = write!(stderr(), "\r{} ", shown.tell(language));
        }
        thread::sleep(if is_watched { SHOWN_EACH } else { SHOWN_EACH / 10 });
    }
    if is_watched {
        eprintln!();
    }
    let recorded = recording.end();
    sum_up(&status, language);
    Ok(recorded?)
}

/// Opens an interface, and gives up all rights.
fn open(interface: &Interface) -> Result<(Live, Owner), LiveError> {
    let live = Live::open(&interface.capture.options(&interface.name, &interface.filter))?;
    let owner = live.give_up_rights(interface.capture.user.as_deref())?;
    Ok((live, owner))
}

/// Lets signals end a capture as if it had come to its end: all of it is told. A second one ends the
/// program at once.
fn heed_signals(recording: &Recording) -> Result<(), LiveError> {
    for signal in
        [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| *signal != SIGHUP || !is_ignored(SIGHUP))
    {
        flag::register_conditional_shutdown(signal, ENDED_AT_ONCE, Arc::clone(recording.stop()))
            .and_then(|_| flag::register(signal, Arc::clone(recording.stop())))
            .map_err(LiveError::Signals)?;
    }
    Ok(())
}

/// Whether whoever started the program lets it ignore a signal: `nohup` does, of hang-ups.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    ignored >> (signal - 1) & 1 == 1
}

/// What is said once a capture goes on, and signals end it.
fn beginning(live: &Live, interface: &Interface) -> Sentence {
    let write = interface.capture.write.as_deref();
    let sentence = Sentence::new(match write {
        Some(_) => "live.begins-in-file",
        None => "live.begins",
    });
    let file = write.map(|path| path.display().to_string()).unwrap_or_default();
    let sentence = sentence.with("interface", live.interface().to_owned()).with("file", file);
    sentence.with("filter", live.filter().to_owned())
}

fn sum_up(status: &Status, language: Language) {
    let counts = status.counts();
    let losses = [
        ("live.dropped-by-system", counts.dropped_by_system),
        ("live.dropped-by-interface", counts.dropped_by_interface),
    ];
    let losses = losses.map(|(key, n)| Sentence::new(key).with("n", n));
    let summary = Sentence::new("live.summary").with("n", counts.received);
    say(&summary.with("losses", Value::List(losses.into())), language);
}

fn offer_leftovers(owner: &Owner, language: Language) {
    for left in live::leftovers(owner) {
        say(&offer(&left), language);
    }
}

fn offer(left: &Leftover) -> Sentence {
    let offer = Sentence::new("live.leftover").with("path", left.path.display().to_string());
    offer.with("bytes", Value::Bytes(left.bytes))
}

fn told(notice: Notice) -> Sentence {
    let named = |key, interface: String| Sentence::new(key).with("interface", interface);
    match notice {
        Notice::Down(interface) => named("live.down", interface),
        Notice::Up(interface) => named("live.up", interface),
        Notice::Gone(interface) => named("live.gone", interface),
        Notice::NotKept { path, why } => {
            Sentence::new("live.not-kept").with("path", path.display().to_string()).with("why", why)
        }
    }
}

fn say(sentence: &Sentence, language: Language) {
    eprintln!("wiretale: {}", safe(&sentence.tell(language)));
}
