//! What is captured, as one growing pcapng stream: written to files by one thread, read by others while it
//! grows.
//!
//! Into a file of the user's own goes all of it. A spool is a ring of files, each of which can be read
//! alone: the oldest is deleted when there is no more room. What has not been read yet is never deleted;
//! the writer waits instead, and then it is the system that counts what is lost. Where writing fails, what
//! comes passes through memory.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions, remove_file};
use std::io::{self, Read, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::capture::pieces::name_of_piece;
use crate::capture::read_back::Kept;
use crate::limits::{MAX_UNWRITTEN_BYTES, SPOOL_PIECES};

/// The stream.
#[derive(Debug)]
pub struct Reel {
    state: Mutex<State>,
    changed: Condvar,
    place: Place,
}

/// Where the stream is written.
#[derive(Debug)]
enum Place {
    /// A file of the user's own.
    File(PathBuf),
    /// A ring of files in a folder, of at most so many bytes in all.
    Ring(PathBuf, u64),
}

#[derive(Debug)]
struct State {
    /// The files, those that were written first in front.
    pieces: VecDeque<Piece>,
    /// How many files there were.
    count: u64,
    /// Bytes of the stream.
    end: u64,
    /// What could not be written and was not read yet, with its offset.
    unwritten: VecDeque<(u64, Vec<u8>)>,
    unwritten_bytes: usize,
    /// How far the stream was read, if anybody reads it.
    read: Option<u64>,
    /// Whether nothing more comes.
    over: bool,
    failure: Option<Arc<str>>,
}

/// A file, and what of the stream is in it.
#[derive(Debug)]
struct Piece {
    path: PathBuf,
    file: Arc<File>,
    start: u64,
    length: u64,
}

impl Reel {
    /// A stream that is written to a file which is open already.
    pub(super) fn in_file(path: PathBuf, file: File) -> Self {
        let piece = Piece { path: path.clone(), file: Arc::new(file), start: 0, length: 0 };
        Self::new(Place::File(path), piece)
    }

    /// A stream that is kept in a ring of files in a folder, of at most so many bytes.
    ///
    /// # Errors
    /// What the system says when the first file is made.
    pub(super) fn in_ring(folder: &Path, limit: u64) -> io::Result<Self> {
        let piece = Piece::create(folder, 1, 0)?;
        Ok(Self::new(Place::Ring(folder.to_owned(), limit), piece))
    }

    fn new(place: Place, first: Piece) -> Self {
        let state = State {
            pieces: VecDeque::from([first]),
            count: 1,
            end: 0,
            unwritten: VecDeque::new(),
            unwritten_bytes: 0,
            read: None,
            over: false,
            failure: None,
        };
        Self { state: Mutex::new(state), changed: Condvar::new(), place }
    }

    /// Reads the stream from its beginning, and waits for more until it is over.
    pub(super) fn follow(self: &Arc<Self>) -> Follower {
        self.state().read = Some(0);
        Follower { reel: Arc::clone(self), at: 0 }
    }

    /// Begins another file of the ring where the last one is large enough; then what is appended next must
    /// begin a section.
    pub(super) fn turn(&self) -> bool {
        let Place::Ring(folder, limit) = &self.place else { return false };
        let (count, end) = {
            let state = self.state();
            let is_full = state.pieces.back().is_some_and(|last| last.length >= limit / SPOOL_PIECES);
            if !is_full || state.failure.is_some() {
                return false;
            }
            (state.count + 1, state.end)
        };
        let piece = Piece::create(folder, count, end);
        let mut state = self.state();
        match piece {
            Ok(piece) => {
                state.count = count;
                state.pieces.push_back(piece);
                true
            }
            Err(error) => {
                state.failure = Some(error.to_string().into());
                false
            }
        }
    }

    /// Adds whole blocks to the stream. Waits while what was not read yet leaves no room for them.
    pub(super) fn append(&self, blocks: &[u8]) {
        let written = match self.room_for(blocks) {
            Some((file, length)) => write_whole(&file, blocks, length),
            None => Ok(false),
        };
        let mut state = self.state();
        let end = state.end;
        state.end += blocks.len() as u64;
        match written {
            Ok(true) => {
                if let Some(last) = state.pieces.back_mut() {
                    last.length += blocks.len() as u64;
                }
            }
            failed => {
                if let Err(error) = failed {
                    state.failure = Some(error.to_string().into());
                }
                if state.read.is_some() {
                    state.unwritten_bytes += blocks.len();
                    state.unwritten.push_back((end, blocks.to_vec()));
                }
            }
        }
        self.shorten(&mut state);
        self.changed.notify_all();
    }

    /// The file to write to and its length, once there is room; none where writing has failed.
    fn room_for(&self, blocks: &[u8]) -> Option<(Arc<File>, u64)> {
        let fits = |state: &State| {
            let unread = state.read.map_or(0, |read| state.end.saturating_sub(read));
            let in_files = match self.place {
                Place::Ring(_, limit) => unread == 0 || unread + blocks.len() as u64 <= limit,
                Place::File(_) => true,
            };
            in_files && state.unwritten_bytes <= MAX_UNWRITTEN_BYTES
        };
        let waited = self.changed.wait_while(self.state(), |state| !fits(state));
        let state = waited.unwrap_or_else(PoisonError::into_inner);
        let last = state.pieces.back().filter(|_| state.failure.is_none())?;
        Some((Arc::clone(&last.file), last.length))
    }

    /// Deletes the oldest files where there are too many.
    fn shorten(&self, state: &mut State) {
        let Place::Ring(_, limit) = self.place else { return };
        let read = state.read.unwrap_or(u64::MAX);
        // Room for the file that is being written.
        let most = limit - limit / SPOOL_PIECES;
        while state.pieces.len() > 1
            && state.pieces.iter().map(|piece| piece.length).sum::<u64>() > most
            && let Some(oldest) = state.pieces.pop_front_if(|piece| piece.start + piece.length <= read)
        {
            // What can't be deleted now goes with the folder.
            let _ = remove_file(&oldest.path);
        }
    }

    /// Nothing more comes.
    pub(super) fn finish(&self) {
        self.state().over = true;
        self.changed.notify_all();
    }

    /// Offset of the first byte that can still be read.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.state().pieces.front().map_or(0, |piece| piece.start)
    }

    /// Bytes that are kept in files.
    #[must_use]
    pub fn kept(&self) -> u64 {
        self.state().pieces.iter().map(|piece| piece.length).sum()
    }

    /// Bytes that are kept at most, where there is a limit.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        match self.place {
            Place::Ring(_, limit) => Some(limit),
            Place::File(_) => None,
        }
    }

    /// Why nothing more is written, if that is so, in the words of the system.
    #[must_use]
    pub fn failure(&self) -> Option<Arc<str>> {
        self.state().failure.clone()
    }

    /// Whether somebody reads it.
    pub(super) fn is_read(&self) -> bool {
        self.state().read.is_some()
    }

    /// Where the stream is written.
    #[must_use]
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::File(path) | Place::Ring(path, _) => path,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept for Reel {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        let (file, start, length) = {
            let state = self.state();
            let later = state.pieces.partition_point(|piece| piece.start <= at);
            let piece = later.checked_sub(1).and_then(|index| state.pieces.get(index));
            let Some(piece) = piece.filter(|piece| at < piece.start + piece.length) else {
                return Ok(state.unwritten_at(out, at));
            };
            (Arc::clone(&piece.file), piece.start, piece.length)
        };
        let room = usize::try_from(start + length - at).unwrap_or(usize::MAX);
        let length = out.len().min(room);
        out.get_mut(..length).map_or(Ok(0), |out| file.read_at(out, at - start))
    }

    fn missing(&self) -> Option<String> {
        let state = self.state();
        let path = self.path().display();
        match (&state.failure, &self.place) {
            (Some(failure), _) => Some(format!("it could not be kept in {path} ({failure})")),
            (None, Place::Ring(_, limit)) => Some(format!(
                "only the last {} MiB are kept; --spool-size keeps more, -w FILE all",
                limit >> 20
            )),
            (None, Place::File(_)) => None,
        }
    }
}

impl State {
    fn unwritten_at(&self, out: &mut [u8], at: u64) -> usize {
        let later = self.unwritten.partition_point(|(start, _)| *start <= at);
        let found = later.checked_sub(1).and_then(|index| self.unwritten.get(index));
        let bytes = found.and_then(|(start, bytes)| bytes.get(usize::try_from(at - start).ok()?..));
        bytes.map_or(0, |mut bytes| bytes.read(out).unwrap_or(0))
    }

    /// What has been read need not be kept in memory any longer.
    fn has_read(&mut self, at: u64) {
        self.read = Some(at);
        while let Some((_, bytes)) =
            self.unwritten.pop_front_if(|(start, bytes)| *start + bytes.len() as u64 <= at)
        {
            self.unwritten_bytes -= bytes.len();
        }
    }
}

impl Piece {
    /// Makes a file that only its owner can read.
    fn create(folder: &Path, number: u64, start: u64) -> io::Result<Self> {
        let path = folder.join(name_of_piece(number));
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { path, file: Arc::new(file), start, length: 0 })
    }
}

/// Writes blocks behind the first `length` bytes of a file. Where that fails, the file ends with the last
/// block that was whole.
fn write_whole(mut file: &File, blocks: &[u8], length: u64) -> io::Result<bool> {
    let written = file.write_all(blocks);
    if written.is_err() {
        // A pipe can't be cut, and has no readers that would come back.
        let _ = file.set_len(length);
    }
    written.map(|()| true)
}

/// Reads a stream while it grows.
#[derive(Debug)]
pub(super) struct Follower {
    reel: Arc<Reel>,
    at: u64,
}

impl Read for Follower {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        {
            let mut state = self.reel.state();
            state.has_read(self.at);
            self.reel.changed.notify_all();
            while state.end <= self.at && !state.over {
                state = self.reel.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.end <= self.at {
                return Ok(0);
            }
        }
        let count = self.reel.read_at(out, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let mut state = self.reel.state();
        state.has_read(u64::MAX);
        state.read = None;
        self.reel.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// A ring of 16 files of 16 bytes each.
    fn ring(folder: &Path) -> Arc<Reel> {
        Arc::new(Reel::in_ring(folder, 256).unwrap())
    }

    /// Appends so many blocks of eight bytes, each with its number.
    fn append(reel: &Reel, numbers: std::ops::Range<u64>) {
        for number in numbers {
            reel.append(&number.to_le_bytes());
            reel.turn();
        }
    }

    fn read_back(reel: &Reel, number: u64) -> Option<u64> {
        let mut out = [0; 8];
        let count = reel.read_at(&mut out, number * 8).unwrap();
        (count == 8).then(|| u64::from_le_bytes(out))
    }

    #[test]
    fn the_oldest_give_way_once_they_are_read_and_the_folder_stays_within_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let reel = ring(folder.path());
        append(&reel, 0..1000);
        let files = std::fs::read_dir(folder.path()).unwrap();
        let on_disk: u64 = files.map(|file| file.unwrap().metadata().unwrap().len()).sum();
        assert!(on_disk <= 256 && on_disk > 200, "{on_disk}");
        assert_eq!(reel.kept(), on_disk);
        let first = reel.start() / 8;
        assert_eq!(read_back(&reel, first - 1), None);
        assert!((first..1000).all(|number| read_back(&reel, number) == Some(number)));
        assert!(reel.missing().unwrap().contains("--spool-size"));
    }

    #[test]
    fn what_was_not_read_yet_is_waited_for_and_never_lost() {
        let folder = tempfile::tempdir().unwrap();
        let reel = ring(folder.path());
        let mut follower = reel.follow();
        let writer = thread::spawn({
            let reel = Arc::clone(&reel);
            move || {
                append(&reel, 0..5000);
                reel.finish();
            }
        });
        let mut all = Vec::new();
        follower.read_to_end(&mut all).unwrap();
        writer.join().unwrap();
        let numbers = all.chunks(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap()));
        assert!(numbers.eq(0..5000));
    }

    #[test]
    fn a_reader_that_goes_away_holds_nothing_up() {
        let folder = tempfile::tempdir().unwrap();
        let reel = ring(folder.path());
        let follower = reel.follow();
        let writer = thread::spawn({
            let reel = Arc::clone(&reel);
            move || append(&reel, 0..1000)
        });
        drop(follower);
        writer.join().unwrap();
        assert_eq!(read_back(&reel, 999), Some(999));
    }

    #[test]
    fn where_nothing_can_be_written_all_is_read_once_all_the_same() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let reel = Arc::new(Reel::in_file("/dev/full".into(), full));
        let mut follower = reel.follow();
        append(&reel, 0..3);
        reel.finish();
        assert!(reel.failure().unwrap().contains("No space left"));
        assert_eq!(read_back(&reel, 1), Some(1), "it waits until it is read");
        let mut all = Vec::new();
        follower.read_to_end(&mut all).unwrap();
        assert_eq!(all.len(), 24);
        assert_eq!(read_back(&reel, 1), None);
        assert!(reel.missing().unwrap().contains("/dev/full"));
        drop(follower);
        append(&reel, 3..5);
        assert_eq!(read_back(&reel, 3), None, "nobody will read it");
    }
}
