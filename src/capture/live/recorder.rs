//! Takes packets from an interface and writes them down, before anybody looks at them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::device::{DIGITS, Device};
use super::reel::Reel;
use super::status::Status;
use super::watch::state_of;
use super::{LiveError, Notice, Until};
use crate::capture::{Counts, Description, Elapsed, InterfaceState, Packet, Place, Timestamp, Writer};

/// Packets that are taken before they are written; of the largest, some 16 MB.
const AT_ONCE: usize = 256;
/// How long one waits for packets before looking whether to stop.
const PATIENCE: Duration = Duration::from_millis(50);
/// How often the system is asked what was lost, while packets come: a loss is marked that closely.
const ASK_EACH: Duration = Duration::from_millis(20);
/// How often the time is written down, also while nothing comes.
const TICK: Duration = Duration::from_secs(1);
/// What the system has gathered is this old at most when it is handed on.
const GATHERED: Elapsed = Elapsed::from_millis(100);

/// Records one interface.
pub(super) struct Recorder {
    device: Device,
    description: Description,
    reel: Arc<Reel>,
    status: Arc<Status>,
    stop: Arc<AtomicBool>,
    until: Until,
    /// Where blocks are gathered until they are written to the reel.
    writer: Writer<Vec<u8>>,
    counts: Counts,
    /// Bytes of packets, as they were on the wire.
    bytes: u64,
    /// Bytes written.
    written: u64,
    /// Time of the last packet, or of the last statistics.
    latest: Timestamp,
    /// Packets behind this time are too late.
    deadline: Option<Timestamp>,
    /// The counters of libpcap, which begin again behind 2^32.
    dropped: (u32, u32),
}

impl Recorder {
    /// Begins the stream of an interface, so that it can be read from now on.
    pub(super) fn new(
        (device, description): (Device, Description),
        reel: Arc<Reel>,
        (status, stop): (Arc<Status>, Arc<AtomicBool>),
        until: Until,
    ) -> Result<Self, LiveError> {
        let failed = |source| LiveError::Write { path: reel.path().to_owned(), source };
        let mut writer = Writer::new(Vec::new()).map_err(failed)?;
        writer.describe(&description).map_err(failed)?;
        let mut recorder = Self {
            device,
            description,
            reel,
            status,
            stop,
            until,
            writer,
            counts: Counts::default(),
            bytes: 0,
            written: 0,
            latest: Timestamp::default(),
            deadline: None,
            dropped: (0, 0),
        };
        recorder.hand_on();
        match recorder.reel.failure() {
            Some(why) => Err(recorder.full(&why)),
            None => Ok(recorder),
        }
    }

    /// Records until it is enough, or can't go on; what happens meanwhile is told to `tell`.
    pub(super) fn run(mut self, tell: &dyn Fn(Notice)) -> Result<(), LiveError> {
        let recorded = self.record(tell);
        if matches!(recorded, Err(LiveError::Lost { .. })) {
            // What the system had gathered from an interface that is gone is still handed on.
            thread::sleep(2 * PATIENCE);
            while self.take().is_ok_and(|count| count > 0) {}
        }
        self.ask(true);
        self.hand_on();
        if recorded.is_err() {
            self.look_at_interface(&|_| {});
        }
        recorded
    }

    fn record(&mut self, tell: &dyn Fn(Notice)) -> Result<(), LiveError> {
        let began = now();
        let (mut asked, mut ticked) = (began, began);
        let mut stopping = None;
        loop {
            let count = self.take()?;
            let now = now();
            if now - ticked >= TICK {
                if count == 0 {
                    self.latest = later(self.latest, time_of_day(GATHERED));
                }
                (asked, ticked) = (now, now);
                self.ask(true);
                self.look_at_interface(tell);
            } else if count > 0 && now - asked >= ASK_EACH {
                asked = now;
                self.ask(false);
            }
            self.hand_on_or_tell(tell)?;
            let time_is_up = self.until.duration.is_some_and(|all| now - began >= all);
            if stopping.is_none() && (time_is_up || self.stop.load(Ordering::Relaxed)) {
                // What came until now may still be on its way.
                stopping = Some(now);
                self.deadline = Some(time_of_day(Elapsed::ZERO));
            }
            let is_drained = count == 0 && stopping.is_some_and(|since| now - since >= 2 * PATIENCE);
            if is_drained || self.is_enough() {
                return Ok(());
            }
            if count == 0 {
                self.device.wait(PATIENCE);
            }
        }
    }

    /// Takes what has come; how many packets that were.
    fn take(&mut self) -> Result<usize, LiveError> {
        let Self { device, writer, counts, bytes: all, latest, .. } = self;
        let (link, most, deadline) = (device.link, self.until.packets.unwrap_or(u64::MAX), self.deadline);
        device.take(AT_ONCE, |time, bytes, wire_length| {
            let is_late = deadline.is_some_and(|deadline| later(time, deadline) != deadline);
            *latest = time;
            if counts.received >= most || is_late {
                return;
            }
            counts.received += 1;
            *all += u64::from(wire_length);
            let place = Place::default();
            // Memory has room.
            let _ = writer.packet(&Packet { number: counts.received, time, link, bytes, wire_length, place });
        })
    }

    fn is_enough(&self) -> bool {
        let too_late = self.deadline.is_some_and(|deadline| later(self.latest, deadline) != deadline);
        too_late
            || self.until.packets.is_some_and(|most| self.counts.received >= most)
            || self.until.bytes.is_some_and(|most| self.written >= most)
    }

    /// Asks what was lost, and writes it down where there is news, or the time.
    fn ask(&mut self, time: bool) {
        let before = self.counts;
        if let Some(stat) = self.device.counts() {
            let (system, interface) = self.dropped;
            self.counts.dropped_by_system += u64::from(stat.dropped.wrapping_sub(system));
            self.counts.dropped_by_interface += u64::from(stat.if_dropped.wrapping_sub(interface));
            self.dropped = (stat.dropped, stat.if_dropped);
        }
        let lost = |counts: &Counts| (counts.dropped_by_system, counts.dropped_by_interface);
        if time || lost(&before) != lost(&self.counts) {
            let _ = self.writer.statistics(self.latest, DIGITS, &self.counts);
        }
    }

    /// Hands on what was gathered, and says where it can't be kept.
    fn hand_on_or_tell(&mut self, tell: &dyn Fn(Notice)) -> Result<(), LiveError> {
        let had_failed = self.reel.failure().is_some();
        self.hand_on();
        match self.reel.failure().filter(|_| !had_failed) {
            None => Ok(()),
            Some(why) if !self.reel.is_read() => Err(self.full(&why)),
            Some(why) => {
                tell(Notice::NotKept { path: self.reel.path().to_owned(), why: why.to_string() });
                Ok(())
            }
        }
    }

    fn hand_on(&mut self) {
        self.status.set(&self.counts, self.bytes);
        if self.writer.out().is_empty() {
            return;
        }
        self.reel.append(self.writer.out());
        self.written += self.writer.out().len() as u64;
        self.writer.out().clear();
        if self.reel.turn() {
            let _ = self.writer.section().and_then(|()| self.writer.describe(&self.description));
        }
    }

    fn full(&self, why: &str) -> LiveError {
        LiveError::Full { path: self.reel.path().to_owned(), why: why.to_owned() }
    }

    fn look_at_interface(&self, tell: &dyn Fn(Notice)) {
        if self.device.is_any() {
            return;
        }
        let before = self.status.interface();
        let now = state_of(&self.device.interface).unwrap_or(before);
        if now != before {
            self.status.set_interface(now);
            let interface = self.device.interface.clone();
            tell(match now {
                InterfaceState::Up => Notice::Up(interface),
                InterfaceState::Down => Notice::Down(interface),
                InterfaceState::Gone => Notice::Gone(interface),
            });
        }
    }
}

impl Drop for Recorder {
    /// Whatever ends it, nobody waits for more.
    fn drop(&mut self) {
        self.status.set_over();
        self.reel.finish();
    }
}

fn later(one: Timestamp, other: Timestamp) -> Timestamp {
    if other.since(one) > Elapsed::ZERO { other } else { one }
}

#[expect(clippy::disallowed_methods, reason = "the capture ends and ticks by the clock on the wall")]
fn now() -> Instant {
    Instant::now()
}

/// The time of day, so long ago.
#[expect(clippy::disallowed_methods, reason = "the system stamps packets with the time of day")]
fn time_of_day(ago: Elapsed) -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let nanoseconds = i64::try_from(since.as_nanos()).unwrap_or(i64::MAX);
    Timestamp::new(nanoseconds.saturating_sub(ago.0), DIGITS)
}
