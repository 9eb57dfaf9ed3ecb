//! Tells a capture, and each of its connections again, and compares.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use wiretale::capture::{CaptureFile, Packet, ReadBack, Source as _, Statistics, open_kept};
use wiretale::decode::Undecoded;
use wiretale::flow::{ConnectionId, Room};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{DecodeAs, Event, Observer};
use wiretale::tell::{Indexer, SharedIndex, Stories};

/// All that was told of each connection.
#[derive(Default)]
struct Log {
    events: BTreeMap<ConnectionId, Vec<String>>,
    stories: Stories,
    told: BTreeMap<ConnectionId, (String, String)>,
}

impl Observer for Log {
    fn observe(&mut self, event: &Event<'_>) {
        let connection = event.at.connection;
        self.events.entry(connection).or_default().push(format!("{event:?}"));
        if let Some(story) = self.stories.observe(event) {
            let told = (format!("{:?}", story.summary), format!("{:?}", story.entries));
            assert!(self.told.insert(connection, told).is_none(), "{connection} ends once");
        }
    }
}

/// An index, and the log beside it.
struct Both {
    indexer: Indexer,
    log: Log,
}

impl Observer for Both {
    fn observe(&mut self, event: &Event<'_>) {
        self.indexer.observe(event);
        self.log.observe(event);
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        self.indexer.packet(packet);
    }

    fn packet_end(&mut self, segment: Result<&[u64], Undecoded>) {
        self.indexer.packet_end(segment);
    }

    fn statistics(&mut self, statistics: &Statistics) {
        self.indexer.statistics(statistics);
    }

    fn statistics_end(&mut self) {
        self.indexer.statistics_end();
    }
}

/// Checks all connections, and says how many there are.
pub(crate) fn check(name: &str, capture: &[u8]) -> usize {
    check_in(name, capture, Room::default())
}

/// The same with room for so many.
pub(crate) fn check_in(name: &str, capture: &[u8], room: Room) -> usize {
    told_twice(name, capture, room).len()
}

/// The summaries of all connections; whatever the form of the file, they are told twice in the same
/// words.
pub(crate) fn told_twice(name: &str, capture: &[u8], room: Room) -> Vec<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(capture).unwrap();
    let in_file = summaries(name, open_kept(file.path(), &Arc::default()).unwrap(), room);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(capture).unwrap();
    for bytes in [gzip.finish().unwrap(), to_pcap(capture).unwrap_or_else(|| capture.to_vec())] {
        let kept = CaptureFile::kept_from_reader(Cursor::new(bytes), name.to_owned()).unwrap();
        assert!(summaries(name, kept, room) == in_file, "{name}: another form, another telling");
    }
    in_file
}

/// The summaries of all connections of a capture in memory, told twice in the same words.
pub(crate) fn told_from_memory(name: &str, capture: Vec<u8>, room: Room) -> Vec<String> {
    summaries(name, CaptureFile::kept_from_static(capture.leak(), name.to_owned()).unwrap(), room)
}

fn summaries(name: &str, (mut source, back): (CaptureFile, ReadBack), room: Room) -> Vec<String> {
    let index = SharedIndex::default();
    let go_on = Arc::new(AtomicBool::new(false));
    let indexer = Indexer::new(index.clone(), go_on.clone());
    let mut both = Both { indexer, log: Log::default() };
    let report = pipeline::run(&mut source, &mut both, Settings { only: None, room, ..Settings::default() });
    assert!(report.error.is_none(), "{name}: {:?}", report.error);
    let counts = index.lock().unwrap_or_else(PoisonError::into_inner).counts();
    assert_eq!((counts.packets, counts.connections), (report.packets, report.connections), "{name}");
    assert_eq!(counts.undecoded, report.undecoded.values().sum::<u64>(), "{name}");
    let first = both.log;
    assert_eq!(first.told.len() as u64, report.connections, "{name}");
    for (connection, told) in &first.told {
        let mut second = Log::default();
        pipeline::retell(&index, &back, *connection, DecodeAs::default(), &go_on, &mut second).unwrap();
        assert_eq!(second.told.len(), 1, "{name}: connection {connection}");
        let (one, two) = (&first.events[connection], &second.events[connection]);
        for (one, two) in one.iter().zip(two) {
            assert_eq!(one, two, "{name}: connection {connection}");
        }
        assert_eq!(one.len(), two.len(), "{name}: connection {connection}");
        assert!(&second.told[connection] == told, "{name}: connection {connection}");
    }
    first.told.into_values().map(|(summary, _)| summary).collect()
}

/// The capture as a classic pcap file with nanoseconds, if it has one link type and digits for it.
fn to_pcap(capture: &[u8]) -> Option<Vec<u8>> {
    let mut source = super::source(capture)?;
    let mut file = Vec::new();
    let mut only = None;
    let word = |file: &mut Vec<u8>, number: u32| file.extend_from_slice(&number.to_be_bytes());
    while let Some(packet) = source.next_packet().unwrap() {
        if *only.get_or_insert(packet.link) != packet.link || packet.time.digits() != 9 {
            return None;
        }
        if file.is_empty() {
            for number in [0xa1b2_3c4d, 0x0002_0004, 0, 0, 262_144, u32::from(packet.link.0)] {
                word(&mut file, number);
            }
        }
        let nanoseconds = u64::try_from(packet.time.nanoseconds()).ok()?;
        word(&mut file, u32::try_from(nanoseconds / 1_000_000_000).ok()?);
        word(&mut file, (nanoseconds % 1_000_000_000) as u32);
        word(&mut file, packet.bytes.len() as u32);
        word(&mut file, packet.wire_length);
        file.extend_from_slice(packet.bytes);
    }
    (!file.is_empty()).then_some(file)
}

/// Stops the reading at once, and the retelling of what was read in full.
pub(crate) fn stopped(recorded: &super::Recorded) {
    let (read, stop) = (SharedIndex::default(), Arc::new(AtomicBool::new(true)));
    let (mut source, _) = open_kept(&recorded.path, &Arc::default()).unwrap();
    pipeline::run(&mut source, &mut Indexer::new(read.clone(), stop.clone()), Settings::default());
    assert!(read.lock().unwrap().is_empty());

    let (mut source, back) = open_kept(&recorded.path, &Arc::default()).unwrap();
    let go_on = Arc::new(AtomicBool::new(false));
    pipeline::run(&mut source, &mut Indexer::new(read.clone(), go_on), Settings::default());
    let mut log = Log::default();
    pipeline::retell(&read, &back, 0, DecodeAs::default(), &stop, &mut log).unwrap();
    assert!(log.events.is_empty());
    // A number that no connection has tells nothing.
    pipeline::retell(&read, &back, 999, DecodeAs::default(), &AtomicBool::new(false), &mut log).unwrap();
    assert!(log.events.is_empty());
}
