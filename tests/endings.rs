//! How connections ended and why: on recorded captures against what their programs logged, and on
//! crafted ones.

#[path = "endings/crafted.rs"]
mod crafted;
#[path = "endings/evidence.rs"]
mod evidence;
#[path = "endings/proxied.rs"]
mod proxied;
#[path = "endings/sealed.rs"]
mod sealed;
mod support;

use support::*;
use wiretale::teach::Language;
use wiretale::tell::Rows;

/// What is said of the end of a capture's first connection: how, by whom, why, and the code of `onclose`.
#[derive(Debug, PartialEq, Eq)]
struct Ended {
    how: String,
    first: Option<String>,
    cause: Option<String>,
    confidence: Option<String>,
    onclose: Option<(u64, bool)>,
}

fn ended(connection: &Json) -> Ended {
    let text = |path: &str| connection.text(path).map(str::to_owned);
    Ended {
        how: text("ending.tcp.how").unwrap(),
        first: text("ending.tcp.first"),
        cause: text("ending.cause"),
        confidence: text("ending.cause_confidence"),
        onclose: connection.number("ending.onclose.code").zip(connection.bool("ending.onclose.clean")),
    }
}

/// The connections of a capture, each with its evidence checked.
fn connections(capture: &[u8]) -> Vec<Json> {
    let rows = rows_of(capture, Rows::Connections);
    evidence::is_what_it_claims(capture, &rows);
    for line in Json::lines(&json_of(capture, Rows::Connections, Language::Chinese)) {
        assert!(
            line.text("ending.verdict").is_some_and(|verdict| verdict.ends_with(['。', '）'])),
            "{line:?}"
        );
    }
    rows
}

fn first(capture: &[u8]) -> Json {
    connections(capture).into_iter().next().expect("a connection")
}

/// The crafted connection, as a row.
fn of(talk: Conversation) -> Json {
    first(&talk.into_pcapng())
}

/// A WebSocket after its handshake.
fn websocket() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk
}

/// Name, connection, how TCP ended, by whom, the cause, and what a browser reports. What was done is in
/// captures/README.md.
type Expected =
    (&'static str, usize, &'static str, Option<&'static str>, Option<&'static str>, Option<(u64, bool)>);

const RECORDED: &[Expected] = &[
    ("close-browser", 0, "fin", Some("server"), None, Some((1000, true))),
    ("close-server", 0, "fin", Some("server"), Some("close_code"), Some((1001, true))),
    ("close-no-code", 0, "fin", Some("server"), None, Some((1005, true))),
    ("close-tab", 0, "reset", Some("client"), Some("close_not_awaited"), Some((1006, false))),
    ("close-exit", 0, "fin", Some("server"), Some("process_ended"), Some((1006, false))),
    ("close-sigkill", 0, "fin", Some("server"), Some("process_ended"), Some((1006, false))),
    ("close-reset", 0, "reset", Some("server"), Some("aborted"), Some((1006, false))),
    ("close-unread-sigkill", 0, "reset", Some("server"), Some("unread_data"), Some((1006, false))),
    ("close-timeout", 0, "fin", Some("client"), Some("close_timeout"), Some((1006, false))),
    ("close-timeout-browser", 0, "fin", Some("client"), Some("close_timeout"), Some((1006, false))),
    ("close-then-reset", 0, "reset", Some("server"), Some("close_code"), Some((1001, false))),
    ("reset-forged", 0, "reset", Some("server"), Some("middlebox"), Some((1006, false))),
    ("protocol-error", 0, "reset", Some("client"), Some("protocol_error"), Some((1006, false))),
    ("proxy-idle", 0, "fin", Some("server"), Some("idle_limit"), Some((1006, false))),
    ("close-forbidden-code", 0, "fin", Some("client"), Some("protocol_error"), Some((1006, false))),
    ("close-by-exception", 0, "fin", Some("server"), Some("close_code"), Some((1011, true))),
    ("heartbeat-gave-up", 0, "reset", Some("server"), Some("heartbeat_gave_up"), Some((1006, false))),
    ("wss-heartbeat-gave-up", 0, "reset", Some("server"), Some("heartbeat_gave_up"), None),
    ("wss-killed", 0, "fin", Some("server"), Some("process_ended"), None),
    ("wss-tls13", 0, "fin", Some("client"), Some("sealed_close"), None),
    ("walkthrough", 0, "fin", Some("server"), None, Some((1000, true))),
    ("walkthrough", 1, "fin", Some("server"), None, Some((1000, true))),
    ("walkthrough", 2, "reset", Some("server"), Some("aborted"), Some((1006, false))),
    ("walkthrough", 3, "fin", Some("server"), Some("sealed_close"), None),
    ("vanished-idle", 0, "reset", Some("server"), Some("keep_alive_gave_up"), Some((1006, false))),
    ("vanished-in-flight", 0, "timeout", None, Some("retransmission_gave_up"), Some((1006, false))),
    ("refused", 0, "refused", Some("server"), Some("nobody_listens"), Some((1006, false))),
    ("syn-unanswered", 0, "unanswered", None, Some("syn_unanswered"), Some((1006, false))),
    ("upgrade-failed", 3, "fin", Some("server"), Some("upgrade_refused"), Some((1006, false))),
    ("upgrade-hung-up", 0, "fin", Some("server"), Some("upgrade_hung_up"), Some((1006, false))),
    ("upgrade-hung-up", 1, "fin", Some("server"), Some("upgrade_hung_up"), Some((1006, false))),
    ("wrong-accept", 0, "fin", Some("client"), Some("accept_wrong"), Some((1006, false))),
    ("handshake-push", 0, "open", None, Some("capture_ended"), None),
    ("polling", 0, "fin", Some("server"), None, None),
];

#[test]
fn recorded_endings_are_told_as_they_were_made() {
    let mut wrong = Vec::new();
    for &(name, number, how, first, cause, onclose) in RECORDED {
        let rows = connections(&Recorded::named(name).bytes);
        let told = ended(&rows[number]);
        let expected = Ended {
            how: how.to_owned(),
            first: first.map(str::to_owned),
            cause: cause.map(str::to_owned),
            confidence: told.confidence.clone(),
            onclose,
        };
        assert_eq!(told.cause.is_some(), told.confidence.is_some(), "{name}");
        if told != expected {
            wrong.push(format!("{name} {number}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A program in the browser's place reports what a browser would.
#[test]
fn node_clients_log_what_onclose_says() {
    let mut compared = 0;
    for capture in Recorded::all() {
        let rows = connections(&capture.bytes);
        for line in capture.log().iter().filter(|line| line.text("who") == Some("client")) {
            let (Some("close"), Some(number)) = (line.text("event"), line.number("connection")) else {
                continue;
            };
            let row = &rows[usize::try_from(number).unwrap()];
            if row.text("protocol") == Some("websocket") {
                assert_eq!(row.number("ending.onclose.code"), line.number("code"), "{}", capture.name);
                compared += 1;
            }
        }
    }
    assert!(compared >= 3, "{compared}");
}

#[test]
fn the_faults_of_a_cable_are_nobodys_end() {
    for row in connections(&Recorded::named("faults").bytes) {
        assert_eq!((row.text("ending.cause"), row.number("ending.onclose.code")), (None, Some(1000)));
    }
}

#[test]
fn any_cut_of_a_capture_has_a_verdict() {
    for name in ["close-unread-sigkill", "heartbeat-gave-up", "wss-killed", "vanished-idle", "close-tab"] {
        let bytes = Recorded::named(name).bytes;
        for end in block_starts(&bytes).into_iter().skip(2) {
            for row in rows_of(&bytes[..end], Rows::Connections) {
                assert!(
                    row.text("ending.verdict").is_some_and(|verdict| !verdict.is_empty()),
                    "{name} {end}"
                );
            }
        }
    }
}
