//! A connection of either side: bytes that have arrived and are not read yet, bytes that wait to be sent.

use std::io::{ErrorKind, Read as _, Write as _};

use mio::net::TcpStream;

use super::frame::{self, Frame};

/// Most that is taken from a connection at once.
pub(super) const BUFFER: usize = 16 * 1024;

pub(super) struct Socket {
    pub(super) stream: TcpStream,
    unread: Vec<u8>,
    unsent: Vec<u8>,
}

impl Socket {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, unread: Vec::new(), unsent: Vec::new() }
    }

    /// Takes what has arrived; whether the peer may still say something.
    pub(super) fn receive(&mut self, buffer: &mut [u8]) -> bool {
        loop {
            match self.stream.read(buffer) {
                Ok(0) => return false,
                Ok(count) => {
                    self.unread.extend_from_slice(&buffer[..count]);
                    // Less than there was room for: nothing else has arrived (epoll(7)).
                    if count < buffer.len() {
                        return true;
                    }
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
    }

    /// What comes before the empty line, once that has arrived.
    pub(super) fn head(&mut self) -> Option<String> {
        let end = self.unread.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let head: Vec<u8> = self.unread.drain(..end + 4).collect();
        String::from_utf8(head).ok()
    }

    /// The frames that have arrived.
    pub(super) fn frames(&mut self) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut read = 0;
        while let Some(frame) = frame::first(&self.unread[read..]) {
            read += frame.length;
            frames.push(frame);
        }
        self.unread.drain(..read);
        frames
    }

    /// Where to write what [`flush`](Self::flush) sends.
    pub(super) fn out(&mut self) -> &mut Vec<u8> {
        &mut self.unsent
    }

    /// Sends what waits, as far as the kernel takes it; whether the connection still stands.
    pub(super) fn flush(&mut self) -> bool {
        while !self.unsent.is_empty() {
            match self.stream.write(&self.unsent) {
                Ok(count) => {
                    self.unsent.drain(..count);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
        true
    }

    /// Whether everything was handed to the kernel.
    pub(super) fn is_flushed(&self) -> bool {
        self.unsent.is_empty()
    }
}
