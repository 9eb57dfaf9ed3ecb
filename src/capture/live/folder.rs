//! Where a capture is spooled when no file is asked for: a folder of its own, gone when the program ends as
//! it should, and found again when it did not.

use std::env::temp_dir;
use std::fs::{DirBuilder, File, read_dir, remove_dir_all};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{FlockOperation, flock, statvfs};

use super::rights::Owner;

/// A folder that is locked as long as the program runs, and is deleted when it ends.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Locked: who can lock it knows that its program is gone.
    _lock: File,
}

/// A capture that a program left behind because it was killed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Its folder, which can be opened like a file.
    pub path: PathBuf,
    /// Bytes in it.
    pub bytes: u64,
}

/// What names of these folders begin with.
const PREFIX: &str = "live-";

impl Folder {
    /// Makes the folder of a capture that begins now, of an interface.
    ///
    /// # Errors
    /// What the system says of the last place that was tried.
    pub(super) fn create(owner: &Owner, interface: &str) -> io::Result<Self> {
        let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
        let interface: String = interface.chars().take(32).map(plain).collect();
        let name = format!("{PREFIX}{interface}-{}-{}", now_in_seconds(), std::process::id());
        let mut failed = io::Error::from(io::ErrorKind::NotFound);
        for base in places(owner) {
            let made = private(&base).and_then(|()| {
                let path = base.join(&name);
                DirBuilder::new().mode(0o700).create(&path)?;
                let lock = File::open(&path)?;
                flock(&lock, FlockOperation::NonBlockingLockExclusive)?;
                Ok(Self { path, _lock: lock })
            });
            match made {
                Ok(folder) => return Ok(folder),
                Err(error) => failed = io::Error::new(error.kind(), format!("{}: {error}", base.display())),
            }
        }
        Err(failed)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nobody is left to be told; the next start finds what can't be deleted.
        let _ = remove_dir_all(&self.path);
    }
}

/// The folder in which a capture would be spooled, and how many bytes are free there.
///
/// # Errors
/// What the system says of the last place that was tried.
pub fn spool_place(owner: &Owner) -> io::Result<(PathBuf, u64)> {
    let mut failed = io::Error::from(io::ErrorKind::NotFound);
    for place in places(owner) {
        // The nearest folder that is there already: looking makes none.
        let there = place.ancestors().find(|path| path.is_dir()).unwrap_or(&place);
        match statvfs(there) {
            Ok(disk) => return Ok((place, disk.f_bavail.saturating_mul(disk.f_frsize))),
            Err(error) => failed = error.into(),
        }
    }
    Err(failed)
}

/// Captures that were left behind, the oldest first.
#[must_use]
pub fn leftovers(owner: &Owner) -> Vec<Leftover> {
    let mut found: Vec<_> = places(owner).iter().flat_map(|base| left_in(base)).collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn left_in(base: &Path) -> Vec<Leftover> {
    let entries = read_dir(base).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let left = ours.filter_map(|entry| {
        let path = entry.path();
        let folder = File::open(&path).ok()?;
        flock(&folder, FlockOperation::NonBlockingLockExclusive).ok()?;
        let files = read_dir(&path).ok()?.flatten();
        let bytes = files.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
        Some(Leftover { path, bytes })
    });
    left.filter(|left| left.bytes > 0).collect()
}

/// The folders in which a capture may be spooled, the best first: on a disk, where it survives, before the
/// memory of a runtime folder.
fn places(owner: &Owner) -> Vec<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    // What the environment says is meant for the user who began, not for the one the program became.
    let own = |name| variable(name).filter(|_| !owner.changed);
    let cache = own("XDG_CACHE_HOME").or_else(|| Some(owner.home.as_ref()?.join(".cache")));
    let places = [
        cache.map(|path| path.join("wiretale")),
        own("XDG_RUNTIME_DIR").map(|path| path.join("wiretale")),
        Some(temp_dir().join(format!("wiretale-{}", owner.uid))),
    ];
    places.into_iter().flatten().collect()
}

/// Makes a folder that only its owner can enter, or takes it if it is one.
fn private(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let metadata = path.symlink_metadata()?;
    let own = metadata.is_dir() && metadata.uid() == rustix::process::geteuid().as_raw();
    if own && metadata.mode() & 0o022 == 0 {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "others could change what is in it"))
    }
}

#[expect(clippy::disallowed_methods, reason = "names of spools follow the time of day")]
fn now_in_seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn owner(home: &Path) -> Owner {
        Owner { uid: 0, changed: true, home: Some(home.to_owned()), ..Owner::current() }
    }

    #[test]
    fn a_spool_is_private_gone_at_the_end_and_offered_when_its_program_was_killed() {
        let home = tempfile::tempdir().unwrap();
        let owner = owner(home.path());
        let folder = Folder::create(&owner, "eth0/../x").unwrap();
        let path = folder.path().to_owned();
        assert!(path.starts_with(home.path().join(".cache/wiretale")));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        std::fs::write(path.join("000001.pcapng"), b"packets").unwrap();
        assert_eq!(leftovers(&owner), [], "its program is still there");
        drop(folder);
        assert!(!path.exists());

        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("000001.pcapng"), b"packets").unwrap();
        assert_eq!(leftovers(&owner), [Leftover { path, bytes: 7 }]);
    }

    #[test]
    fn a_folder_that_others_can_change_is_not_used() {
        let home = tempfile::tempdir().unwrap();
        let shared = home.path().join("shared");
        std::fs::create_dir(&shared).unwrap();
        std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(0o777)).unwrap();
        assert!(private(&shared).is_err());
        assert!(private(&home.path().join("own/inside")).is_ok());
    }
}
