//! The buffered reader under every format: whole records are lent from it, never copied out.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

use super::error::Stop;
use super::spool::Spool;

/// Bytes read ahead from an input that is asked for more only when they don't suffice, so that
/// whatever has arrived through a pipe can be told at once.
pub(super) struct Buffer<R = Box<dyn Read + Send>> {
    input: R,
    storage: Vec<u8>,
    /// What is read and not yet taken is `storage[start..end]`.
    start: usize,
    end: usize,
    /// How far into the input `start` is.
    offset: u64,
    /// Takes all that is read.
    copy: Option<Arc<Spool>>,
}

impl<R: Read> Buffer<R> {
    pub(super) fn new(input: R, capacity: usize) -> Self {
        Self { input, storage: vec![0; capacity], start: 0, end: 0, offset: 0, copy: None }
    }

    /// Copies the input to `spool` as it is read; nothing of it may have been taken yet.
    pub(super) fn copy_to(&mut self, spool: Arc<Spool>) {
        spool.write(self.available());
        self.copy = Some(spool);
    }

    /// What it reads from.
    pub(super) fn input(&mut self) -> &mut R {
        &mut self.input
    }

    /// Forgets what it has read: the input goes on at another offset.
    pub(super) fn restart_at(&mut self, offset: u64) {
        (self.start, self.end, self.offset) = (0, 0, offset);
    }

    /// Offset in the input of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next bytes, at least `length` of them, which stay in the buffer.
    ///
    /// Stops with [`Stop::End`] where nothing is left and with [`Stop::Cut`] where it is too little.
    #[inline]
    pub(super) fn peek(&mut self, length: usize) -> Result<&[u8], Stop> {
        if self.end - self.start < length {
            self.fill_or_stop(length)?;
        }
        Ok(self.available())
    }

    /// The next `length` bytes, which leave the buffer with the next call; stops as `peek` does.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Result<&[u8], Stop> {
        self.peek(length)?;
        let start = self.start;
        self.consume(length);
        Ok(self.storage.get(start..self.start).unwrap_or_default())
    }

    /// Everything that has been read and not taken.
    pub(super) fn available(&self) -> &[u8] {
        self.storage.get(self.start..self.end).unwrap_or_default()
    }

    /// Takes up to `length` of the available bytes.
    pub(super) fn consume(&mut self, length: usize) {
        let length = length.min(self.end - self.start);
        self.start += length;
        self.offset += length as u64;
    }

    /// Reads until `length` bytes are available; false where the input ends before.
    pub(super) fn fill(&mut self, length: usize) -> io::Result<bool> {
        if self.end - self.start >= length {
            return Ok(true);
        }
        // What moves is less than one record; behind it the whole buffer is free for one large read.
        self.storage.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.storage.len() < length {
            self.storage.resize(length, 0);
        }
        while self.end < length {
            match self.input.read(self.storage.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => return Ok(false),
                Ok(count) => {
                    let end = self.storage.len().min(self.end + count);
                    if let Some(copy) = &self.copy {
                        copy.write(self.storage.get(self.end..end).unwrap_or_default());
                    }
                    self.end = end;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// The next `length` bytes, which stay in the buffer, or [`ErrorKind::UnexpectedEof`].
    pub(super) fn need_slice(&mut self, length: usize) -> io::Result<&[u8]> {
        self.fill(length)?;
        self.available().get(..length).ok_or(ErrorKind::UnexpectedEof.into())
    }

    /// As `need_slice`, for a length that is known beforehand.
    pub(super) fn need<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        self.fill(N)?;
        self.available().first_chunk().copied().ok_or(ErrorKind::UnexpectedEof.into())
    }

    #[cold]
    fn fill_or_stop(&mut self, length: usize) -> Result<(), Stop> {
        match self.fill(length) {
            Ok(true) => Ok(()),
            Ok(false) if self.available().is_empty() => Err(Stop::End),
            Ok(false) => Err(Stop::Cut { offset: self.offset }),
            Err(error) => Err(Stop::from_read(error, self.offset)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An input that gives one byte at a time and is interrupted before each.
    struct Dribble(Vec<u8>, bool);

    impl Read for Dribble {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(ErrorKind::Interrupted.into());
            }
            match (self.0.pop(), out.first_mut()) {
                (Some(byte), Some(place)) => {
                    *place = byte;
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
    }

    #[test]
    fn grows_for_a_record_larger_than_itself_and_counts_offsets() {
        let bytes: Vec<u8> = (0..100).collect();
        let reversed = bytes.iter().rev().copied().collect();
        let mut buffer = Buffer::new(Box::new(Dribble(reversed, false)), 8);
        assert_eq!(buffer.take(3).unwrap(), &bytes[..3]);
        assert_eq!(buffer.peek(90).unwrap(), &bytes[3..93]);
        assert_eq!(buffer.offset(), 3);
        assert_eq!(buffer.take(97).unwrap(), &bytes[3..]);
        assert!(matches!(buffer.peek(1), Err(Stop::End)));
    }

    #[test]
    fn tells_an_end_from_a_cut() {
        let mut buffer = Buffer::new(Box::new(&b"abc"[..]), 8);
        assert!(matches!(buffer.take(4), Err(Stop::Cut { offset: 0 })));
        assert_eq!(buffer.take(3).unwrap(), b"abc");
        assert!(matches!(buffer.take(4), Err(Stop::End)));
    }
}
