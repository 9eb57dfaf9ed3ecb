//! What is told live is what is told of the file that keeps it, and it is told at once.

use std::time::{Duration, Instant};

use super::stage::{Peers, Stage, tshark_count};
use super::support::Json;

const COMMANDS: [&str; 4] = ["packets", "frames", "messages", "connections"];

#[test]
fn live_and_file_tell_the_same() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    // One connection was there before.
    peers.ask("open");
    peers.ask("say before the capture");
    let file = |command: &str| stage.word(&format!("{command}.pcapng"));
    let running = COMMANDS.map(|command| stage.watch(command, &["--json", "-w", &file(command)]));
    peers.ask("say while it goes on");
    peers.ask("everything");
    peers.ask("close");
    let live = running.map(|one| one.ended_by("INT"));
    for (command, live) in COMMANDS.into_iter().zip(live) {
        assert_eq!(live.status, Some(0), "{command}: {}", live.err);
        assert!(live.err.contains(" captured; 0 dropped by the system"), "{command}: {}", live.err);
        let read = stage.run(&[command, &file(command), "--json"]);
        assert_eq!(read.status, Some(0), "{}", read.err);
        let [live, read] = [&live.out, &read.out].map(|text| {
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
            if command == "connections" {
                // Live, each is told when it ends.
                lines.sort();
            }
            lines
        });
        assert_eq!(live, read, "{command}");
        assert!(live.len() >= 8, "{command}: {live:?}");
    }
    assert_eq!(stage.spools(), Vec::<std::path::PathBuf>::new(), "with -w there is no spool");
    covers_everything(&stage);
}

/// The traffic holds what it is meant to hold, and tshark reads the same packets.
fn covers_everything(stage: &Stage) {
    let rows = |command| {
        let file = stage.word("packets.pcapng");
        Json::lines(&stage.run(&[command, &file, "--json"]).out)
    };
    let packets = rows("packets");
    assert_eq!(packets.len(), tshark_count(&stage.path("packets.pcapng")));
    let (frames, messages, connections) = (rows("frames"), rows("messages"), rows("connections"));
    let all = |rows: &[Json], key: &str| -> Vec<String> {
        rows.iter().filter_map(|row| row.text(key)).map(str::to_owned).collect()
    };
    let opcodes = all(&frames, "opcode");
    for opcode in ["continuation", "text", "binary", "close", "ping", "pong"] {
        assert!(opcodes.iter().any(|other| other == opcode), "{opcode}");
    }
    let texts = all(&messages, "text");
    for text in ["grüße 你好", "in two pieces"] {
        assert!(texts.iter().any(|other| other == text), "{text}");
    }
    assert!(messages.iter().any(|row| row.bool("compressed") == Some(true)));
    let endings = all(&connections, "ending.tcp.how");
    for how in ["fin", "reset", "refused"] {
        assert!(endings.iter().any(|other| other == how), "{how}");
    }
    let codes: Vec<_> = connections.iter().filter_map(|row| row.number("ending.websocket.code")).collect();
    assert!([1000, 1001, 4001].iter().all(|code| codes.contains(code)), "{codes:?}");
    let protocols = all(&connections, "protocol");
    for protocol in ["websocket", "http"] {
        assert!(protocols.iter().any(|other| other == protocol), "{protocol}: {protocols:?}");
    }
    // The connection that was open before.
    let findings = connections.iter().flat_map(|row| row.get("findings").expect("findings").list());
    assert!(findings.filter(|found| found.text("rule") == Some("websocket-guessed")).count() > 0);
}

/// A frame is told within so long.
const AT_ONCE: Duration = Duration::from_secs(1);
/// Of so many, one must be: the machine may be busy.
const TRIES: usize = 5;

#[test]
fn a_frame_is_told_at_once_while_the_capture_goes_on() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let running = stage.watch("frames", &["--json"]);
    peers.ask("open");
    let mut times = Vec::new();
    for number in 1..=TRIES {
        let start = Instant::now();
        peers.ask("say something");
        // It and its echo.
        running.tells(2 * number);
        times.push(start.elapsed());
    }
    let ended = running.ended_by("INT");
    assert!(times.iter().any(|time| *time < AT_ONCE), "{times:?}");
    assert_eq!(ended.out.lines().count(), 2 * TRIES);
}

#[test]
fn a_connection_is_told_when_it_has_ended() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let running = ["connections", "story"].map(|command| stage.watch(command, &["--json"]));
    // The first stays open, and holds nobody up.
    peers.ask("open");
    peers.ask("open");
    peers.ask("close");
    // What comes late may belong to a connection that has closed; time passes though nothing comes.
    for one in &running {
        one.tells(1);
    }
    for ended in running.map(|one| one.ended_by("INT")) {
        let first = Json::parse(ended.out.lines().next().unwrap());
        assert_eq!(first.number("connection"), Some(1), "{}", ended.err);
    }
}
