//! The packets of a connection, saved and read again.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wiretale::capture::{CaptureFile, Packet, ReadBack, Source as _, open, open_kept};
use wiretale::pipeline::{self, SaveError, Settings};
use wiretale::tell::{Indexer, SharedIndex};

use crate::support::*;

fn indexed((mut source, back): (CaptureFile, ReadBack)) -> (SharedIndex, ReadBack) {
    let index = SharedIndex::default();
    let mut indexer = Indexer::new(index.clone(), Arc::new(AtomicBool::new(false)));
    pipeline::run(&mut source, &mut indexer, Settings::default());
    (index, back)
}

type Owned = (i64, u8, u16, Vec<u8>, u32);

fn owned(packet: &Packet<'_>) -> Owned {
    let Packet { time, link, bytes, wire_length, .. } = packet;
    (time.nanoseconds(), time.digits(), link.0, bytes.to_vec(), *wire_length)
}

#[test]
fn what_is_saved_is_what_was_captured_and_tells_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["walkthrough", "echo", "fragments", "faults", "ipv6"] {
        let recorded = Recorded::named(name);
        let (index, back) = indexed(open_kept(&recorded.path, &Arc::default()).unwrap());
        let connections = index.lock().unwrap().connections().len();
        let mut all = Vec::new();
        let mut source = open(&recorded.path).unwrap();
        while let Some(packet) = source.next_packet().unwrap() {
            all.push(owned(&packet));
        }
        for connection in 0..connections as u32 {
            let path = folder.path().join(format!("{name}-{connection}.pcapng"));
            let count = pipeline::save(&index, &back, connection, &path).unwrap();
            let own = index.lock().unwrap().packets_of(connection);
            let mut expected = own.iter().map(|number| &all[*number as usize - 1]);
            let mut source = open(&path).unwrap();
            while let Some(packet) = source.next_packet().unwrap() {
                assert_eq!(Some(&owned(&packet)), expected.next(), "{name} {connection}");
            }
            assert_eq!((expected.next(), count), (None, own.len() as u64));
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            // Where the capture holds nothing else, not even the numbers differ.
            let saved = fs::read(&path).unwrap();
            assert_eq!(rows_of(&saved, wiretale::tell::Rows::Connections).len(), 1, "{name} {connection}");
            if own.len() == all.len() {
                let story = |capture: &[u8]| {
                    json_of(capture, wiretale::tell::Rows::Story, wiretale::teach::Language::English)
                };
                assert_eq!(story(&saved), story(&recorded.bytes), "{name}");
            }
            if connection == 0
                && let Some(packets) = tshark(&path)
            {
                assert_eq!(packets, own.len(), "{name} {connection}: tshark");
            }
        }
    }
}

/// How many packets tshark finds, where it is installed.
fn tshark(path: &std::path::Path) -> Option<usize> {
    let output = Command::new("tshark")
        .arg("-r")
        .arg(path)
        .args(["-T", "fields", "-e", "frame.number"])
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !told.contains("appears to"), "{told}");
    Some(output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count())
}

#[test]
fn nothing_is_overwritten_and_no_half_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.pcapng");
    fs::write(&copy, Recorded::named("echo").bytes).unwrap();
    let (index, back) = indexed(open_kept(&copy, &Arc::default()).unwrap());
    let path = folder.path().join("taken");
    fs::write(&path, "mine").unwrap();
    let error = pipeline::save(&index, &back, 0, &path).unwrap_err();
    assert!(matches!(error, SaveError::Exists(_)), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    let error = pipeline::save(&index, &back, 0, &folder.path().join("no/such")).unwrap_err();
    assert!(error.to_string().starts_with("can't write "), "{error}");
    fs::write(&copy, "").unwrap();
    let path = folder.path().join("half");
    let error = pipeline::save(&index, &back, 0, &path).unwrap_err();
    assert!(error.to_string().contains("has changed since it was read"), "{error}");
    assert!(!path.exists());
}
