//! The labels are those of tshark, packet by packet, on every capture and on thousands of generated
//! packets; so are the numbers of connections, and relative sequence and acknowledgment numbers.

#[path = "labels/compare.rs"]
mod compare;
#[path = "labels/generate.rs"]
mod generate;
#[path = "labels/random.rs"]
mod random;
mod support;
#[path = "labels/trouble.rs"]
mod trouble;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use compare::{Packets, Said, tshark, wiretale};
use generate::capture;
use trouble::Trouble;

/// Where wiretale knows better than tshark: a name, the reason, and how to recognise it.
struct Exception {
    name: &'static str,
    reason: &'static str,
    applies: fn(ours: &Said, theirs: &Said) -> bool,
}

const EXCEPTIONS: [Exception; 3] = [
    Exception {
        name: "empty zero-window probe",
        reason: "Linux probes a zero window with an empty segment one below the next number. tshark calls \
                 it a keep-alive; but the peer has just said that it has no room (RFC 9293 3.8.6.1), and \
                 the probe asks for room, not for life.",
        applies: |ours, theirs| {
            ours.length == 0 && instead(ours, theirs, &["zero_window_probe"], &["keep_alive"])
        },
    },
    Exception {
        name: "answer to an empty zero-window probe",
        reason: "tshark takes the probe for a keep-alive, so it can't see that this answers it with a \
                 window that is still zero.",
        applies: |ours, theirs| {
            ours.labels.contains("zero_window") && instead(ours, theirs, &["zero_window_probe_ack"], &[])
        },
    },
    Exception {
        name: "same ACK again after an empty zero-window probe",
        reason: "tshark remembers the probe as a keep-alive, and takes the first ACK that repeats itself \
                 after it for the answer to a keep-alive, even with an answer in between.",
        applies: |ours, theirs| instead(ours, theirs, &["duplicate_ack"], &["keep_alive_ack"]),
    },
];

/// Whether ours and theirs differ in exactly these labels.
fn instead(ours: &Said, theirs: &Said, only_ours: &[&str], only_theirs: &[&str]) -> bool {
    let minus = |a: &Said, b: &Said| a.labels.difference(&b.labels).copied().collect::<Vec<_>>();
    minus(ours, theirs) == only_ours && minus(theirs, ours) == only_theirs
}

/// As many of a hundred packets with a label must have the same labels, exceptions counted as
/// differences.
const ENOUGH_PERCENT: usize = 98;

/// Compares the two programs on a capture and returns how many packets have labels.
fn check(source: &str, file: &Path) -> usize {
    let (ours, theirs) = (wiretale(file), tshark(file));
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{source}: segments");
    numbers_agree(source, &ours, &theirs);
    let labelled = |packet: &u64| !(ours[packet].labels.is_empty() && theirs[packet].labels.is_empty());
    let labelled: Vec<_> = ours.keys().filter(|packet| labelled(packet)).collect();
    let mut equal = 0;
    let mut unexplained = Vec::new();
    for packet in &labelled {
        let (ours, theirs) = (&ours[packet], &theirs[packet]);
        if ours.labels == theirs.labels {
            equal += 1;
            continue;
        }
        let known = EXCEPTIONS.iter().find(|exception| (exception.applies)(ours, theirs));
        let why = known.map_or("?", |exception| exception.name);
        println!("{source}: packet {packet}: wiretale {:?}, tshark {:?}: {why}", ours.labels, theirs.labels);
        if known.is_none() {
            unexplained.push(**packet);
        }
    }
    let (segments, labelled) = (ours.len(), labelled.len());
    println!("{source}: {equal} of {labelled} labelled packets equal, {segments} segments");
    assert!(unexplained.is_empty(), "{source}: packets {unexplained:?} differ without a reason");
    labelled_enough(source, equal, labelled);
    labelled
}

fn labelled_enough(source: &str, equal: usize, labelled: usize) {
    let windows = source.contains("Windows") || source.contains("zero-window");
    // Captures about zero windows are full of the exceptions.
    assert!(
        windows || equal * 100 >= labelled * ENOUGH_PERCENT,
        "{source}: only {equal} of {labelled} equal"
    );
}

fn numbers_agree(source: &str, ours: &Packets, theirs: &Packets) {
    let bare = |said: &Said| Said { labels: BTreeSet::new(), ..said.clone() };
    let different: Vec<_> = ours
        .iter()
        .map(|(packet, said)| (packet, bare(said), bare(&theirs[packet])))
        .filter(|(_, a, b)| a != b)
        .collect();
    assert!(different.is_empty(), "{source}: numbers differ: {different:#?}");
}

#[test]
fn labels_of_the_captures_are_those_of_tshark() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir("captures").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pcapng"));
    files.sort();
    assert!(files.len() > 20, "the captures were found");
    for file in files {
        check(&file.display().to_string(), &file);
    }
}

#[test]
fn labels_of_generated_trouble_are_those_of_tshark() {
    let folder = tempfile::tempdir().unwrap();
    for (seed, trouble) in Trouble::ALL.into_iter().enumerate() {
        let file = folder.path().join(format!("{trouble:?}.pcapng"));
        std::fs::write(&file, support::to_capture(&capture(trouble, seed as u64 + 1))).unwrap();
        let labelled = check(&format!("generated {trouble:?}"), &file);
        assert!(labelled > 300, "{trouble:?} makes only {labelled} labels");
    }
}

#[test]
fn every_exception_says_why() {
    assert!(
        EXCEPTIONS.iter().all(|exception| exception.reason.ends_with('.') && exception.reason.len() > 40)
    );
}
