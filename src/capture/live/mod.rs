//! An interface watched: what comes is written to a growing pcapng stream first, and read out of that like
//! any capture.

mod device;
mod error;
mod folder;
mod interfaces;
mod recorder;
mod reel;
mod rights;
mod status;
mod watch;

use std::fs::{File, OpenOptions};
use std::os::fd::AsFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use error::LiveError;
pub use folder::{Leftover, leftovers, spool_place};
pub use interfaces::{Interface, interfaces};
pub use reel::Reel;
pub use rights::{NoRightsYet, Owner, RightsError, give_up, may_capture, no_rights_yet, setcap_line};
pub use status::Status;

use super::{CaptureFile, Description, ReadBack};
use device::{DIGITS, Device};
use folder::Folder;
use recorder::Recorder;

/// What to watch, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The interface: its name, its number in the list, or `any`.
    pub interface: String,
    /// The capture filter, in libpcap's language.
    pub filter: String,
    /// Most bytes captured of a packet.
    pub snap_length: u32,
    /// Whether to ask the interface for packets to others too.
    pub promiscuous: bool,
    /// Bytes that the system may keep until they are taken.
    pub buffer: u32,
    /// When it is enough.
    pub until: Until,
    /// The file that keeps all that is captured; `-` is standard output. Else it goes to a spool.
    pub file: Option<PathBuf>,
    /// Bytes that the spool keeps at most.
    pub spool: u64,
}

/// When a capture is enough, by itself: what comes first counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Until {
    /// After so many packets.
    pub packets: Option<u64>,
    /// After so long.
    pub duration: Option<Duration>,
    /// After so many bytes were written.
    pub bytes: Option<u64>,
}

/// Something that happens while an interface is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The interface was taken down; it may come back.
    Down(String),
    /// The interface is there again.
    Up(String),
    /// The interface is gone.
    Gone(String),
    /// What is captured can't be kept from now on; it is looked at all the same.
    NotKept {
        /// Where it was kept.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
}

/// An interface that is open, and nothing taken from it yet. Now rights can be given up.
pub struct Live {
    device: Device,
    description: Description,
    until: Until,
    file: Option<(PathBuf, File)>,
    spool: u64,
}

impl Live {
    /// Opens the interface, and the file that keeps what is captured.
    ///
    /// # Errors
    /// [`LiveError`] says what is missing, and what to do.
    pub fn open(options: &Options) -> Result<Self, LiveError> {
        let device = Device::open(options)?;
        let description = Description {
            link: device.link,
            digits: DIGITS,
            snap_length: options.snap_length,
            name: device.interface.clone(),
            filter: options.filter.clone(),
        };
        let file = options.file.as_deref().map(create).transpose()?;
        Ok(Self { device, description, until: options.until, file, spool: options.spool })
    }

    /// Gives up all rights, as [`give_up`] does; the file goes to the user that the program becomes, unless it
    /// is standard output or no real file: a device is everybody's.
    ///
    /// # Errors
    /// [`LiveError::Rights`]: then it must not go on.
    pub fn give_up_rights(&self, user: Option<&str>) -> Result<Owner, LiveError> {
        let is_ours = |(path, file): &&(PathBuf, File)| {
            path.as_os_str() != "-" && file.metadata().is_ok_and(|metadata| metadata.is_file())
        };
        let files: Vec<_> = self.file.iter().filter(is_ours).map(|(_, file)| file).collect();
        Ok(give_up(user, &files)?)
    }

    /// What the system calls the interface.
    #[must_use]
    pub fn interface(&self) -> &str {
        &self.device.interface
    }

    /// The capture filter.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.description.filter
    }

    /// Begins to capture: what comes is written down on a thread of its own, and read from the capture that
    /// is returned. What happens meanwhile is told to `tell`.
    ///
    /// # Errors
    /// Where there is nowhere to write to.
    pub fn watch(
        self,
        owner: &Owner,
        tell: impl Fn(Notice) + Send + 'static,
    ) -> Result<(CaptureFile, ReadBack, Recording), LiveError> {
        let name = self.interface().to_owned();
        let (reel, folder) = match self.file.as_ref().map(|(path, file)| (path.clone(), file.try_clone())) {
            Some((path, Ok(file))) => (Reel::in_file(path, file), None),
            Some((path, Err(source))) => return Err(LiveError::Write { path, source }),
            None => {
                let spool = |source| LiveError::Write { path: "the spool".into(), source };
                let folder = Folder::create(owner, &name).map_err(spool)?;
                let reel = Reel::in_ring(folder.path(), self.spool).map_err(spool)?;
                (reel, Some(folder))
            }
        };
        let reel = Arc::new(reel);
        let input = reel.follow();
        let recording = self.record(Arc::clone(&reel), folder, tell)?;
        let (file, packets) = CaptureFile::growing(input, name, reel)?;
        Ok((file, packets, recording))
    }

    /// Begins to capture into the file, and nothing else.
    ///
    /// # Errors
    /// Where there is none.
    pub fn only_record(self, tell: impl Fn(Notice) + Send + 'static) -> Result<Recording, LiveError> {
        let Some((path, Ok(file))) = self.file.as_ref().map(|(path, file)| (path.clone(), file.try_clone()))
        else {
            let source = std::io::ErrorKind::NotFound.into();
            return Err(LiveError::Write { path: PathBuf::new(), source });
        };
        self.record(Arc::new(Reel::in_file(path, file)), None, tell)
    }

    fn record(
        self,
        reel: Arc<Reel>,
        folder: Option<Folder>,
        tell: impl Fn(Notice) + Send + 'static,
    ) -> Result<Recording, LiveError> {
        let (status, stop) = <(Arc<Status>, Arc<AtomicBool>)>::default();
        let shared = (Arc::clone(&status), Arc::clone(&stop));
        let recorder = Recorder::new((self.device, self.description), Arc::clone(&reel), shared, self.until)?;
        let thread = thread::spawn(move || recorder.run(&tell));
        Ok(Recording { status, reel, stop, thread, spool: folder })
    }
}

/// A capture that goes on.
#[derive(Debug)]
pub struct Recording {
    status: Arc<Status>,
    reel: Arc<Reel>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<(), LiveError>>,
    /// The folder of the spool, if there is one: deleted when this is.
    spool: Option<Folder>,
}

impl Recording {
    /// What it has done so far.
    #[must_use]
    pub fn status(&self) -> &Arc<Status> {
        &self.status
    }

    /// Where it is kept.
    #[must_use]
    pub fn reel(&self) -> &Arc<Reel> {
        &self.reel
    }

    /// Setting this ends the capture.
    #[must_use]
    pub fn stop(&self) -> &Arc<AtomicBool> {
        &self.stop
    }

    /// Waits until the capture ends by itself or is stopped, then forgets the spool.
    ///
    /// # Errors
    /// Why it could not go on, or why not all of it is in the file that was asked for.
    pub fn wait(self) -> Result<(), LiveError> {
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        match self.reel.failure().filter(|_| self.spool.is_none()) {
            Some(why) => Err(LiveError::Full { path: self.reel.path().to_owned(), why: why.to_string() }),
            None => Ok(()),
        }
    }

    /// Ends the capture, then as [`Self::wait`].
    ///
    /// # Errors
    /// Why it could not go on before.
    pub fn end(self) -> Result<(), LiveError> {
        self.stop.store(true, Ordering::Relaxed);
        self.wait()
    }
}

/// Makes the file that keeps a capture, readable for its owner only, or empties it; `-` is standard output.
fn create(path: &Path) -> Result<(PathBuf, File), LiveError> {
    let opened = if path.as_os_str() == "-" {
        std::io::stdout().as_fd().try_clone_to_owned().map(File::from)
    } else {
        OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(path)
    };
    match opened {
        Ok(file) => Ok((path.to_owned(), file)),
        Err(source) => Err(LiveError::Write { path: path.to_owned(), source }),
    }
}
