//! Advice on keeping a connection alive, where its packets give a reason, each with its source.

use super::{Sentence, sender};
use crate::capture::Elapsed;
use crate::flow::Direction;
use crate::summary::{Cause, Confidence, Silence, Summary};

/// After so long without data nginx (`proxy_read_timeout`) and the common load balancers (AWS's
/// Application Load Balancer: idle timeout) close a connection, unless they are told otherwise.
const IDLE_LIMIT: Elapsed = Elapsed::from_secs(60);
/// A silence of half of that is worth a word where no heartbeat bounds it.
const NEAR_LIMIT: Elapsed = Elapsed::from_secs(30);
/// Timers fire this much early or late; a heartbeat that is no quicker than the limit loses the race.
const TOLERANCE: Elapsed = Elapsed::from_secs(1);
/// How often practice sends a heartbeat, because carriers' NATs forget after about three minutes.
const NAT_HEARTBEAT: Elapsed = Elapsed::from_secs(170);
/// Answered probes that make a keep-alive schedule.
const KEPT_ALIVE: u64 = 2;

/// What would keep the connection alive better; nothing where its packets give no reason.
#[must_use]
pub fn advice(summary: &Summary) -> Vec<Sentence> {
    let mut said = Vec::new();
    if summary.is_websocket() {
        said.extend(idle_limit(summary));
        said.extend(tcp_only(summary));
    }
    let forgotten = summary.heartbeat.silences.longest().filter(|pause| pause.lasted > NAT_HEARTBEAT);
    said.extend(forgotten.map(|pause| with_silence(Sentence::new("advice.nat"), pause)));
    said
}

/// Whether proxies with an idle limit closed the connection, or would have.
fn idle_limit(summary: &Summary) -> Option<Sentence> {
    if let Some(closed) = closed_when_idle(summary) {
        return Some(closed);
    }
    let slow = Direction::BOTH.into_iter().find_map(|by| {
        let interval = summary.heartbeat.websocket[by].interval.median()?;
        reaches_limit(interval).then_some((by, interval))
    });
    let pause = summary.heartbeat.longest_without_data()?;
    match slow {
        Some((by, interval)) if reaches_limit(pause.lasted) => {
            Some(Sentence::new("advice.slow").with("who", sender(by)).with("interval", interval))
        }
        _ => {
            let bound = if beats(summary) { IDLE_LIMIT } else { NEAR_LIMIT };
            (pause.lasted >= bound).then(|| with_silence(Sentence::new("advice.silent"), pause))
        }
    }
}

fn reaches_limit(time: Elapsed) -> bool {
    time.0 >= IDLE_LIMIT.0 - TOLERANCE.0
}

/// TCP was ended without a Close frame after a silence that is somebody's limit.
fn closed_when_idle(summary: &Summary) -> Option<Sentence> {
    let likely = summary.ending().cause.filter(|likely| likely.confidence != Confidence::Guess)?;
    let Cause::IdleLimit { limit, .. } = likely.cause else { return None };
    Some(Sentence::new("advice.idle-close").with("limit", limit).with("half", Elapsed(limit.0 / 2)))
}

/// Only the kernels spoke to each other.
fn tcp_only(summary: &Summary) -> Option<Sentence> {
    let by = Direction::BOTH.into_iter().find(|by| summary.heartbeat.tcp[*by].answered >= KEPT_ALIVE)?;
    (!beats(summary)).then(|| Sentence::new("advice.tcp-only").with("peer", sender(by.reverse())))
}

/// Whether a side has a heartbeat of WebSocket's own.
fn beats(summary: &Summary) -> bool {
    let heartbeat = &summary.heartbeat;
    let beats = |by| heartbeat.websocket[by].pings + u64::from(heartbeat.unsolicited_pongs[by]) > 0;
    Direction::BOTH.into_iter().any(beats)
}

fn with_silence(sentence: Sentence, pause: Silence) -> Sentence {
    sentence
        .with("time", pause.lasted)
        .with("after", pause.after_packet.to_string())
        .with("before", pause.before_packet.to_string())
}
