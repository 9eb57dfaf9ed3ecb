//! Where an output writes: buffered, and quiet after the first failure.

use std::io::{self, BufWriter, Write};

/// Bytes that are written at once: so many that the system calls vanish beside what is told.
const BUFFER: usize = 64 * 1024;

/// A place to write to that remembers its first failure instead of reporting each.
pub struct Output<'w> {
    out: BufWriter<Box<dyn Write + 'w>>,
    failed: Option<io::Error>,
    prompt: bool,
}

impl<'w> Output<'w> {
    /// Writes to `out` through a buffer.
    #[must_use]
    pub fn new(out: impl Write + 'w) -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, Box::new(out)), failed: None, prompt: false }
    }

    /// The same, but what is written goes out at once: for input that arrives while one watches.
    #[must_use]
    pub fn prompt(self, prompt: bool) -> Self {
        Self { prompt, ..self }
    }

    /// Writes something, unless writing has failed before.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.failed.is_some() {
            return;
        }
        let mut written = write(&mut self.out);
        if self.prompt {
            written = written.and_then(|()| self.out.flush());
        }
        self.failed = written.err();
    }

    /// Whether writing still works.
    #[must_use]
    pub fn works(&self) -> bool {
        self.failed.is_none()
    }

    /// Writes what is buffered.
    ///
    /// # Errors
    /// The first failure of all. A reader that has gone away (a closed pipe) is none.
    pub fn finish(mut self) -> io::Result<()> {
        let result = match self.failed.take() {
            Some(error) => Err(error),
            None => self.out.flush(),
        };
        result.or_else(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(error),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fails(io::ErrorKind);

    impl Write for Fails {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure_but_a_full_disk_is() {
        for (kind, fine) in [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false)] {
            let mut output = Output::new(Fails(kind));
            output.write(|out| out.write_all(&vec![b'x'; 100_000]));
            assert!(!output.works());
            assert_eq!(output.finish().is_ok(), fine);
        }
    }
}
