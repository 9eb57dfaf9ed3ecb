//! Each WebSocket message in a file of its own.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use crate::flow::{At, ConnectionId, Direction, LoneSyn};
use crate::limits;
use crate::protocol::frame::Opcode;
use crate::session::{Event, Message, Observer};
use crate::teach::Sentence;
use crate::tell::{Output, Step};

/// Writes the messages of a capture into a folder, each as it is complete, and prints the files' names.
///
/// A name says where a message is found again: connection (Wireshark's `tcp.stream`), packet that
/// completed it, and sender, as in `0-000012-client.json`. What is not whole has `.incomplete` in its
/// name. Long messages go to their file piece by piece, so that any length can be written.
pub struct Files<'w> {
    folder: PathBuf,
    out: Output<'w>,
    open: HashMap<(ConnectionId, Direction), Open>,
    /// Bytes of messages that are not complete, in memory.
    kept: usize,
    /// Where the last message was complete, and how many were there.
    last: Option<(ConnectionId, Direction, u64)>,
    same: u64,
    written: Written,
    failed: Option<FilesError>,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub files: u64,
    /// Those among them whose message is not all there.
    pub incomplete: u64,
    /// Messages of which nothing could be read.
    pub unread: u64,
}

/// Messages could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder is there, and something is in it.
    #[error("the folder {} is not empty: name a new one, so that nothing in it is overwritten", .0.display())]
    NotEmpty(PathBuf),
    /// A file or the folder could not be written.
    #[error("cannot write {}: {source}; the messages written before are complete", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// A message that is not complete.
#[derive(Debug, Default)]
struct Open {
    /// Its last bytes; all of them, as long as there is no file.
    bytes: Vec<u8>,
    /// The file with those before.
    file: Option<PathBuf>,
    /// Its length in all.
    length: u64,
    /// Whether it is text.
    text: bool,
}

impl<'w> Files<'w> {
    /// Writes into a folder, which is made if there is none, and the names of files to `out`.
    ///
    /// # Errors
    /// If something is in the folder, or it can't be made.
    pub fn new(folder: &Path, out: Output<'w>) -> Result<Self, FilesError> {
        let failed = |source| FilesError::Write { path: folder.to_owned(), source };
        match fs::read_dir(folder) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(FilesError::NotEmpty(folder.to_owned()));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir(folder).map_err(failed)?;
            }
            Err(error) => return Err(failed(error)),
        }
        Ok(Self {
            folder: folder.to_owned(),
            out,
            open: HashMap::new(),
            kept: 0,
            last: None,
            same: 0,
            written: Written::default(),
            failed: None,
        })
    }

    /// Writes the names that are buffered.
    ///
    /// # Errors
    /// What writing messages failed with, else what writing names did.
    pub fn finish(self) -> Result<Written, Box<dyn std::error::Error>> {
        match self.failed {
            Some(error) => Err(error.into()),
            None => Ok(self.out.finish().map(|()| self.written)?),
        }
    }

    fn append(&mut self, key: (ConnectionId, Direction), bytes: &[u8]) -> Result<(), FilesError> {
        let open = self.open.entry(key).or_default();
        open.bytes.extend_from_slice(bytes);
        open.length += bytes.len() as u64;
        self.kept += bytes.len();
        if open.bytes.len() > limits::MAX_UNWRITTEN_MESSAGE_BYTES
            || self.kept > limits::MAX_MESSAGE_BYTES_IN_ALL
        {
            self.kept -= open.bytes.len();
            let (connection, direction) = key;
            let part = format!("{connection}-{}.part", direction.sender());
            let path = open.file.get_or_insert_with(|| self.folder.join(part));
            append(path, &std::mem::take(&mut open.bytes))?;
        }
        Ok(())
    }

    /// There will be no more of a message.
    fn end(&mut self, at: At, message: Option<Message>) -> Result<(), FilesError> {
        let mut open = self.open.remove(&(at.connection, at.direction)).unwrap_or_default();
        self.kept -= open.bytes.len();
        let whole = message.is_some_and(|message| message.is_read() && message.begun && message.missing == 0);
        if open.length == 0 && !whole {
            self.written.unread += u64::from(message.is_some());
            return Ok(());
        }
        let name = self.name(at, whole, open.kind());
        let path = self.folder.join(name);
        let failed = |source| FilesError::Write { path: path.clone(), source };
        if let Some(part) = open.file.take() {
            append(&part, &open.bytes)?;
            fs::rename(&part, &path).map_err(failed)?;
        } else {
            let file = OpenOptions::new().write(true).create_new(true).open(&path);
            file.and_then(|mut file| file.write_all(&open.bytes)).map_err(failed)?;
        }
        self.written.files += 1;
        self.written.incomplete += u64::from(!whole);
        self.out.write(|out| writeln!(out, "{}", path.display()));
        Ok(())
    }

    /// The name of the file of a message; several of one side may be complete in the same packet.
    fn name(&mut self, at: At, whole: bool, kind: &str) -> String {
        let place = (at.connection, at.direction, at.packet);
        self.same = if self.last == Some(place) { self.same + 1 } else { 1 };
        self.last = Some(place);
        let again = if self.same > 1 { format!("-{}", self.same) } else { String::new() };
        let incomplete = if whole { "" } else { ".incomplete" };
        format!("{}-{:06}-{}{again}{incomplete}.{kind}", at.connection, at.packet, at.direction.sender())
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), FilesError> {
        let at = event.at;
        match Step::of(event) {
            Some(Step::Begins(opcode)) => {
                self.end(at, None)?;
                let open = Open { text: opcode == Opcode::Text, ..Open::default() };
                self.open.insert((at.connection, at.direction), open);
                Ok(())
            }
            Some(Step::BreaksOff) => self.end(at, None),
            Some(Step::Piece(bytes)) => self.append((at.connection, at.direction), bytes),
            Some(Step::Completes(message)) => self.end(at, Some(message)),
            Some(Step::Ends) => {
                Direction::BOTH.into_iter().try_for_each(|direction| self.end(At { direction, ..at }, None))
            }
            None => Ok(()),
        }
    }
}

impl Observer for Files<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        if self.failed.is_none() {
            self.failed = self.take(event).err();
        }
    }

    /// No message was in it.
    fn lone_syn(&mut self, _: &LoneSyn<'_>) {}

    fn wants_segments(&self) -> bool {
        false
    }

    fn wants_more(&self) -> bool {
        self.failed.is_none() && self.out.works()
    }
}

impl Written {
    /// How much that was, in sentences.
    #[must_use]
    pub fn notes(self) -> Vec<Sentence> {
        let counts = [
            ("files.written", self.files),
            ("files.incomplete", self.incomplete),
            ("files.unread", self.unread),
        ];
        let told = counts.into_iter().enumerate().filter(|(index, (_, n))| *index == 0 || *n > 0);
        told.map(|(_, (key, n))| Sentence::new(key).with("n", n)).collect()
    }
}

impl Open {
    /// How the name of its file ends. Text is called JSON if it is an object or a list of JSON.
    fn kind(&self) -> &'static str {
        let is_json = match &self.file {
            _ if !self.text => return "bin",
            None => is_json(self.bytes.as_slice()),
            Some(path) => {
                File::open(path).is_ok_and(|file| is_json(BufReader::new(file).chain(self.bytes.as_slice())))
            }
        };
        if is_json { "json" } else { "txt" }
    }
}

fn is_json(mut text: impl BufRead) -> bool {
    let begins = |start: &[u8]| matches!(start.trim_ascii_start().first(), Some(b'{' | b'['));
    text.fill_buf().is_ok_and(begins) && serde_json::from_reader::<_, IgnoredAny>(text).is_ok()
}

/// Adds to a file, which is made if there is none.
fn append(path: &Path, bytes: &[u8]) -> Result<(), FilesError> {
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(bytes))
        .map_err(|source| FilesError::Write { path: path.to_owned(), source })
}
