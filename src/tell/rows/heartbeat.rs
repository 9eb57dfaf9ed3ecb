//! What kept a connection alive, in a row of `connections`.

use serde::Serialize;

use crate::capture::Elapsed;
use crate::flow::{Direction, Pair};
use crate::summary::{Pinging, Probing, Samples, Silence, Summary};
use crate::teach::{self, Language};

/// `heartbeat` of a TCP connection; times in seconds.
#[derive(Debug, Serialize)]
pub(super) struct HeartbeatRow {
    tcp: Vec<ProbingRow>,
    websocket: Vec<PingingRow>,
    unsolicited_pongs: super::connection::BothRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_silence: Option<SilenceRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_without_data: Option<SilenceRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<RecordsRow>,
    advice: Vec<String>,
}

#[derive(Debug, Serialize)]
struct RecordsRow {
    from: &'static str,
    count: u32,
    interval: f64,
    length: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_length: Option<u16>,
    unanswered: u32,
}

#[derive(Debug, Serialize)]
struct ProbingRow {
    from: &'static str,
    probes: u64,
    answered: u64,
    unanswered: u64,
    longest_unanswered: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    idle: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probe_bytes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gave_up_after: Option<f64>,
}

#[derive(Debug, Serialize)]
struct PingingRow {
    from: &'static str,
    pings: u64,
    pongs: u64,
    missed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round_trip: Option<SpreadRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct SpreadRow {
    min: f64,
    median: f64,
    max: f64,
}

#[derive(Debug, Serialize)]
struct SilenceRow {
    seconds: f64,
    after_packet: u64,
    before_packet: u64,
}

impl HeartbeatRow {
    /// What is known of it, with its advice in a language.
    pub(super) fn new(summary: &Summary, language: Language) -> Self {
        let heartbeat = &summary.heartbeat;
        let Pair { to_server, to_client } = heartbeat.unsolicited_pongs;
        let pongs = Pair { to_server: u64::from(to_server), to_client: u64::from(to_client) };
        let tcp = Direction::BOTH.into_iter().map(|by| (by, &heartbeat.tcp[by]));
        let websocket = Direction::BOTH.into_iter().map(|by| (by, &heartbeat.websocket[by]));
        Self {
            tcp: tcp.filter(|(_, own)| own.probes > 0).map(|(by, own)| probing(by, own)).collect(),
            websocket: websocket
                .filter(|(_, own)| own.pings > 0)
                .map(|(by, own)| pinging(summary, by, own))
                .collect(),
            unsolicited_pongs: pongs.into(),
            longest_silence: heartbeat.silences.longest().map(silence),
            longest_without_data: heartbeat.longest_without_data().map(silence),
            records: summary.sealed_heartbeat().map(|beat| RecordsRow {
                from: beat.by.sender(),
                count: beat.count,
                interval: beat.interval.as_secs_f64(),
                length: beat.length,
                answer_length: beat.answer,
                unanswered: beat.unanswered,
            }),
            advice: teach::advice(summary).iter().map(|advice| advice.tell(language)).collect(),
        }
    }
}

fn probing(by: Direction, probing: &Probing) -> ProbingRow {
    ProbingRow {
        from: by.sender(),
        probes: probing.probes,
        answered: probing.answered,
        unanswered: probing.unanswered(),
        longest_unanswered: probing.longest_unanswered(),
        idle: probing.idle.median().map(Elapsed::as_secs_f64),
        interval: probing.interval.median().map(Elapsed::as_secs_f64),
        probe_bytes: probing.probe_bytes,
        gave_up_after: probing.gave_up.map(|gave_up| gave_up.after.as_secs_f64()),
    }
}

fn pinging(summary: &Summary, by: Direction, pinging: &Pinging) -> PingingRow {
    PingingRow {
        from: by.sender(),
        pings: pinging.pings,
        pongs: pinging.pongs,
        missed: pinging.missed(summary.last_at),
        interval: pinging.interval.median().map(Elapsed::as_secs_f64),
        round_trip: spread(&pinging.round_trip),
    }
}

pub(super) fn spread(samples: &Samples) -> Option<SpreadRow> {
    let (min, median, max) = samples.spread()?;
    Some(SpreadRow { min: min.as_secs_f64(), median: median.as_secs_f64(), max: max.as_secs_f64() })
}

fn silence(silence: Silence) -> SilenceRow {
    SilenceRow {
        seconds: silence.lasted.as_secs_f64(),
        after_packet: silence.after_packet,
        before_packet: silence.before_packet,
    }
}
