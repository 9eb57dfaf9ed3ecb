//! Who kept a connection alive, in words: TCP keep-alive, WebSocket's Pings, HTTP keep-alive, silences.

use super::{Sentence, sender};
use crate::capture::Elapsed;
use crate::flow::{Direction, Roles};
use crate::session::Protocol;
use crate::summary::Summary;

/// Shorter silences, and smaller differences between two, need no words.
const SILENCE: Elapsed = Elapsed::from_secs(1);

/// Who kept the connection alive and how well that went; nothing where nobody needed to.
#[must_use]
pub fn heartbeat(summary: &Summary) -> Vec<Sentence> {
    let mut said = Vec::new();
    for by in Direction::BOTH {
        probing(summary, by, &mut said);
    }
    for by in Direction::BOTH {
        pinging(summary, by, &mut said);
    }
    http(summary, &mut said);
    silence(summary, &mut said);
    said
}

fn probing(summary: &Summary, by: Direction, said: &mut Vec<Sentence>) {
    let probing = &summary.heartbeat.tcp[by];
    let Some(bytes) = probing.probe_bytes else { return };
    let form = if bytes == 0 { "heartbeat.tcp.empty" } else { "heartbeat.tcp.garbage" };
    let schedule = match probing.idle.median() {
        Some(idle) => Sentence::new("heartbeat.tcp").with("idle", idle),
        None => Sentence::new("heartbeat.tcp.no-idle"),
    };
    said.push(
        schedule
            .with("who", sender(by))
            .with("form", Sentence::new(form))
            .with("n", probing.probes)
            .with("answered", probing.answered),
    );
    if probing.answered > 1 {
        said.push(Sentence::new("heartbeat.tcp.restarts"));
    }
    if let Some(interval) = probing.interval.median() {
        let sentence = Sentence::new("heartbeat.tcp.interval").with("interval", interval);
        said.push(sentence.with("n", probing.longest_unanswered()));
    }
    if let Some(gave_up) = probing.gave_up {
        let sentence = Sentence::new("heartbeat.tcp.gave-up").with("n", gave_up.probes);
        said.push(sentence.with("peer", sender(by.reverse())).with("time", gave_up.after));
    }
}

fn pinging(summary: &Summary, by: Direction, said: &mut Vec<Sentence>) {
    let pinging = &summary.heartbeat.websocket[by];
    if pinging.pings > 0 {
        let pings = match pinging.interval.median() {
            Some(interval) => Sentence::new("heartbeat.pings-every").with("interval", interval),
            None => Sentence::new("heartbeat.pings"),
        };
        said.push(pings.with("who", sender(by)).with("n", pinging.pings).with("answered", pinging.pongs));
    }
    let round_trip = &pinging.round_trip;
    if let (Some(min), Some(median), Some(max)) = (round_trip.min(), round_trip.median(), round_trip.max()) {
        said.push(match round_trip.count() {
            1 => Sentence::new("heartbeat.round-trip").with("time", median),
            _ => Sentence::new("heartbeat.round-trips")
                .with("min", min)
                .with("median", median)
                .with("max", max),
        });
    }
    let at_the_end = pinging.missed_at_the_end(summary.last_at);
    let before = pinging.missed(summary.last_at).saturating_sub(at_the_end);
    if before > 0 {
        said.push(Sentence::new("heartbeat.missed").with("n", before));
    }
    if at_the_end > 0 {
        said.push(Sentence::new("heartbeat.missed-at-end").with("n", at_the_end));
    }
    // In a capture that misses something, the Ping may be what it misses.
    let pongs = summary.heartbeat.unsolicited_pongs[by];
    let whole = summary.opened.roles == Roles::Seen && summary.missing[by.reverse()] == 0;
    if pongs > 0 && whole {
        said.push(Sentence::new("heartbeat.unsolicited").with("who", sender(by)).with("n", pongs));
    }
}

fn http(summary: &Summary, said: &mut Vec<Sentence>) {
    let requests = summary.http.to_server;
    if summary.protocol != Some(Protocol::Http) || requests < 2 {
        return;
    }
    let http = summary.heartbeat.http;
    let how = if http.said { "heartbeat.http.said" } else { "heartbeat.http.default" };
    said.push(Sentence::new("heartbeat.http").with("n", requests).with("how", Sentence::new(how)));
    if let Some(timeout) = http.timeout {
        let time = Elapsed::from_secs(timeout.into());
        said.push(Sentence::new("heartbeat.http.timeout").with("time", time));
    }
}

fn silence(summary: &Summary, said: &mut Vec<Sentence>) {
    let Some(silence) = summary.heartbeat.silences.longest().filter(|silence| silence.lasted >= SILENCE)
    else {
        return;
    };
    let sentence = |key| {
        Sentence::new(key)
            .with("time", silence.lasted)
            .with("after", silence.after_packet.to_string())
            .with("before", silence.before_packet.to_string())
    };
    let data =
        summary.heartbeat.longest_without_data().filter(|data| data.lasted.0 - silence.lasted.0 >= SILENCE.0);
    said.push(match data {
        Some(data) => sentence("heartbeat.silence-data")
            .with("data", data.lasted)
            .with("data-after", data.after_packet.to_string())
            .with("data-before", data.before_packet.to_string()),
        None => sentence("heartbeat.silence"),
    });
}
