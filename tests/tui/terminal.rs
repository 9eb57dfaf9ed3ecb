//! The program in a real (pseudo-)terminal: what it draws, and in which state it leaves the terminal.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, MutexGuard};
use std::thread;

use portable_pty::PtySize;
use wiretale::capture::{CaptureError, Packet};
use wiretale::flow::{ConnectionId, Room};
use wiretale::replay::Replay;
use wiretale::teach::Language;
use wiretale::tell::{Index, PacketLine, Telling};
use wiretale::view::tui::{self, Abilities, Capture, Look, Outcome};

use super::pty::{PATIENCE, PAUSE, Terminal, cells};

#[test]
fn keys_lead_through_every_tab_of_the_walkthrough_and_out() {
    let mut terminal = Terminal::wiretale(&["captures/walkthrough.pcapng"]);
    terminal.shows("10.44.0.1:34276");
    terminal.press("\r");
    terminal.shows("SYN-SENT");
    for (tab, shows) in
        [("2", "Opcode"), ("3", "get it"), ("4", "Sec-WebSocket-Key"), ("5", "ACK"), ("6", "1000")]
    {
        terminal.press(tab);
        terminal.shows(shows);
    }
    terminal.press("L");
    terminal.shows("结束");
    terminal.press("L1");
    terminal.shows("SYN-SENT");
    terminal.press("q");
    terminal.shows("10.44.0.1:34276");
    terminal.master.resize(PtySize { rows: 15, cols: 60, pixel_width: 0, pixel_height: 0 }).unwrap();
    terminal.screen.lock().unwrap().screen_mut().set_size(cells(15), cells(60));
    terminal.shows("60×15");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.assert_restored();
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_restored() {
    let mut terminal = Terminal::wiretale(&["demo"]);
    terminal.shows("10.44.0.1:34276");
    let id = terminal.child.process_id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    terminal.ends();
    terminal.assert_restored();
}

#[test]
fn it_ends_with_its_terminal() {
    let terminal = Terminal::wiretale(&["demo"]);
    terminal.shows("10.44.0.1:34276");
    let Terminal { mut child, master, keys, .. } = terminal;
    // The reader's copy goes with the first read that fails, and that comes with the hang-up.
    drop((master, keys));
    child.process_id().map(|id| Command::new("kill").args(["-HUP", &id.to_string()]).status());
    for _ in 0..PATIENCE {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        thread::sleep(PAUSE);
    }
    child.kill().unwrap();
    panic!("it goes on without a terminal");
}

#[test]
fn what_comes_through_a_pipe_is_shown_at_once_and_waiting_for_more_can_be_given_up() {
    let pipe = "(cat captures/walkthrough.pcapng; exec sleep 30) | ";
    let mut terminal = Terminal::run("sh", &["-c", &format!("{pipe}{} -", env!("CARGO_BIN_EXE_wiretale"))]);
    terminal.shows("10.44.0.1:34276");
    terminal.shows("reading …");
    terminal.press("\x1b");
    terminal.shows("1000 closed by server");
    terminal.press("\r6");
    terminal.shows("FIN of the server");
    terminal.press("qq");
    terminal.gives_back();
    terminal.assert_restored();
    terminal.child.kill().unwrap();
}

#[test]
fn a_long_reading_shows_how_far_it_has_come_while_nothing_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let capture = folder.path().join("long.pcap");
    // The same again and again.
    let walkthrough = std::fs::read("captures/walkthrough.pcapng").unwrap();
    let mut bytes = walkthrough.clone();
    while bytes.len() < 12 << 20 {
        bytes.extend_from_slice(&walkthrough);
    }
    std::fs::write(&capture, bytes).unwrap();
    let told = folder.path().join("told");
    let program = env!("CARGO_BIN_EXE_wiretale");
    let command = format!("exec {program} packets {} > {}", capture.display(), told.display());
    let mut terminal = Terminal::run("sh", &["-c", &command]);
    terminal.shows("░ ");
    terminal.shows(" MB, ");
    terminal.shows(" a second, ");
    terminal.child.kill().unwrap();
}

#[test]
fn a_file_that_is_none_is_reported_on_a_terminal_that_can_be_read() {
    let mut terminal = Terminal::wiretale(&["Cargo.toml"]);
    assert_eq!(terminal.ends(), 1);
    terminal.shows("Cargo.toml");
    terminal.assert_restored();
}

#[test]
fn a_file_that_is_cut_says_so() {
    let whole = std::fs::read("captures/walkthrough.pcapng").unwrap();
    let cut = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(cut.path(), &whole[..9_000]).unwrap();
    let mut terminal = Terminal::wiretale(&[cut.path().to_str().unwrap()]);
    terminal.shows("in the middle of a packet");
    terminal.shows("10.44.0.1:34276");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn the_shell_gets_the_terminal_back_and_forth() {
    let mut terminal = Terminal::run("bash", &["--norc", "--noprofile", "-i"]);
    terminal.shows("prompt>");
    terminal.press(&format!("{} demo\n", env!("CARGO_BIN_EXE_wiretale")));
    terminal.shows("10.44.0.1:34276");
    terminal.press("\x1a");
    terminal.shows("Stopped");
    terminal.assert_restored();
    terminal.press("fg\n");
    terminal.shows("10.44.0.1:34280");
    terminal.press("q");
    terminal.gives_back();
    terminal.press("echo back-again\n");
    terminal.shows("back-again");
    terminal.assert_restored();
    terminal.press("exit\n");
    terminal.ends();
}

/// Set for the process that shall panic.
const PANIC: &str = "WIRETALE_TEST_PANIC";

/// A capture that panics while it is read.
struct Panics(Replay);

impl Capture for Panics {
    fn name(&self) -> String {
        "panics".to_owned()
    }

    fn stop(&self) {}

    fn read(&self) -> Outcome {
        thread::sleep(PAUSE);
        panic!("on purpose")
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.0.index()
    }

    fn progress(&self) -> Option<f64> {
        None
    }

    fn packet<'b>(&self, number: u64, buffer: &'b mut Vec<u8>) -> Result<Option<Packet<'b>>, CaptureError> {
        self.0.packet(number, buffer)
    }

    fn line(&self, number: u64) -> Option<PacketLine> {
        self.0.line(number)
    }

    fn tell(
        &self,
        connection: ConnectionId,
        around: Option<u64>,
        stop: &AtomicBool,
    ) -> Result<Option<Telling>, CaptureError> {
        self.0.tell(connection, around, stop)
    }

    fn save_packets(&self, connection: ConnectionId, path: &Path) -> Result<u64, String> {
        self.0.save_packets(connection, path)
    }

    fn save_story(&self, connection: ConnectionId, language: Language, path: &Path) -> Result<(), String> {
        self.0.save_story(connection, language, path)
    }
}

#[test]
fn after_a_panic_the_terminal_is_restored_and_the_report_can_be_read() {
    if std::env::var_os(PANIC).is_some() {
        let capture = Panics(Replay::open("captures/echo.pcapng".as_ref(), Room::default()).unwrap());
        let abilities = Abilities { colours: true, unicode: true };
        let error = tui::run(Arc::new(capture), None, Look::default(), abilities).unwrap_err();
        println!("ended: {error}");
        return;
    }
    let own = std::env::current_exe().unwrap();
    let name = "terminal::after_a_panic_the_terminal_is_restored_and_the_report_can_be_read";
    let command = format!("{PANIC}=1 {} --exact {name} --nocapture", own.display());
    let mut terminal = Terminal::run("sh", &["-c", &command]);
    terminal.shows("ended:");
    terminal.ends();
    assert!(terminal.text().contains("on purpose"), "{}", terminal.text());
    terminal.assert_restored();
}
