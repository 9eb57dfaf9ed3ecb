//! An interface watched in a terminal, directly and through a pipe.

use std::process::Command;

use super::network::{CLIENT, CLIENT_SIDE, Right, SERVER};
use super::pty::Terminal;
use super::stage::{Peers, Stage};
use super::watching::wait_for;

/// Runs a command in a terminal.
fn in_terminal(command: &Command) -> Terminal {
    let words = command.get_args().map(|word| word.to_str().unwrap()).collect::<Vec<_>>();
    Terminal::run(command.get_program().to_str().unwrap(), &words)
}

/// The words before a program that shall know its terminal.
const ON_TERMINAL: [&str; 3] = ["env", "TERM=xterm-256color", "LC_ALL=C.UTF-8"];

#[test]
fn rows_appear_while_traffic_flows_and_the_terminal_is_given_back() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    let program = [&ON_TERMINAL[..], &[env!("CARGO_BIN_EXE_wiretale")]].concat();
    let mut terminal = in_terminal(&stage.program(&program, &["-i", CLIENT_SIDE]));
    terminal.shows(CLIENT_SIDE);
    wait_for("the spool", || !stage.spools().is_empty());
    for number in 1..=3 {
        peers.ask("open");
        peers.ask("say something");
        terminal.shows(&format!("{number} WebSocket"));
    }
    terminal.shows(&format!("{CLIENT}:"));
    terminal.shows("following");
    terminal.press("P");
    terminal.shows("PAUSED");
    peers.ask("open");
    terminal.shows("waiting");
    terminal.press("P");
    terminal.shows("4 WebSocket");
    terminal.press("k");
    terminal.shows_no("following");
    terminal.press("F");
    terminal.shows("following");
    peers.ask("close");
    terminal.press("gg\r2");
    terminal.shows("\"something\"");
    peers.ask("close");
    peers.ask("close");
    terminal.press("q");
    terminal.shows("1000");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0, "{}", terminal.text());
    terminal.assert_restored();
    assert!(stage.spools().is_empty(), "the spool is gone");
}

#[test]
fn what_another_machine_captures_is_watched_through_a_pipe() {
    let Some(stage) = Stage::new() else { return };
    let mut peers = Peers::new(&stage.network);
    // As with `ssh HOST tcpdump …`, the keys come from the terminal, the packets from standard input. Where root
    // is no user of the machine, tcpdump can't become another one, and dumpcap stands for it.
    let capture = match stage.network.right {
        Right::Root => format!("tcpdump -Z root --immediate-mode -U -i {CLIENT_SIDE} -w - tcp"),
        Right::User => format!("dumpcap -q -P -i {CLIENT_SIDE} -f tcp -w -"),
    };
    let pipe = format!("{capture} 2>/dev/null | {} -", env!("CARGO_BIN_EXE_wiretale"));
    let sockets = stage.network.client.packet_sockets();
    let program = [&ON_TERMINAL[..], &["sh", "-c"]].concat();
    let mut terminal = in_terminal(&stage.program(&program, &[&pipe]));
    wait_for("packets", || stage.network.client.packet_sockets() > sockets);
    terminal.shows("reading …");
    peers.ask("open");
    peers.ask("say something");
    terminal.shows(&format!("{SERVER}:8080"));
    terminal.press("\r2");
    terminal.shows("\"something\"");
    terminal.press("qq");
    terminal.gives_back();
    // The capture ends with the next packet that it can't write.
    peers.ask("close");
    peers.ask("open");
    assert_eq!(terminal.ends(), 0);
    terminal.assert_restored();
}
