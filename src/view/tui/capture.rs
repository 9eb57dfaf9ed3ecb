//! What the interface asks of the stages before it: they read, tell and save.

use std::path::Path;
use std::sync::MutexGuard;
use std::sync::atomic::AtomicBool;

use crate::capture::{CaptureError, Packet};
use crate::flow::ConnectionId;
use crate::teach::{Language, Sentence};
use crate::tell::{Index, Live, PacketLine, Telling};

/// What reading a whole capture came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Why it could not be read to its end, if so.
    pub error: Option<CaptureError>,
    /// What a reader should know of it.
    pub notes: Vec<Sentence>,
}

/// A capture that is read once, and read back wherever one looks.
pub trait Capture: Send + Sync {
    /// What messages call it.
    fn name(&self) -> String;

    /// What a user should know before anything else, a sentence each.
    fn greeting(&self) -> Vec<Sentence> {
        Vec::new()
    }

    /// Reads all of it into the index; returns at its end, or soon after [`Self::stop`].
    fn read(&self) -> Outcome;

    /// Stops the reading; what has been read stays.
    fn stop(&self);

    /// What is known of it so far.
    fn index(&self) -> MutexGuard<'_, Index>;

    /// How much of it is read: a share between 0 and 1, where its length is known.
    fn progress(&self) -> Option<f64>;

    /// How far it has come, if it is captured just now; `None` for what lies in a file or comes through a
    /// pipe.
    fn live(&self) -> Option<Live> {
        None
    }

    /// Lets the reading wait, or go on: while it waits nothing changes that is shown. What is captured in
    /// the meantime is not lost; it is read later.
    fn pause(&self, paused: bool) {
        let _ = paused;
    }

    /// Whether the reading was asked to wait.
    fn is_paused(&self) -> bool {
        false
    }

    /// A packet, read back into a buffer; `None` where there is no such packet.
    ///
    /// # Errors
    /// [`CaptureError`] where the file has changed, or can't be read.
    fn packet<'b>(&self, number: u64, buffer: &'b mut Vec<u8>) -> Result<Option<Packet<'b>>, CaptureError>;

    /// A packet in a line of the list of all packets.
    fn line(&self, number: u64) -> Option<PacketLine>;

    /// Tells a connection again, with all there is room for and the packets around one of them; `None`
    /// where `stop` was set before it was told.
    ///
    /// # Errors
    /// As [`Self::packet`].
    fn tell(
        &self,
        connection: ConnectionId,
        around: Option<u64>,
        stop: &AtomicBool,
    ) -> Result<Option<Telling>, CaptureError>;

    /// Saves the packets of a connection as pcapng; how many there were.
    ///
    /// # Errors
    /// What to tell the user.
    fn save_packets(&self, connection: ConnectionId, path: &Path) -> Result<u64, String>;

    /// Saves the story of a connection.
    ///
    /// # Errors
    /// What to tell the user.
    fn save_story(&self, connection: ConnectionId, language: Language, path: &Path) -> Result<(), String>;
}
