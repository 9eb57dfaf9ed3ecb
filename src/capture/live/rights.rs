//! Rights given up before the first packet is looked at: capabilities, root, and the way back to them.

use std::ffi::OsStr;
use std::fs::{File, read_dir};
use std::os::unix::fs::fchown;
use std::path::PathBuf;

use nix::unistd::User;
use rustix::fs::{StatVfsMountFlags, getxattr, statvfs};
use rustix::io::Errno;
use rustix::process::{Gid, Uid, geteuid, getuid};
use rustix::thread::{
    CapabilitySet, CapabilitySets, capabilities, clear_ambient_capability_set, no_new_privs,
    remove_capability_from_bounding_set, set_capabilities, set_no_new_privs, set_thread_groups,
    set_thread_res_gid, set_thread_res_uid,
};
use thiserror::Error;

/// Who the program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Number of the user.
    pub uid: u32,
    /// Name of the user, where there is one.
    pub name: Option<String>,
    /// Home of the user, where there is one.
    pub home: Option<PathBuf>,
    /// Whether the program began as another user.
    pub changed: bool,
}

/// Rights that can't be given up: nothing is captured then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RightsError {
    /// `-Z` names nobody.
    #[error("there is no user {0} to become; name another one with -Z")]
    NoUser(String),
    /// Only root can become somebody else.
    #[error("can't become {0}: only root can; leave -Z out")]
    NotRoot(String),
    /// The system refuses.
    #[error("can't give up the rights of {who}: {source}; nothing was captured")]
    Refused {
        /// Whose rights.
        who: &'static str,
        /// What the system said.
        source: Errno,
    },
    /// Other threads would keep them.
    #[error("can't give up rights any more: {0} threads run already")]
    Threads(usize),
}

/// The user that root becomes where nobody else is named.
const NOBODY: &str = "nobody";

impl Owner {
    /// Who the program is now.
    #[must_use]
    pub fn current() -> Self {
        let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
        let uid = geteuid().as_raw();
        let user = user_of(uid);
        let home = home.or_else(|| user.as_ref().map(|user| user.dir.clone()));
        Self { uid, name: user.map(|user| user.name), home, changed: false }
    }

    /// Who the program becomes once it has opened what it needs: for root the user who called `sudo`, or
    /// who is named, else nobody.
    ///
    /// # Errors
    /// Where the named user does not exist, or can't be become.
    pub fn planned(wanted: Option<&str>) -> Result<Self, RightsError> {
        Target::find(wanted).map(|target| target.owner)
    }

    /// The name of the user, or the number where there is none.
    #[must_use]
    pub fn who(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.uid.to_string())
    }
}

/// Whom to become.
struct Target {
    owner: Owner,
    /// The group to keep; none where the user stays.
    group: Option<Gid>,
    /// Whether it was asked for by name.
    named: bool,
}

impl Target {
    fn find(wanted: Option<&str>) -> Result<Self, RightsError> {
        let stays = || Self { owner: Owner::current(), group: None, named: false };
        if let Some(name) = wanted {
            let user = User::from_name(name).ok().flatten();
            let number = || name.parse().ok().and_then(user_of);
            let user = user.or_else(number).ok_or_else(|| RightsError::NoUser(name.to_owned()))?;
            return match user.uid.as_raw() {
                uid if uid == geteuid().as_raw() => Ok(stays()),
                _ if geteuid() != Uid::ROOT => Err(RightsError::NotRoot(name.to_owned())),
                _ => Ok(Self::of(user, true)),
            };
        }
        if geteuid() != Uid::ROOT {
            return Ok(stays());
        }
        // A program that belongs to root and runs for somebody else goes back to that user.
        let real = Some(getuid().as_raw()).filter(|uid| *uid != 0);
        let sudo = || std::env::var("SUDO_UID").ok()?.parse().ok().filter(|uid| *uid != 0);
        let user = real.or_else(sudo).and_then(user_of);
        let user = user.or_else(|| User::from_name(NOBODY).ok().flatten());
        Ok(user.map_or_else(stays, |user| Self::of(user, false)))
    }

    fn of(user: User, named: bool) -> Self {
        let group = Some(Gid::from_raw(user.gid.as_raw()));
        let home = Some(user.dir).filter(|home| home.is_dir());
        let owner = Owner { uid: user.uid.as_raw(), name: Some(user.name), home, changed: true };
        Self { owner, group, named }
    }
}

fn user_of(uid: u32) -> Option<User> {
    User::from_uid(nix::unistd::Uid::from_raw(uid)).ok().flatten()
}

/// Whether the program may capture: it has `CAP_NET_RAW`.
#[must_use]
pub fn may_capture() -> bool {
    capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::NET_RAW))
}

/// Why a program may not capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRightsYet {
    /// Nobody gave it the right.
    NotGiven,
    /// Its file has the right, but lies where the system does not honour that.
    NotTakenFromHere,
    /// Whoever started it lets it get no rights that it did not have.
    Barred,
}

/// Why the program may not capture, where that is so.
#[must_use]
pub fn no_rights_yet() -> NoRightsYet {
    let path = std::env::current_exe().unwrap_or_default();
    let mut value = [0; 64];
    let given = getxattr(&path, "security.capability", &mut value).is_ok_and(|length| length > 0);
    let nosuid = statvfs(&path).is_ok_and(|mount| mount.f_flag.contains(StatVfsMountFlags::NOSUID));
    match (no_new_privs(), given, nosuid) {
        (Ok(true), ..) => NoRightsYet::Barred,
        (_, true, true) => NoRightsYet::NotTakenFromHere,
        _ => NoRightsYet::NotGiven,
    }
}

/// Gives up root, all capabilities and the way back to them; files that are open already go to the user
/// that the program becomes. To be called before the first thread starts: others would keep their rights.
///
/// # Errors
/// [`RightsError`]: then the program has rights that it should not have, and must not go on.
pub fn give_up(wanted: Option<&str>, files: &[&File]) -> Result<Owner, RightsError> {
    let threads = read_dir("/proc/self/task").map_or(1, Iterator::count);
    if threads > 1 {
        return Err(RightsError::Threads(threads));
    }
    let Target { mut owner, group, named } = Target::find(wanted)?;
    let refused = |who| move |source| RightsError::Refused { who, source };
    shrink_bounding_set();
    if let Some(group) = group {
        let uid = Uid::from_raw(owner.uid);
        for file in files {
            // A file that stays root's is written all the same.
            let _ = fchown(file, Some(owner.uid), Some(group.as_raw()));
        }
        let became = set_thread_groups(&[group])
            .and_then(|()| set_thread_res_gid(group, group, group))
            .and_then(|()| set_thread_res_uid(uid, uid, uid));
        match became {
            Ok(()) => {}
            // In a user namespace that knows no other user, its root is somebody without rights outside.
            Err(Errno::INVAL | Errno::PERM) if !named && !is_first_namespace() => owner = Owner::current(),
            Err(source) => return Err(refused("root")(source)),
        }
    }
    // Kernels before 4.3 know no ambient set.
    let _ = clear_ambient_capability_set();
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    set_capabilities(None, none).map_err(refused("the program's capabilities"))?;
    set_no_new_privs(true).map_err(refused("programs that it could start"))?;
    let left = capabilities(None).map_err(refused("the program's capabilities"))?;
    if left.effective.is_empty() && left.permitted.is_empty() {
        Ok(owner)
    } else {
        Err(refused("the program's capabilities")(Errno::PERM))
    }
}

/// Takes from what may ever be had again whatever can be taken: without `CAP_SETPCAP` that is nothing,
/// and what follows bars the way as well.
fn shrink_bounding_set() {
    for number in 0..u64::BITS {
        let _ = remove_capability_from_bounding_set(CapabilitySet::from_bits_retain(1 << number));
    }
}

/// Whether users are the machine's own, and not those of a user namespace.
fn is_first_namespace() -> bool {
    let map = std::fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
    let words: Vec<_> = map.split_whitespace().collect();
    words.is_empty() || words == ["0", "0", "4294967295"]
}

/// The command that gives this program, and no other, the right to capture.
#[must_use]
pub fn setcap_line() -> String {
    let path = std::env::current_exe().and_then(|path| path.canonicalize());
    let path = path.unwrap_or_else(|_| PathBuf::from("wiretale"));
    format!("sudo setcap cap_net_raw=ep {}", quoted(path.as_os_str()))
}

/// A word as a shell takes it.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+@%".contains(character);
    if word.chars().all(is_plain) { word.into_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_a_shell_where_it_has_to_be() {
        assert_eq!(quoted("/usr/bin/wire-tale_1.0".as_ref()), "/usr/bin/wire-tale_1.0");
        assert_eq!(quoted("/home/a b/it's".as_ref()), r"'/home/a b/it'\''s'");
    }

    #[test]
    fn a_user_that_is_not_there_is_named() {
        let error = Owner::planned(Some("no-such-user-here")).unwrap_err().to_string();
        assert!(error.contains("no-such-user-here") && error.contains("-Z"), "{error}");
    }
}
