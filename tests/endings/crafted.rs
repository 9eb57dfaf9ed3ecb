//! Every cause on a conversation that has it, and on one that almost has it.

use wiretale::decode::Flags;
use wiretale::teach::Language;
use wiretale::tell::Rows;

use super::support::*;
use super::{of, websocket};

/// Cause and confidence.
#[track_caller]
fn because(talk: Conversation) -> (Option<String>, Option<String>) {
    let row = of(talk);
    let text = |path: &str| row.text(path).map(str::to_owned);
    (text("ending.cause"), text("ending.cause_confidence"))
}

#[track_caller]
fn assert_because(talk: Conversation, cause: &str, confidence: &str) {
    assert_eq!(because(talk), (Some(cause.to_owned()), Some(confidence.to_owned())));
}

/// The server's last word, a silence, and its FIN.
fn silent(milliseconds: u64) -> Conversation {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(milliseconds).server_fin().client_fin().server_ack();
    talk
}

#[test]
fn round_silences_are_idle_limits_and_others_are_not() {
    for round in [60_000, 60_200, 59_800, 100_000, 300_000, 350_100, 3_600_000] {
        assert_because(silent(round), "idle_limit", "likely");
    }
    for perhaps in [3_000, 5_000, 65_000] {
        assert_because(silent(perhaps), "idle_limit", "guess");
    }
    for other in [300, 1_000, 59_200, 61_000, 3_500, 7_700, 348_000] {
        assert_because(silent(other), "process_ended", "likely");
    }
}

#[test]
fn the_verdict_names_who_is_known_to_have_that_limit() {
    let told = of(silent(60_000)).text("ending.verdict").unwrap().to_owned();
    assert!(told.starts_with("The server hung up") && told.contains("nginx (proxy_read_timeout)"), "{told}");
    assert!(!of(silent(20_000)).text("ending.verdict").unwrap().contains("nginx"));
}

#[test]
fn probes_are_no_data_to_an_idle_limit() {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(45_000).keep_alive(Side::Client, &[]).server_ack();
    talk.after_ms(14_999).server_fin().client_fin().server_ack();
    assert_because(talk, "idle_limit", "likely");
}

#[test]
fn one_side_silent_for_a_round_time_is_a_guess() {
    let mut talk = websocket();
    talk.client(masked(text("last"))).server_ack();
    for _ in 0..4 {
        talk.after_ms(13_700).server(text("tick")).client_ack();
    }
    talk.after_ms(5_200).server_fin().client_fin().server_ack();
    assert_because(talk, "idle_limit", "guess");
}

#[test]
fn a_close_frame_that_speaks_of_idleness_is_believed_when_the_silence_fits() {
    let closed = |silence: u64, reason: &str| {
        let mut talk = websocket();
        talk.server(text("hi")).client_ack().after_ms(silence).server(close(1001, reason));
        talk.client(masked(close(1001, reason))).server_fin().client_fin().server_ack();
        because(talk).0
    };
    assert_eq!(closed(300_000, "Connection Idle Timeout").as_deref(), Some("idle_limit"));
    assert_eq!(closed(297_000, "Connection Idle Timeout").as_deref(), Some("close_code"));
    assert_eq!(closed(300_000, "good night").as_deref(), Some("close_code"));
}

#[test]
fn pings_that_find_no_pong_end_in_a_given_up_heartbeat() {
    let pinged = |wait: u64| {
        let mut talk = websocket();
        talk.after_ms(7_300).server(ping("1")).client(masked(pong("1"))).server_ack();
        talk.after_ms(7_300).server(ping("2")).client_ack().after_ms(wait);
        talk.server_fin().client_fin().server_ack();
        talk
    };
    assert_because(pinged(7_300), "heartbeat_gave_up", "likely");
    assert_because(pinged(100), "process_ended", "likely");
    let row = of(pinged(7_300));
    let shown: Vec<_> =
        row.get("ending.evidence").unwrap().list().iter().filter_map(|e| e.text("what")).collect();
    assert_eq!(shown, ["first_unanswered_ping", "first_fin", "second_fin"]);
}

#[test]
fn a_late_pong_saves_nobody_and_the_peers_pings_do_not_count() {
    let mut talk = websocket();
    talk.server(ping("1")).client_ack().after_ms(7_300).server_fin().client(masked(pong("1")));
    talk.client_fin().server_ack();
    assert_because(talk, "heartbeat_gave_up", "likely");
    let mut talk = websocket();
    talk.server(ping("1")).client_ack().after_ms(7_300).client_fin().server_fin().client_ack();
    assert_because(talk, "process_ended", "likely");
}

#[test]
fn python_says_so_in_its_close_frame() {
    let mut talk = websocket();
    talk.after_ms(20_000).server(ping("abcd")).client_ack().after_ms(20_000);
    talk.server(close(1011, "keepalive ping timeout")).client(masked(close(1011, "keepalive ping timeout")));
    talk.server_fin().client_fin().server_ack();
    let table = text_of(&talk.clone().into_pcapng(), Rows::Connections, Language::English, 120);
    assert!(table.contains("✗ 1011 closed by server"), "{table}");
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("heartbeat_gave_up"));
    assert_eq!(row.text("ending.cause_confidence"), Some("certain"));
    assert_eq!(
        (row.number("ending.onclose.code"), row.bool("ending.onclose.clean")),
        (Some(1011), Some(true))
    );
}

#[test]
fn a_reset_after_both_close_frames_is_no_trouble_unless_nobody_sent_fin() {
    let mut talk = websocket();
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye")).server_fin();
    talk.client_ack().client_rst();
    let row = of(talk);
    assert_eq!((row.text("ending.cause"), row.bool("ending.onclose.clean")), (None, Some(true)));
    let mut talk = websocket();
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye")).client_ack().server_rst();
    let row = of(talk);
    assert_eq!(
        (row.number("ending.onclose.code"), row.bool("ending.onclose.clean")),
        (Some(1000), Some(false))
    );
}

#[test]
fn a_reset_that_acknowledges_the_answer_to_a_close_comes_from_who_had_it() {
    let closed = |reset: Flags| {
        let mut talk = websocket();
        talk.server(close(1000, "bye")).client(masked(close(1000, "bye"))).client_fin();
        talk.send(Side::Server, reset, []);
        of(talk)
    };
    let heard = closed(Flags(Flags::RST.0 | Flags::ACK.0));
    assert_eq!((heard.text("ending.cause"), heard.bool("ending.websocket.clean")), (None, Some(true)));
    let left = closed(Flags::RST);
    assert_eq!(left.text("ending.cause"), Some("close_not_awaited"), "it was gone when the answer came");
    assert_eq!(left.bool("ending.websocket.clean"), Some(false));
}

#[test]
fn who_fails_a_connection_is_told_from_who_closes_it() {
    for code in [1002, 1003, 1007, 1009] {
        let mut talk = websocket();
        talk.client(masked(close(code, ""))).server(close(code, "")).client_ack();
        talk.server_fin().client_fin().server_ack();
        let row = of(talk);
        assert_eq!(row.text("ending.cause"), Some("protocol_error"));
        assert_eq!(row.number("ending.onclose.code"), Some(1006), "a browser tells its page at once");
    }
    let mut talk = websocket();
    talk.server(close(1002, "")).client(masked(close(1002, ""))).server_fin().client_fin().server_ack();
    assert_eq!(of(talk).number("ending.onclose.code"), Some(1002), "the server said it");
}

#[test]
fn a_close_without_an_answer_is_timed_out_or_not_awaited() {
    let closed = |wait: u64| {
        let mut talk = websocket();
        talk.client(masked(close(1000, "bye"))).server_ack().after_ms(wait).client_fin().server_ack();
        talk
    };
    assert_because(closed(10_000), "close_timeout", "likely");
    assert_because(closed(10), "close_not_awaited", "certain");
    let mut talk = websocket();
    talk.client(masked(close(1000, "bye"))).server_ack();
    assert_because(talk, "capture_ended", "certain");
    let mut talk = websocket();
    talk.client(masked(close(1000, "bye"))).server_ack().after_ms(30).server_fin().client_fin().server_ack();
    assert_because(talk, "process_ended", "likely");
}

#[test]
fn resets_are_told_apart_by_what_came_before() {
    let mut talk = websocket();
    talk.client(masked(text("never read"))).server_ack().after_ms(700).server_rst();
    assert_because(talk, "unread_data", "guess");
    let mut talk = websocket();
    talk.client(masked(text("hi"))).server(text("hello")).client_ack().after_ms(700).server_rst();
    assert_because(talk, "aborted", "likely");
    let mut talk = websocket();
    talk.server(ping("")).client(masked(pong(""))).server_ack().after_ms(700).server_rst();
    assert_because(talk, "aborted", "likely");
    let mut talk = websocket();
    talk.client(masked(text("are you there?"))).send(Side::Server, Flags::RST, []);
    assert_because(talk, "connection_unknown", "likely");
}

#[test]
fn who_sends_in_vain_gives_up_by_its_kernel_or_by_its_program() {
    let sent = || {
        let mut talk = websocket();
        talk.server(text("are you there?"));
        for wait in [400, 800, 1_600, 3_200] {
            talk.after_ms(wait).again(Side::Server);
        }
        talk
    };
    assert_because(sent(), "retransmission_gave_up", "likely");
    let mut talk = sent();
    talk.after_ms(900).server_fin();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("retransmission_gave_up"));
    assert!(row.text("ending.verdict").unwrap().starts_with("The server hung up"));
    // A FIN that nobody answers is sent again and again too, but was not the cause of itself.
    let mut talk = websocket();
    talk.after_ms(700).server_fin();
    for wait in [400, 800, 1_600, 3_200] {
        talk.after_ms(wait).again(Side::Server);
    }
    assert_because(talk, "process_ended", "likely");
    let mut talk = websocket();
    for _ in 0..5 {
        talk.after_ms(1_000).keep_alive(Side::Server, &[]);
    }
    talk.after_ms(1_000).server_rst();
    assert_because(talk, "keep_alive_gave_up", "likely");
}

#[test]
fn an_upgrade_that_nobody_answers() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").server_ack().after_ms(4_700).client_fin().server_fin().client_ack();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("upgrade_unanswered"));
    assert_eq!(row.number("ending.onclose.code"), Some(1006));
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").server_ack();
    let row = of(talk);
    assert_eq!((row.text("ending.cause"), row.number("ending.onclose.code")), (Some("capture_ended"), None));
}

#[test]
fn http_keeps_its_promise_to_close() {
    let asked = |wait: u64| {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().client("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        talk.response("200 OK", &["Keep-Alive: timeout=8", "Content-Length: 2"], "ok").client_ack();
        talk.after_ms(wait).server_fin().client_fin().server_ack();
        because(talk).0
    };
    assert_eq!(asked(8_000).as_deref(), Some("http_keep_alive"));
    assert_eq!(asked(9_000).as_deref(), Some("http_keep_alive"));
    assert_eq!(asked(4_300), None);
}

#[test]
fn data_after_a_fin_is_evidence_of_a_half_closed_connection() {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(700).client_fin().server_ack();
    talk.after_ms(100).server(text("still here")).client_ack();
    let row = of(talk);
    let shown: Vec<_> =
        row.get("ending.evidence").unwrap().list().iter().filter_map(|e| e.text("what")).collect();
    assert_eq!(shown, ["last_data", "first_fin", "data_after_fin"]);
    assert_eq!(row.text("ending.tcp.first"), Some("client"));
}

#[test]
fn evidence_is_bounded() {
    let mut talk = websocket();
    for _ in 0..100 {
        talk.after_ms(900).server(ping("x")).again(Side::Server);
    }
    talk.server(close(1011, "ping timeout")).client(masked(close(1011, ""))).server_fin().client_fin();
    let row = of(talk);
    assert!(row.get("ending.evidence").unwrap().list().len() <= 12);
    assert_eq!(row.text("ending.cause"), Some("heartbeat_gave_up"));
}

#[test]
fn codes_that_say_why_are_causes() {
    let closed = |code: u16| {
        let mut talk = websocket();
        talk.server(text("hi")).client_ack().after_ms(700).server(close(code, ""));
        talk.client(masked(close(code, ""))).server_fin().client_fin().server_ack();
        talk
    };
    for code in [1001, 1008, 1011, 1012, 1013, 1014] {
        assert_because(closed(code), "close_code", "certain");
    }
    for code in [1000, 3000, 4000] {
        assert_eq!(because(closed(code)).0, None);
    }
    let verdict = |code| of(closed(code)).text("ending.verdict").unwrap().to_owned();
    assert!(verdict(1011).starts_with("Closed because something was wrong"), "{}", verdict(1011));
    assert!(verdict(1008).starts_with("Closed because something was wrong"), "{}", verdict(1008));
    assert!(verdict(1012).starts_with("Closed cleanly"), "{}", verdict(1012));
}

#[test]
fn only_clients_have_pages() {
    let mut talk = websocket();
    talk.server(close(1001, "shutdown")).server_fin().client(masked(close(1001, ""))).server_rst();
    let row = of(talk);
    assert!(!row.text("ending.verdict").unwrap().contains("tab"), "{row:?}");
    assert_eq!(row.text("ending.cause"), Some("close_code"));
}

#[test]
fn a_heartbeat_gives_up_though_its_close_is_answered_late() {
    let mut talk = websocket();
    talk.server(ping("1")).client_ack().after_ms(1_200).server(close(1011, "keepalive ping timeout"));
    talk.client_ack().client(masked(close(1011, ""))).client_fin();
    talk.send(Side::Server, Flags::RST, []);
    assert_because(talk, "heartbeat_gave_up", "likely");
}

#[test]
fn a_close_code_that_none_may_send_fails_the_connection() {
    for code in [999, 1004, 1005, 1006, 1015, 2999, 5000] {
        let mut talk = websocket();
        talk.server(close(code, "")).client(masked(close(1002, ""))).client_fin().server_fin().client_rst();
        let row = of(talk);
        assert_eq!(row.text("ending.cause"), Some("protocol_error"), "{code}");
        assert_eq!(row.number("ending.onclose.code"), Some(1006), "{code}");
        assert_eq!(row.bool("ending.onclose.clean"), Some(false), "{code}");
        let verdict = row.text("ending.verdict").unwrap();
        assert!(verdict.contains(&format!("No endpoint may send {code}")), "{verdict}");
        assert!(!verdict.contains("never sent") && !verdict.contains("reset TCP"), "{verdict}");
    }
}

#[test]
fn a_server_that_hangs_up_has_not_kept_silent() {
    let asked = || {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().get("/").server_ack();
        talk
    };
    let mut talk = asked();
    talk.after_ms(12).server_fin().client_fin().server_ack();
    let verdict = of(talk.clone()).text("ending.verdict").unwrap().to_owned();
    assert!(verdict.contains("without a word of HTTP"), "{verdict}");
    assert_because(talk, "upgrade_hung_up", "certain");
    let mut talk = asked();
    talk.server("HTTP/1.1 101 Switching Protocols\r\nUpgr").server_fin().client_fin().server_ack();
    let verdict = of(talk.clone()).text("ending.verdict").unwrap().to_owned();
    assert!(verdict.contains("in the middle of its answer"), "{verdict}");
    assert_because(talk, "upgrade_hung_up", "certain");
    let mut talk = asked();
    talk.server_rst();
    assert_because(talk, "upgrade_hung_up", "certain");
}

#[test]
fn a_program_that_still_receives_has_not_ended() {
    let half = |wait: u64, rst: bool| {
        let mut talk = websocket();
        talk.client_fin().server_ack().after_ms(wait).server(text("late"));
        if rst {
            talk.client_rst();
        } else {
            talk.client_ack().server_fin().client_ack();
        }
        talk
    };
    assert_because(half(2_100, false), "half_closed", "likely");
    assert_because(half(2_100, true), "process_ended", "likely");
    assert_because(half(10, false), "process_ended", "likely");
}

#[test]
fn one_probe_that_waits_long_for_its_answer_is_enough_before_a_reset() {
    let probed = |wait: u64| {
        let mut talk = websocket();
        talk.after_ms(2_345).keep_alive(Side::Server, &[]).after_ms(wait).server_rst();
        talk
    };
    assert_because(probed(1_000), "keep_alive_gave_up", "likely");
    let row = of(probed(1_000));
    let verdict = row.text("ending.verdict").unwrap();
    assert!(verdict.contains("a keep-alive probe") && verdict.contains("3.35 s after"), "{verdict}");
    let shown: Vec<_> =
        row.get("ending.evidence").unwrap().list().iter().filter_map(|e| e.text("what")).collect();
    assert_eq!(shown, ["last_data", "first_unanswered_probe", "rst"]);
    assert_because(probed(1), "aborted", "likely");
}

#[test]
fn connections_on_which_nothing_came_about() {
    let opened = || {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake();
        talk
    };
    let mut talk = opened();
    talk.client_fin().server_fin().client_ack();
    assert_because(talk, "nothing_said", "certain");
    let mut talk = opened();
    talk.client_rst();
    assert_because(talk, "nothing_said", "certain");
    let polled = |answer: bool| {
        let mut talk = opened();
        talk.client("GET /poll HTTP/1.1\r\nHost: a\r\n\r\n").server_ack().after_ms(3_700);
        if answer {
            talk.response("200 OK", &["Content-Length: 2"], "ok").client_ack();
        }
        talk.client_fin().server_fin().client_ack();
        because(talk).0
    };
    let mut talk = opened();
    talk.client("GET /poll HTTP/1.1\r\nHost: a\r\n\r\n").server_ack().after_ms(3_700);
    talk.server_fin().client_fin().server_ack();
    assert_because(talk, "request_hung_up", "certain");
    assert_eq!(polled(false).as_deref(), Some("request_unanswered"));
    assert_eq!(polled(true), None);
}

#[test]
fn a_refused_upgrade_says_where_to_look() {
    for (status, header, place) in [
        (200, "Content-Length: 0", "proxies"),
        (302, "Location: https://b/", "The answer says Location: https://b/."),
        (307, "Location: /login", "do not follow"),
        (400, "Sec-WebSocket-Version: 13, 8", "says Sec-WebSocket-Version: 13, 8"),
        (401, "WWW-Authenticate: Basic", "who asks"),
        (403, "X: y", "Origin"),
        (404, "X: y", "path"),
        (405, "Allow: POST", "says Allow: POST"),
        (407, "Proxy-Authenticate: Basic", "proxy settings"),
        (408, "X: y", "too long"),
        (418, "X: y", "with the client"),
        (426, "Sec-WebSocket-Version: 13", "another upgrade"),
        (429, "Retry-After: 5", "says Retry-After: 5"),
        (431, "X: y", "cookies"),
        (500, "X: y", "exception"),
        (501, "X: y", "does not know"),
        (502, "X: y", "behind"),
        (503, "Retry-After: 5", "overloaded"),
        (504, "X: y", "took too long"),
        (599, "X: y", "exception"),
    ] {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
        talk.handshake().get("/").response(&format!("{status} X"), &["Content-Length: 0", header], "");
        talk.server_fin().client_fin().server_ack();
        let told = text_of(&talk.clone().into_pcapng(), Rows::Story, Language::English, 10_000);
        let verdict = of(talk).text("ending.verdict").unwrap().to_owned();
        assert!(verdict.contains(place), "{status}: {verdict}");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.matches(place).count() >= 2, "in the verdict and under the answer: {told}");
    }
}

#[test]
fn a_close_frame_that_is_sent_in_vain() {
    let mut talk = websocket();
    talk.client(masked(close(4002, "bye")));
    for wait in [400, 800, 1_600, 3_200] {
        talk.after_ms(wait).again(Side::Client);
    }
    assert_because(talk, "retransmission_gave_up", "likely");
}

#[test]
fn a_refusal_may_be_a_firewall() {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.client_syn().server_rst();
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), Some("nobody_listens"));
    assert_eq!(row.text("ending.cause_confidence"), Some("likely"));
    assert!(row.text("ending.verdict").unwrap().contains("firewall"));
}

#[test]
fn what_an_uncaptured_server_answered_is_not_held_against_it() {
    let mut talk = websocket();
    talk.client(masked(text("one"))).server(text("two")).client(masked(text("three")));
    talk.client_fin().server_fin().client_ack();
    let (server, client) = (talk.packets[1].from, talk.packets[0].from);
    talk.packets.retain(|packet| packet.from == client && packet.to == server);
    let row = of(talk);
    assert_eq!(row.text("ending.cause"), None);
    assert_eq!(row.number("ending.onclose.code"), None);
}

#[test]
fn a_missed_ping_is_no_cause_where_the_peer_went_on_speaking() {
    let pinged = || {
        let mut talk = websocket();
        talk.server(ping("are you there")).client_ack().after_ms(3000).client(masked(text("busy")));
        talk.server_ack().after_ms(1300);
        talk
    };
    let mut hung_up = pinged();
    hung_up.server_fin().client_fin().server_ack();
    assert_because(hung_up, "process_ended", "likely");
    let mut done = pinged();
    done.server(close(1000, "")).client(masked(close(1000, ""))).server_fin().client_fin().server_ack();
    assert_eq!(because(done), (None, None));
}

#[test]
fn plain_http_to_a_port_that_speaks_tls() {
    for upgrade in [true, false] {
        let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8443");
        talk.handshake();
        if upgrade {
            talk.get("/");
        } else {
            talk.client("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        talk.server(vec![21, 3, 1, 0, 2, 2, 70]).server_fin().client_fin().server_ack();
        let verdict = of(talk.clone()).text("ending.verdict").unwrap().to_owned();
        assert!(verdict.contains("answers with TLS") && verdict.contains("wss:"), "{verdict}");
        assert_because(talk, "tls_port", "certain");
    }
}
