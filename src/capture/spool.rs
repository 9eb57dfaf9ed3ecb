//! A copy of what can't be read twice, a pipe or the inside of a compressed file, in a temporary file
//! without a name: it is gone when the program is.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::read_back::Kept;

/// The copy, as far as it has been written. Only its owner can read it (mode 0600).
#[derive(Debug, Default)]
pub(super) struct Spool {
    file: OnceLock<File>,
    written: AtomicU64,
    /// Why nothing more is written, once that is so.
    failed: OnceLock<String>,
}

impl Spool {
    /// A copy in `TMPDIR`. Where none can be made, it is one that has failed.
    pub(super) fn new() -> Arc<Self> {
        let owners_only = |file: File| file.set_permissions(Permissions::from_mode(0o600)).map(|()| file);
        Self::from_file(tempfile::tempfile().and_then(owners_only))
    }

    fn from_file(file: io::Result<File>) -> Arc<Self> {
        let spool = Self::default();
        match file {
            Ok(file) => {
                let _ = spool.file.set(file);
            }
            Err(error) => spool.fail(&error),
        }
        Arc::new(spool)
    }

    /// Writes what comes next. After the first failure nothing more is written: the reading goes on.
    pub(super) fn write(&self, bytes: &[u8]) {
        let Some(file) = self.file.get().filter(|_| self.failed.get().is_none()) else { return };
        let at = self.written.load(Ordering::Relaxed);
        match file.write_all_at(bytes, at) {
            Ok(()) => self.written.store(at + bytes.len() as u64, Ordering::Release),
            Err(error) => self.fail(&error),
        }
    }

    fn fail(&self, error: &io::Error) {
        let folder = std::env::temp_dir();
        let _ = self.failed.set(format!(
            "there was no room for it in {} ({error}); set TMPDIR to a folder with more, and open it again",
            folder.display()
        ));
    }
}

impl Kept for Spool {
    fn read_at(&self, out: &mut [u8], at: u64) -> io::Result<usize> {
        let room = self.written.load(Ordering::Acquire).saturating_sub(at);
        let length = out.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        match (self.file.get(), out.get_mut(..length)) {
            (Some(file), Some(out)) if length > 0 => file.read_at(out, at),
            _ => Ok(0),
        }
    }

    fn missing(&self) -> Option<String> {
        self.failed.get().cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn nobody_else_can_read_it_and_it_has_no_name() {
        let spool = Spool::new();
        let metadata = spool.file.get().unwrap().metadata().unwrap();
        assert_eq!((metadata.permissions().mode() & 0o777, metadata.nlink()), (0o600, 0));
    }

    #[test]
    fn a_full_disk_keeps_what_was_written_and_says_so() {
        // A device that is always full.
        let full = Spool::from_file(File::options().write(true).open("/dev/full"));
        full.write(b"abc");
        assert!(full.missing().unwrap().contains("No space left"), "{:?}", full.missing());
        assert_eq!(full.read_at(&mut [0; 4], 0).unwrap(), 0);

        let spool = Spool::new();
        spool.write(b"abc");
        spool.fail(&io::ErrorKind::StorageFull.into());
        spool.write(b"def");
        let mut out = [0; 6];
        assert_eq!(spool.read_at(&mut out, 1).unwrap(), 2);
        assert_eq!(&out[..2], b"bc");
    }
}
