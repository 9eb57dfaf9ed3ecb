//! The loop around the state: events of the terminal, news from the threads, and the screen.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};

use super::app::{App, Effect};
use super::capture::{Capture, Outcome};
use super::draw::Abilities;
use super::look::Look;
use super::terminal::Terminal;
use crate::capture::CaptureError;
use crate::flow::ConnectionId;
use crate::tell::Telling;

/// While something goes on, the screen is drawn anew after this time.
const BUSY: Duration = Duration::from_millis(40);
/// Else a signal is noticed after this time.
const IDLE: Duration = Duration::from_millis(250);
/// News that are taken before the screen is drawn: a mouse wheel turns faster than one can see.
const NEWS_AT_ONCE: usize = 64;

/// What there is to react to.
enum News {
    /// Of the terminal: keys, the mouse, another size.
    Event(io::Result<Event>),
    Read(Outcome),
    /// With whether it was to be stopped.
    Told(ConnectionId, Arc<AtomicBool>, Box<Result<Option<Telling>, CaptureError>>),
    SavedPackets(PathBuf, Result<u64, String>),
    SavedStory(PathBuf, Result<(), String>),
}

/// Shows a capture, or the connection of it that is wanted, until the user has seen enough; why it
/// could not be read to its end, if that was so.
///
/// # Errors
/// Where the terminal can't be used.
pub fn run(
    capture: Arc<dyn Capture>,
    wanted: Option<ConnectionId>,
    look: Look,
    abilities: Abilities,
) -> io::Result<Option<CaptureError>> {
    let mut terminal = Terminal::take()?;
    let (sender, news) = channel();
    let mut threads = Threads { capture: Arc::clone(&capture), sender, telling: None };
    threads.listen();
    threads.read();
    let mut app = App::new(capture, look).opening(wanted);
    let mut is_read = false;
    let mut error = None;
    let mut dirty = true;
    let begun = now();
    while !terminal.ended() {
        if let Some(panic) = Terminal::panicked() {
            return Err(io::Error::other(panic));
        }
        if let Some(effect) = app.tick(begun.elapsed()) {
            threads.start(effect);
        }
        let busy = app.catch_up() || !is_read || app.is_waiting();
        if busy || dirty {
            terminal.ratatui.draw(|frame| app.draw(frame.buffer_mut(), abilities))?;
        }
        dirty = false;
        let mut patience = if busy { BUSY } else { IDLE };
        for _ in 0..NEWS_AT_ONCE {
            let Ok(news) = news.recv_timeout(patience) else { break };
            patience = Duration::ZERO;
            dirty = true;
            let mut effects = vec![match news {
                News::Event(event) => app.event(&event?),
                News::Read(read) => {
                    let effect = app.read(&read);
                    is_read = true;
                    error = read.error;
                    effect
                }
                News::Told(connection, stop, told) => {
                    app.passed(begun.elapsed());
                    // What was asked for before something else is not wanted any more.
                    if !stop.load(Ordering::Relaxed) {
                        app.told(connection, *told);
                    }
                    None
                }
                News::SavedPackets(path, saved) => {
                    app.saved_packets(&path, saved);
                    None
                }
                News::SavedStory(path, saved) => {
                    app.saved_story(&path, saved);
                    None
                }
            }];
            effects.extend(app.early_keys().into_iter().map(|key| app.event(&Event::Key(key))));
            for effect in effects.into_iter().flatten() {
                match effect {
                    Effect::Quit => return Ok(error),
                    Effect::Suspend => terminal.suspend()?,
                    Effect::Redraw => terminal.redraw()?,
                    Effect::Copy(text) => Terminal::copy(&text)?,
                    effect => threads.start(effect),
                }
            }
        }
    }
    Ok(error)
}

/// The time of the machine, for what is done from time to time: nothing of it is shown.
#[expect(
    clippy::disallowed_methods,
    reason = "how often the screen changes is no matter of the packets' clock"
)]
fn now() -> Instant {
    Instant::now()
}

/// What goes on beside the interface.
struct Threads {
    capture: Arc<dyn Capture>,
    sender: Sender<News>,
    /// Asks the telling that goes on to stop.
    telling: Option<Arc<AtomicBool>>,
}

impl Threads {
    /// Listens to the terminal on a thread of its own: where the terminal has gone away, waiting for it
    /// never ends, and must not keep the program from doing so.
    fn listen(&self) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            loop {
                let event = event::read();
                let failed = event.is_err();
                if sender.send(News::Event(event)).is_err() || failed {
                    break;
                }
            }
        });
    }

    fn read(&self) {
        self.spawn(|capture| News::Read(capture.read()));
    }

    fn start(&mut self, effect: Effect) {
        match effect {
            Effect::StopReading => self.capture.stop(),
            Effect::Tell(connection, around) => {
                let stop = Arc::new(AtomicBool::new(false));
                if let Some(before) = self.telling.replace(Arc::clone(&stop)) {
                    before.store(true, Ordering::Relaxed);
                }
                self.spawn(move |capture| {
                    let told = capture.tell(connection, around, &stop);
                    News::Told(connection, stop, Box::new(told))
                });
            }
            Effect::SavePackets(connection, path) => self.spawn(move |capture| {
                let saved = capture.save_packets(connection, &path);
                News::SavedPackets(path, saved)
            }),
            Effect::SaveStory(connection, language, path) => self.spawn(move |capture| {
                let saved = capture.save_story(connection, language, &path);
                News::SavedStory(path, saved)
            }),
            Effect::Quit | Effect::Copy(_) | Effect::Suspend | Effect::Redraw => {}
        }
    }

    fn spawn(&self, work: impl FnOnce(&dyn Capture) -> News + Send + 'static) {
        let (capture, sender) = (Arc::clone(&self.capture), self.sender.clone());
        // Nobody listens any more once the interface is gone.
        thread::spawn(move || {
            let _ = sender.send(work(&*capture));
        });
    }
}
