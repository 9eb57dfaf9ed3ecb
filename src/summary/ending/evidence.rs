//! The packets that show how a connection ended.

use super::why::first_end;
use super::{Cause, Verdict};
use crate::flow::Direction;
use crate::limits::MAX_EVIDENCE;
use crate::summary::Summary;
use crate::summary::records::Records;
use crate::summary::trail::Spot;

/// A packet that shows something of the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Number of the packet.
    pub packet: u64,
    /// Who sent it.
    pub by: Direction,
    /// What it is.
    pub shows: Shows,
}

/// What a packet shows of the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// The SYN.
    Syn,
    /// The last SYN of several.
    LastSyn,
    /// The request to become a WebSocket.
    UpgradeRequest,
    /// The last data before the end.
    LastData,
    /// The first Ping that found no Pong.
    FirstUnansweredPing,
    /// The first record that looks like a Ping and found no answer.
    FirstUnansweredRecord,
    /// The first keep-alive probe that found no answer.
    FirstUnansweredProbe,
    /// The last one.
    LastUnansweredProbe,
    /// The first retransmission of what was never acknowledged.
    FirstRetransmission,
    /// The last one.
    LastRetransmission,
    /// The first Close frame.
    FirstClose,
    /// The other side's.
    SecondClose,
    /// A record of the size of a Close frame.
    SealedClose,
    /// A TLS alert that can be read.
    Alert,
    /// A record of the size of an alert.
    SealedAlert,
    /// The first FIN.
    FirstFin,
    /// The other side's.
    SecondFin,
    /// Data that came after the other side's FIN.
    DataAfterFin,
    /// The RST.
    Reset,
}

impl Shows {
    /// The name used in `ending.evidence.what`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syn => "syn",
            Self::LastSyn => "last_syn",
            Self::UpgradeRequest => "upgrade_request",
            Self::LastData => "last_data",
            Self::FirstUnansweredPing => "first_unanswered_ping",
            Self::FirstUnansweredRecord => "first_unanswered_record",
            Self::FirstUnansweredProbe => "first_unanswered_probe",
            Self::LastUnansweredProbe => "last_unanswered_probe",
            Self::FirstRetransmission => "first_retransmission",
            Self::LastRetransmission => "last_retransmission",
            Self::FirstClose => "first_close",
            Self::SecondClose => "second_close",
            Self::SealedClose => "close_sized_record",
            Self::Alert => "alert",
            Self::SealedAlert => "alert_sized_record",
            Self::FirstFin => "first_fin",
            Self::SecondFin => "second_fin",
            Self::DataAfterFin => "data_after_fin",
            Self::Reset => "rst",
        }
    }
}

impl Summary {
    pub(super) fn evidence(&self, verdict: Verdict, cause: Option<Cause>) -> Vec<Evidence> {
        // Most orderly ends have five.
        let mut found = Vec::with_capacity(5);
        let mut add = |shows, by, packet: Option<u64>| {
            found.extend(packet.map(|packet| Evidence { packet, by, shows }));
        };
        if let Verdict::Refused | Verdict::Unanswered = verdict {
            add(Shows::Syn, Direction::ToServer, self.trail.first.map(Spot::packet));
        }
        if let Verdict::UpgradeUnanswered(_) = verdict {
            add(Shows::UpgradeRequest, Direction::ToServer, self.trail.upgrade.map(Into::into));
        }
        for by in Direction::BOTH {
            let close = self.closes[by].as_ref().map(|close| close.packet);
            let shows = if self.first_close == Some(by) { Shows::FirstClose } else { Shows::SecondClose };
            add(shows, by, close);
        }
        self.tries(verdict, cause, &mut add);
        self.ends(&mut add);
        match cause {
            Some(Cause::HeartbeatGaveUp { by, sealed: false, .. }) => {
                let ping = self.trail.late().and_then(|late| late.pings[by]);
                add(Shows::FirstUnansweredPing, by, ping.map(|ping| ping.packet));
            }
            Some(Cause::HeartbeatGaveUp { by, sealed: true, .. }) => {
                let beat = self.trail.records().and_then(Records::heartbeat);
                let first = beat.and_then(|beat| beat.first_unanswered).map(Spot::packet);
                add(Shows::FirstUnansweredRecord, by, first);
            }
            Some(Cause::TlsAlert { by, alert }) => {
                let packet = self.trail.records().and_then(Records::failure).map(|(_, at, _)| at);
                add(if alert.is_some() { Shows::Alert } else { Shows::SealedAlert }, by, packet);
            }
            Some(Cause::NotTls) => {
                let alert = self.trail.records().and_then(Records::failure);
                let alert = alert.filter(|(.., alert)| alert.is_some());
                add(Shows::Alert, Direction::ToServer, alert.map(|(_, at, _)| at));
            }
            _ => self.farewell(&mut add),
        }
        // Data that is something more is not said twice.
        let is_more = |data: &Evidence| {
            found.iter().any(|other| other.packet == data.packet && other.shows != data.shows)
        };
        if let Some(data) = found.iter().position(|one| one.shows == Shows::LastData && is_more(one)) {
            found.remove(data);
        }
        found.sort_by_key(|evidence| (evidence.packet, evidence.shows));
        found.truncate(MAX_EVIDENCE);
        found
    }

    /// What was sent in vain.
    fn tries(
        &self,
        verdict: Verdict,
        cause: Option<Cause>,
        add: &mut impl FnMut(Shows, Direction, Option<u64>),
    ) {
        for by in Direction::BOTH {
            let Some(tries) = self.trail.tries(by) else { continue };
            let (first, last) = match (verdict, cause) {
                (Verdict::Unanswered, _) => (Shows::LastSyn, Shows::LastSyn),
                (Verdict::ProbesUnanswered { .. }, _) => {
                    (Shows::FirstUnansweredProbe, Shows::LastUnansweredProbe)
                }
                (_, Some(Cause::RetransmissionGaveUp { .. })) => {
                    (Shows::FirstRetransmission, Shows::LastRetransmission)
                }
                _ => continue,
            };
            if first != last {
                add(first, by, Some(tries.first.packet()));
            }
            if first == last || tries.first != tries.last {
                add(last, by, Some(tries.last.packet()));
            }
        }
    }

    /// The last data before the end, and what ended TCP.
    fn ends(&self, add: &mut impl FnMut(Shows, Direction, Option<u64>)) {
        let end = self.trail.late().and_then(|late| Some((late, first_end(late)?)));
        let data = end.map_or(self.trail.data, |(late, _)| late.before);
        let last = Direction::BOTH.into_iter().filter_map(|by| Some((by, data[by]?.packet())));
        if let Some((by, packet)) = last.max_by_key(|(_, packet)| *packet) {
            add(Shows::LastData, by, Some(packet));
        }
        let Some((late, (first, end))) = end else { return };
        for by in Direction::BOTH {
            let fin = late.fins[by].map(Spot::packet);
            let shows =
                if fin == Some(end.packet()) || first == by { Shows::FirstFin } else { Shows::SecondFin };
            add(shows, by, fin);
        }
        if let Some(fin) = late.fins[first].filter(|_| late.rst().is_none()) {
            let peer = first.reverse();
            let data = self.trail.data[peer].map(Spot::packet).filter(|data| *data > fin.packet());
            let close = self.closes[peer].as_ref().map(|close| close.packet);
            add(Shows::DataAfterFin, peer, data.filter(|data| Some(*data) != close));
        }
        if let Some(reset) = late.rst() {
            add(Shows::Reset, reset.by, Some(reset.spot.packet()));
        }
    }

    /// How TLS said good-bye.
    fn farewell(&self, add: &mut impl FnMut(Shows, Direction, Option<u64>)) {
        let end = self.trail.late().and_then(first_end);
        let Some((records, (_, end))) = self.trail.records().zip(end) else { return };
        let farewell = records.farewell(end);
        let lone = farewell.lone_close.filter(|_| farewell.closes.is_none());
        if let Some((by, spot)) = lone {
            add(Shows::SealedClose, by, Some(spot.packet()));
        }
        for (by, spot) in farewell.closes.into_iter().flatten() {
            add(Shows::SealedClose, by, Some(spot.packet()));
        }
        if let Some((by, spot)) = farewell.alert {
            add(Shows::SealedAlert, by, Some(spot.packet()));
        }
    }
}
