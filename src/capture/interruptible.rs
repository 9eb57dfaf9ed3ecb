//! An input that may never say anything again: waiting for it can be given up.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes that are read at once: what a pipe holds.
const PIECE: usize = 64 * 1024;
/// Pieces that are read ahead.
const AHEAD: usize = 4;
/// How often somebody looks whether to stop.
const PATIENCE: Duration = Duration::from_millis(50);

/// Reads an input on a thread of its own, and ends when it is asked to.
pub(super) struct Interruptible {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    /// How many bytes of the piece are taken.
    taken: usize,
    stop: Arc<AtomicBool>,
}

impl Interruptible {
    pub(super) fn new(mut input: impl Read + Send + 'static, stop: Arc<AtomicBool>) -> Self {
        let (sender, pieces) = sync_channel(AHEAD);
        thread::spawn(move || {
            let mut buffer = vec![0; PIECE];
            loop {
                let piece = match input.read(&mut buffer) {
                    Ok(count) => Ok(buffer.get(..count).unwrap_or_default().to_vec()),
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let last = piece.as_ref().map_or(true, Vec::is_empty);
                if sender.send(piece).is_err() || last {
                    break;
                }
            }
        });
        Self { pieces, piece: Vec::new(), taken: 0, stop }
    }

    /// Waits for the next piece; nothing more comes behind an empty one.
    fn wait(&mut self) -> io::Result<()> {
        self.taken = 0;
        self.piece.clear();
        while !self.stop.load(Ordering::Relaxed) {
            match self.pieces.recv_timeout(PATIENCE) {
                Ok(piece) => {
                    self.piece = piece?;
                    break;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }
}

impl Read for Interruptible {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken >= self.piece.len() {
            self.wait()?;
        }
        let count = self.piece.get(self.taken..).unwrap_or_default().read(out)?;
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn it_hands_on_what_comes_and_ends_with_it() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|number| number as u8).collect();
        let mut input = Interruptible::new(io::Cursor::new(bytes.clone()), Arc::default());
        let mut read = Vec::new();
        input.read_to_end(&mut read).unwrap();
        assert_eq!(read, bytes);
        assert_eq!(input.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn waiting_for_a_silent_pipe_can_be_given_up() {
        let (reader, mut writer) = io::pipe().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let mut input = Interruptible::new(reader, Arc::clone(&stop));
        writer.write_all(b"first").unwrap();
        let mut out = [0; 8];
        assert_eq!(input.read(&mut out).unwrap(), 5);
        stop.store(true, Ordering::Relaxed);
        assert_eq!(input.read(&mut out).unwrap(), 0);
    }
}
