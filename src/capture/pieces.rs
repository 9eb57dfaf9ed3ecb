//! A spool that was left behind: a folder of pcapng files that follow one another, read as one.

use std::cmp::Reverse;
use std::fs::{File, read_dir};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files of a spool, read one after another.
pub(super) struct Pieces {
    /// Those that are still to be read, the next one last.
    files: Vec<PathBuf>,
    open: Option<File>,
}

impl Pieces {
    /// The files in a folder, if it is a spool: their names are numbers of six digits.
    pub(super) fn of(folder: &Path) -> io::Result<Option<Self>> {
        let names = read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
        let mut files = names.collect::<io::Result<Vec<_>>>()?;
        files.retain(|path| is_piece(path));
        // A longer number is a higher one.
        files.sort_by_cached_key(|path| Reverse((path.as_os_str().len(), path.clone())));
        Ok((!files.is_empty()).then_some(Self { files, open: None }))
    }
}

/// The name of the file with this number in a spool.
#[cfg(any(test, all(feature = "live", target_os = "linux")))]
pub(super) fn name_of_piece(number: u64) -> String {
    format!("{number:06}.pcapng")
}

fn is_piece(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = name.strip_suffix(".pcapng").filter(|number| number.len() >= 6);
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(open) = &mut self.open {
                let count = open.read(out)?;
                if count > 0 {
                    return Ok(count);
                }
            }
            let Some(next) = self.files.pop() else { return Ok(0) };
            self.open = Some(File::open(next)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_in_their_order_and_other_folders_are_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Pieces::of(folder.path()).unwrap().is_none());
        for (number, content) in [(2, "second"), (1_000_000, "last"), (1, "first ")] {
            std::fs::write(folder.path().join(name_of_piece(number)), content).unwrap();
        }
        std::fs::write(folder.path().join("notes.pcapng"), "not one of them").unwrap();
        let mut all = String::new();
        Pieces::of(folder.path()).unwrap().unwrap().read_to_string(&mut all).unwrap();
        assert_eq!(all, "first secondlast");
    }
}
