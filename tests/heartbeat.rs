//! Who kept a connection alive: on recorded captures against how they were made, and on crafted ones.

mod support;

use std::io::Cursor;

use support::*;
use wiretale::capture::{CaptureFile, Elapsed, Source, open};
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::summary::{Summaries, Summary};
use wiretale::teach::{self, Language, Sentence};

/// Keeps the summaries of all connections.
#[derive(Default)]
struct Ended {
    summaries: Summaries,
    ended: Vec<Summary>,
}

impl Observer for Ended {
    fn observe(&mut self, event: &Event<'_>) {
        self.ended.extend(self.summaries.observe(event));
    }
}

fn first(mut source: impl Source) -> Summary {
    let mut ended = Ended::default();
    pipeline::run(&mut source, &mut ended, Settings::default());
    ended.ended.into_iter().find(|summary| summary.connection == 0).expect("a connection")
}

fn recorded(name: &str) -> Summary {
    first(open(format!("captures/{name}.pcapng").as_ref()).unwrap())
}

fn summed(talk: Conversation) -> Summary {
    let input = Cursor::new(talk.into_pcapng());
    first(CaptureFile::from_reader(input, "crafted".to_owned()).unwrap())
}

/// A WebSocket after its handshake.
fn websocket() -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/chat").switching_protocols().client_ack();
    talk
}

/// The keys of sentences.
fn keys(sentences: &[Sentence]) -> Vec<&'static str> {
    sentences.iter().map(Sentence::key).collect()
}

/// What is said of the heartbeat, in English.
fn told(summary: &Summary) -> String {
    teach::heartbeat(summary).iter().map(|sentence| sentence.tell(Language::English) + " ").collect()
}

/// Asserts that a time is within `tolerance` milliseconds of `expected` ones.
#[track_caller]
fn assert_ms(time: Option<Elapsed>, expected: f64, tolerance: f64) {
    let milliseconds = time.expect("a time").as_secs_f64() * 1000.0;
    assert!((milliseconds - expected).abs() <= tolerance, "{milliseconds} ms, not {expected} ms");
}

// Recorded: the parameters are in captures/README.md and captures/record/.

#[test]
fn linux_probes_are_empty_and_spaced_by_the_idle_time_while_answered() {
    let summary = recorded("keep-alive-0");
    let probing = &summary.heartbeat.tcp.to_client;
    assert!(probing.probes >= 3);
    assert_eq!((probing.answered, probing.unanswered()), (probing.probes, 0));
    assert_eq!((probing.longest_unanswered(), probing.probe_bytes), (0, Some(0)));
    assert_ms(probing.idle.median(), 2000.0, 50.0);
    assert_eq!((probing.interval.count(), probing.gave_up), (0, None));
    assert_eq!(summary.heartbeat.tcp.to_server.probes, 0);
    let without_data = summary.heartbeat.longest_without_data().unwrap();
    assert_eq!((without_data.after_packet, without_data.before_packet), (8, 18));
    assert!(told(&summary).contains("0 bytes (as stacks such as Linux do): 4 probes, 4 answered."));
    assert_eq!(keys(&teach::advice(&summary)), ["advice.tcp-only"]);
}

#[test]
fn other_stacks_probe_with_a_byte_of_garbage() {
    for capture in ["keep-alive-1", "walkthrough"] {
        let summary = recorded(capture);
        let probing = &summary.heartbeat.tcp.to_client;
        assert_eq!((probing.probes, probing.answered, probing.probe_bytes), (3, 3, Some(1)), "{capture}");
        assert_ms(probing.idle.median(), 2000.0, 20.0);
        assert_ms(probing.idle.min(), 2000.0, 20.0);
        assert_ms(probing.idle.max(), 2000.0, 20.0);
        assert_ms(summary.heartbeat.silences.longest().map(|pause| pause.lasted), 2000.0, 20.0);
        assert!(told(&summary).contains("1 garbage byte (as stacks such as Windows or smoltcp do)"));
    }
}

#[test]
fn unanswered_probes_are_spaced_by_the_interval_until_the_peer_is_given_up() {
    let summary = recorded("vanished-idle");
    let probing = &summary.heartbeat.tcp.to_client;
    assert_eq!((probing.probes, probing.answered, probing.unanswered()), (11, 1, 10));
    assert_eq!(probing.longest_unanswered(), 10);
    assert_ms(probing.idle.median(), 2000.0, 50.0);
    assert_ms(probing.interval.median(), 1000.0, 50.0);
    let gave_up = probing.gave_up.unwrap();
    assert_eq!(gave_up.probes, 10);
    // 2 s of idle time and 10 intervals, as RECORDING says: 12 to 13 s.
    assert_ms(Some(gave_up.after), 12_250.0, 500.0);
    assert!(told(&summary).contains("After 10 unanswered probes, 12.3 s after the last packet"));
}

#[test]
fn pings_find_their_pongs() {
    let summary = recorded("ping-pong");
    let pinging = &summary.heartbeat.websocket.to_client;
    assert_eq!((pinging.pings, pinging.pongs, pinging.missed(summary.last_at)), (3, 3, 0));
    assert_ms(pinging.interval.median(), 1000.0, 20.0);
    assert_eq!((pinging.interval.count(), pinging.round_trip.count()), (2, 3));
    assert!(pinging.round_trip.min() > Some(Elapsed::ZERO));
    assert!(pinging.round_trip.max() < Some(Elapsed::from_millis(5)));
    assert_eq!(summary.heartbeat.websocket.to_server.pings, 0);
    assert_eq!(summary.heartbeat.unsolicited_pongs.to_server, 0);
    assert!(teach::advice(&summary).is_empty());
}

#[test]
fn http_keep_alive_is_told_apart() {
    let summary = recorded("polling");
    let said = keys(&teach::heartbeat(&summary));
    assert!(said.starts_with(&["heartbeat.http", "heartbeat.http.timeout"]), "{said:?}");
    assert!(teach::advice(&summary).is_empty());
    let single = recorded("connection-per-request");
    assert!(!keys(&teach::heartbeat(&single)).contains(&"heartbeat.http"));
}

#[test]
fn short_connections_need_no_words() {
    for capture in ["echo", "handshake-push", "close-browser", "close-sigkill", "refused", "wss-tls13"] {
        let summary = recorded(capture);
        assert!(teach::heartbeat(&summary).is_empty(), "{capture}: {}", told(&summary));
        assert!(teach::advice(&summary).is_empty(), "{capture}");
    }
}

// Crafted: WebSocket.

#[test]
fn pongs_answer_the_latest_ping_with_their_bytes_in_any_order() {
    let mut talk = websocket();
    talk.server(ping("a")).server(ping("b"));
    talk.after_ms(10).client(masked(pong("b"))).after_ms(10).client(masked(pong("a"))).server_ack();
    let summary = summed(talk);
    let pinging = &summary.heartbeat.websocket.to_client;
    assert_eq!((pinging.pings, pinging.pongs, pinging.missed(summary.last_at)), (2, 2, 0));
    assert_ms(pinging.round_trip.min(), 10.1, 0.01);
    assert_ms(pinging.round_trip.max(), 20.3, 0.01);
    assert_eq!(summary.heartbeat.unsolicited_pongs.to_server, 0);
}

#[test]
fn empty_pings_are_answered_newest_first() {
    let mut talk = websocket();
    talk.server(ping("")).after_ms(20_000).server(ping("")).after_ms(3).client(masked(pong("")));
    let pinging = summed(talk).heartbeat.websocket.to_client.clone();
    assert_ms(pinging.round_trip.max(), 3.1, 0.01);
    assert_eq!(pinging.pongs, 1);
}

#[test]
fn missed_pongs_are_counted_before_and_at_the_end() {
    let mut talk = websocket();
    talk.server(ping("1")).client_ack().after_ms(5000);
    talk.server(ping("2")).client(masked(pong("2"))).after_ms(5000);
    talk.server(ping("3")).client_ack().after_ms(5000);
    talk.server(ping("4")).client_ack().after_ms(5000).server_fin();
    let summary = summed(talk);
    let pinging = &summary.heartbeat.websocket.to_client;
    assert_eq!((pinging.pings, pinging.pongs), (4, 1));
    assert_eq!(pinging.missed(summary.last_at), 3);
    assert_eq!(pinging.missed_at_the_end(summary.last_at), 2);
    assert_ms(pinging.interval.median(), 5000.0, 1.0);
    let said = keys(&teach::heartbeat(&summary));
    assert!(said.contains(&"heartbeat.missed") && said.contains(&"heartbeat.missed-at-end"), "{said:?}");
}

#[test]
fn a_ping_just_before_the_end_is_not_missed() {
    let mut talk = websocket();
    talk.server(ping("1")).client_ack();
    let summary = summed(talk);
    let pinging = &summary.heartbeat.websocket.to_client;
    assert_eq!((pinging.missed(summary.last_at), pinging.missed_at_the_end(summary.last_at)), (0, 0));
}

#[test]
fn pongs_that_nobody_asked_for_are_a_heartbeat_too() {
    let mut talk = websocket();
    for _ in 0..3 {
        talk.after_ms(25_000).client(masked(pong("tick"))).server_ack();
    }
    let summary = summed(talk);
    assert_eq!(summary.heartbeat.unsolicited_pongs.to_server, 3);
    assert_eq!(summary.heartbeat.unsolicited_pongs.to_client, 0);
    assert!(keys(&teach::heartbeat(&summary)).contains(&"heartbeat.unsolicited"));
    assert!(teach::advice(&summary).is_empty());
}

#[test]
fn many_pings_take_bounded_memory_and_lose_no_count() {
    let mut talk = websocket();
    for _ in 0..500 {
        talk.after_ms(1000).server(ping("x"));
    }
    talk.after_ms(2000).client_ack();
    let summary = summed(talk);
    let pinging = &summary.heartbeat.websocket.to_client;
    assert_eq!((pinging.pings, pinging.missed(summary.last_at)), (500, 500));
    assert_ms(pinging.interval.median(), 1000.1, 0.01);
}

// Crafted: silences and advice.

#[test]
fn a_fin_after_a_whole_minute_looks_like_an_idle_limit() {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(60_050).server_fin().client_fin().server_ack();
    let summary = summed(talk);
    let pause = summary.heartbeat.last_silence().unwrap();
    assert_ms(Some(pause.lasted), 60_050.0, 1.0);
    assert_eq!((pause.after_packet, pause.before_packet), (7, 9));
    assert_eq!(keys(&teach::advice(&summary)), ["advice.idle-close"]);
}

#[test]
fn a_fin_after_70_s_of_silence_calls_for_a_heartbeat() {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(70_000).server_fin().client_fin().server_ack();
    let summary = summed(talk);
    let silence = summary.heartbeat.silences.longest().unwrap();
    assert_ms(Some(silence.lasted), 70_000.0, 1.0);
    assert_eq!((silence.after_packet, silence.before_packet), (8, 9));
    assert_eq!(keys(&teach::advice(&summary)), ["advice.silent"]);
}

#[test]
fn a_close_frame_after_a_minute_is_no_idle_limit() {
    let mut talk = websocket();
    talk.server(text("hi")).client_ack().after_ms(25_000).client(masked(close(1000, "bye")));
    talk.server(close(1000, "bye")).client_ack().after_ms(60_000).server_fin().client_fin().server_ack();
    let summary = summed(talk);
    assert_ms(summary.heartbeat.last_silence().map(|pause| pause.lasted), 25_000.0, 1.0);
    assert!(teach::advice(&summary).is_empty());
}

#[test]
fn a_heartbeat_of_three_minutes_is_too_slow_for_proxies_and_nats() {
    let mut talk = websocket();
    for beat in ["1", "2", "3"] {
        talk.after_ms(180_000).server(ping(beat)).client(masked(pong(beat))).server_ack();
    }
    let summary = summed(talk);
    assert_ms(summary.heartbeat.websocket.to_client.interval.median(), 180_000.0, 1.0);
    assert_eq!(keys(&teach::advice(&summary)), ["advice.slow", "advice.nat"]);
}

#[test]
fn a_heartbeat_of_25_s_needs_no_advice() {
    let mut talk = websocket();
    for beat in ["1", "2", "3"] {
        talk.after_ms(25_000).server(ping(beat)).client(masked(pong(beat))).server_ack();
    }
    assert!(teach::advice(&summed(talk)).is_empty());
}

#[test]
fn tcp_alone_tells_nothing_of_the_application_and_resets_no_proxys_timer() {
    let mut talk = websocket();
    for _ in 0..2 {
        talk.after_ms(45_000).keep_alive(Side::Client, &[]).server_ack();
    }
    let summary = summed(talk);
    let probing = &summary.heartbeat.tcp.to_server;
    assert_eq!((probing.probes, probing.answered, probing.probe_bytes), (2, 2, Some(0)));
    assert_ms(probing.idle.median(), 45_000.0, 1.0);
    assert_eq!(keys(&teach::advice(&summary)), ["advice.silent", "advice.tcp-only"]);
}

#[test]
fn a_run_that_ends_in_an_answer_is_no_death() {
    let mut talk = websocket();
    talk.after_ms(2000).keep_alive(Side::Server, &[0]).after_ms(1000).keep_alive(Side::Server, &[0]);
    talk.after_ms(1000).keep_alive(Side::Server, &[0]).client_ack().server_rst();
    let probing = summed(talk).heartbeat.tcp.to_client.clone();
    assert_eq!((probing.probes, probing.answered, probing.longest_unanswered()), (3, 1, 2));
    assert_ms(probing.interval.median(), 1000.0, 1.0);
    assert_eq!(probing.gave_up, None);
}

#[test]
fn every_sentence_can_be_told_in_both_languages() {
    let mut talk = websocket();
    talk.after_ms(200_000)
        .client(masked(pong("")))
        .server(ping(""))
        .client(masked(pong("")))
        .after_ms(120_000)
        .server_rst();
    let summary = summed(talk);
    for language in Language::ALL {
        for sentence in [teach::heartbeat(&summary), teach::advice(&summary)].concat() {
            assert!(!sentence.tell(language).contains(['{', '?']), "{}", sentence.tell(language));
        }
    }
    assert_eq!(keys(&teach::advice(&summary)), ["advice.idle-close", "advice.nat"]);
}
