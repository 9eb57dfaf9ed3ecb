//! Whatever a file holds: no panic, no end that never comes, no memory without bound; and a cut file
//! tells what the whole one tells up to the cut.

#[path = "robustness/damage.rs"]
mod damage;
#[path = "robustness/endless.rs"]
mod endless;
mod support;

use std::collections::BTreeSet;

use support::{Recorded, block_starts, json_of, source, tell_everything};
use wiretale::capture::Source as _;
use wiretale::teach::Language;
use wiretale::tell::Rows;

/// Up to here a capture is cut at every byte.
const EVERY_BYTE: usize = 8 * 1024;
/// Above that at so many places, and around every block.
const PLACES: usize = 1000;

/// Random numbers, the same in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// Where to cut a capture.
fn places(bytes: &[u8], random: &mut Random) -> BTreeSet<usize> {
    let mut places: BTreeSet<_> = (0..bytes.len().min(EVERY_BYTE)).collect();
    for start in block_starts(bytes) {
        places.extend((start.saturating_sub(2)..=start + 2).filter(|place| *place < bytes.len()));
    }
    places.extend((0..PLACES).map(|_| random.below(bytes.len())));
    places
}

/// Within a block nothing but the reading depends on the place: what is told of the packets that were
/// read is checked from block to block.
#[test]
fn cut_anywhere_everything_before_is_read() {
    let mut cuts = 0;
    for capture in Recorded::all() {
        let bytes = &capture.bytes;
        let starts = block_starts(bytes);
        let packets = packets_before(bytes, &starts);
        for place in places(bytes, &mut Random(bytes.len() as u64)) {
            let Some(mut source) = source(&bytes[..place]) else {
                assert!(place < 12, "{} at {place} is no capture", capture.name);
                continue;
            };
            let mut read = 0;
            while source
                .next_packet()
                .unwrap_or_else(|e| panic!("{} at {place}: {e}", capture.name))
                .is_some()
            {
                read += 1;
            }
            let whole = starts.partition_point(|start| *start <= place) - 1;
            assert_eq!(read, packets[whole], "{} at {place}", capture.name);
            assert_eq!(source.aside().cut.is_some(), starts[whole] != place, "{} at {place}", capture.name);
            cuts += 1;
        }
    }
    assert!(cuts > 100_000, "{cuts} cuts");
}

/// How many packets lie before each block.
fn packets_before(bytes: &[u8], starts: &[usize]) -> Vec<u64> {
    const PACKETS: [u8; 2] = [3, 6];
    let is_packet = |start: usize| u64::from(bytes.get(start).is_some_and(|kind| PACKETS.contains(kind)));
    let counts = starts.iter().scan(0, |count, &start| {
        let before = *count;
        *count += is_packet(start);
        Some(before)
    });
    counts.collect()
}

#[test]
fn cut_behind_any_packet_everything_before_is_told() {
    for capture in Recorded::all() {
        let rows = json_of(&capture.bytes, Rows::Packets, Language::English);
        let starts = block_starts(&capture.bytes);
        // The longest captures repeat themselves: every so many of their packets is enough.
        let step = 1 + starts.len() / 40;
        for start in starts.into_iter().skip(1).step_by(step) {
            for place in [start, start + 30] {
                let cut = &capture.bytes[..place.min(capture.bytes.len())];
                let report = tell_everything(cut).unwrap();
                let told = json_of(cut, Rows::Packets, Language::English);
                assert!(rows.starts_with(&told), "{} at {place}", capture.name);
                assert!(report.error.is_none() && report.packets >= told.lines().count() as u64);
            }
        }
    }
}

#[test]
fn frames_and_messages_of_a_cut_file_are_those_of_the_whole() {
    for capture in Recorded::all() {
        let starts = block_starts(&capture.bytes);
        for rows in [Rows::Frames, Rows::Messages] {
            let whole = json_of(&capture.bytes, rows, Language::English);
            for start in starts.iter().skip(1).step_by(5) {
                let cut = json_of(&capture.bytes[..*start], rows, Language::English);
                // Where the cut leaves a hole open, what lies behind it is told with what is missing.
                let complete = cut.split_inclusive('\n').filter(|row| row.contains("\"missing\":0"));
                let complete = complete.collect::<String>();
                // Without a handshake, frames are told when enough of them are there, and those of both sides then
                // together.
                let guessed = capture.name == "snap-96";
                let among = |row: &str| whole.lines().any(|other| other == row);
                let same = whole.starts_with(&complete) || guessed && complete.lines().all(among);
                assert!(same, "{} at {start}", capture.name);
            }
        }
    }
}
