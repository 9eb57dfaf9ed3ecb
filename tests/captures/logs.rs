//! What the programs logged while a capture was recorded is what wiretale reads out of it.

use wiretale::tell::Rows;

use super::support::{Json, Recorded, rows_of};

/// Captures that do not hold what the programs said, each with what is missing.
const LESS: &[(&str, &str)] = &[
    ("mid-stream", "it begins when the WebSocket has long been open"),
    ("snap-96", "of each packet only the first 96 bytes were kept"),
    ("proxy-login", "the proxy opened no tunnel, so what the browser wanted with it was never said"),
];

/// Every capture that holds what its log says.
fn recorded() -> impl Iterator<Item = Recorded> {
    let holds_less = |capture: &Recorded| LESS.iter().any(|(name, _)| *name == capture.name);
    Recorded::all().into_iter().filter(move |capture| !holds_less(capture))
}

/// The events of a log that `who` wrote under one name, with the client's port.
fn logged<'a>(log: &'a [Json], who: &'a str, event: &'a str) -> impl Iterator<Item = (u64, &'a Json)> {
    log.iter()
        .filter(move |line| line.text("who") == Some(who) && line.text("event") == Some(event))
        .filter_map(|line| Some((line.number("clientPort")?, line)))
}

/// The connection of a client's port.
fn of_port(connections: &[Json], port: u64) -> &Json {
    let ending = format!(":{port}");
    let mut found =
        connections.iter().filter(|row| row.text("client").is_some_and(|client| client.ends_with(&ending)));
    let connection = found.next().unwrap_or_else(|| panic!("a connection from port {port}"));
    assert!(found.next().is_none(), "port {port} is used once");
    connection
}

/// The rows of a connection that `from` sent.
fn sent_by<'a>(rows: &'a [Json], connection: &'a Json, from: &'a str) -> impl Iterator<Item = &'a Json> {
    let number = connection.number("connection");
    rows.iter().filter(move |row| row.number("connection") == number && row.text("from") == Some(from))
}

fn is_tls(connection: &Json) -> bool {
    connection.text("protocol") == Some("tls")
}

#[test]
fn onclose_is_what_the_browser_was_told() {
    let mut compared = 0;
    for capture in recorded() {
        let (log, connections) = (capture.log(), rows_of(&capture.bytes, Rows::Connections));
        for (port, close) in logged(&log, "browser", "close") {
            let connection = of_port(&connections, port);
            let place = format!("{} port {port}", capture.name);
            assert_eq!(connection.number("connection"), close.number("connection"), "{place}");
            if is_tls(connection) {
                // What is said inside TLS can't be read yet.
                assert_eq!(connection.get("ending.onclose"), None, "{place}: a guess");
                continue;
            }
            let told = (connection.number("ending.onclose.code"), connection.bool("ending.onclose.clean"));
            assert_eq!(told, (close.number("code"), close.bool("wasClean")), "{place}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "{compared} close events were compared");
}

#[test]
fn close_frames_carry_what_their_receivers_were_told() {
    let mut compared = 0;
    for capture in recorded() {
        let log = capture.log();
        let (connections, frames) =
            (rows_of(&capture.bytes, Rows::Connections), rows_of(&capture.bytes, Rows::Frames));
        for (receiver, sender) in [("server", "client"), ("browser", "server")] {
            for (port, told) in logged(&log, receiver, "close") {
                let connection = of_port(&connections, port);
                if is_tls(connection) {
                    continue;
                }
                let mut closes =
                    sent_by(&frames, connection, sender).filter(|f| f.text("opcode") == Some("close"));
                let close = closes.next();
                let place = format!("{} port {port}: the {sender}'s Close", capture.name);
                assert!(closes.next().is_none(), "{place} comes once");
                match told.number("code") {
                    // A browser that fails the connection does not wait for the answer to its Close.
                    Some(1006) if connection.text("ending.cause") == Some("protocol_error") => {}
                    Some(1006) => assert!(close.is_none(), "{place} never came"),
                    code => {
                        let close = close.unwrap_or_else(|| panic!("{place} came"));
                        assert_eq!(close.number("close_code"), code.filter(|code| *code != 1005), "{place}");
                        let reason = close.text("close_reason").unwrap_or_default();
                        assert_eq!(Some(reason), told.text("reason"), "{place}");
                    }
                }
                compared += 1;
            }
        }
    }
    assert!(compared >= 30, "{compared} close events were compared");
}

/// A message as a log has it: its text where it is short, and its length in bytes.
type Said = (Option<String>, u64);

/// The messages of one kind of event, those in several sends put together.
fn messages(log: &[Json], who: &str, event: &str, port: u64) -> Vec<Said> {
    let mut messages: Vec<Said> = Vec::new();
    let mut goes_on = false;
    for (_, line) in logged(log, who, event).filter(|(of, _)| *of == port) {
        let (text, bytes) = (line.text("text").map(str::to_owned), line.number("bytes").unwrap_or_default());
        if goes_on && let Some(message) = messages.last_mut() {
            message.0 = message.0.take().zip(text).map(|(before, more)| before + &more);
            message.1 += bytes;
        } else {
            messages.push((text, bytes));
        }
        goes_on = line.bool("fin") == Some(false);
    }
    messages
}

#[test]
fn messages_are_those_that_were_sent_and_received() {
    let mut compared = 0;
    for capture in recorded() {
        let (log, rows) = (capture.log(), rows_of(&capture.bytes, Rows::Messages));
        // No program took part in what a script wrote.
        if log.iter().any(|line| line.text("event") == Some("crafted")) {
            continue;
        }
        for connection in rows_of(&capture.bytes, Rows::Connections) {
            if connection.text("protocol") != Some("websocket") {
                continue;
            }
            let client = connection.text("client").unwrap();
            let port: u64 = client.rsplit(':').next().unwrap().parse().unwrap();
            // A Node program may stand in the browser's place.
            let program = if logged(&log, "client", "open").next().is_some() { "client" } else { "browser" };
            for (from, sender, receiver) in [("client", program, "server"), ("server", "server", program)] {
                let place = format!("{} port {port}: from the {sender}", capture.name);
                // The other end of a proxy's connection is nobody who wrote a log.
                let took_part = |who| logged(&log, who, "open").any(|(of, _)| of == port);
                let known =
                    |row: &&Json| !row.text("opcode").is_some_and(|name| name.starts_with("reserved"));
                let told: Vec<_> = sent_by(&rows, &connection, from).filter(known).collect();
                let sent = messages(&log, sender, "send", port);
                let received = messages(&log, receiver, "message", port);
                if took_part(sender) {
                    assert_eq!(told.len(), sent.len(), "{place}: {told:?} {sent:?}");
                }
                // Who is frozen or gone receives nothing more; what is received was sent.
                assert!(told.len() >= received.len(), "{place}: {told:?} {received:?}");
                for said in [sent, received] {
                    for (row, (text, bytes)) in told.iter().zip(said) {
                        assert_eq!(row.number("length"), Some(bytes), "{place}");
                        assert!(text.is_none() || row.text("text") == text.as_deref(), "{place}: {row:?}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared >= 200, "{compared} messages were compared");
}
