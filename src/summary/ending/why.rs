//! Why a connection ended, as far as its packets support a cause.

use super::onclose::FAILED;
use super::{Cause, Confidence, LikelyCause, UNANSWERED_IS_GONE, UNANSWERED_LONG, Verdict, round};
use crate::capture::Elapsed;
use crate::flow::{Direction, HowEnded, Pair};
use crate::session::Protocol;
use crate::summary::Summary;
use crate::summary::trail::{Late, Spot};

/// Who waits as long as this between its Close frame and ending TCP has waited for an answer.
const WAITED: Elapsed = Elapsed::from_secs(1);
/// Data that comes as long as this after a FIN was not on its way when the FIN was sent.
const STAYED: Elapsed = Elapsed::from_millis(500);
/// How late a server may be to close an idle HTTP connection: Node adds a second to what it promises.
const HTTP_LATE: Elapsed = Elapsed::from_millis(1_500);
/// How early.
const HTTP_EARLY: Elapsed = Elapsed::from_millis(300);
/// What the reason of a Close frame says when a Ping was not answered, and when nothing was said.
const PING_REASONS: [&str; 3] = ["ping timeout", "heartbeat", "pong"];
const IDLE_REASONS: [&str; 3] = ["idle", "inactiv", "timeout"];

pub(super) const fn certain(cause: Cause) -> LikelyCause {
    LikelyCause { cause, confidence: Confidence::Certain }
}

pub(super) const fn likely(cause: Cause) -> LikelyCause {
    LikelyCause { cause, confidence: Confidence::Likely }
}

pub(super) const fn guess(cause: Cause) -> LikelyCause {
    LikelyCause { cause, confidence: Confidence::Guess }
}

impl Summary {
    pub(super) fn cause(&self, verdict: Verdict) -> Option<LikelyCause> {
        match verdict {
            Verdict::Closed(by) => {
                let failed = self.why_failed(by).or_else(|| self.why_failed(by.reverse()));
                failed.or_else(|| self.why_closed(by)).or_else(|| self.said_why(by))
            }
            Verdict::Left(by) | Verdict::CloseUnanswered(by) => {
                self.why_failed(by).or_else(|| self.why_without_answer(by))
            }
            // A side that was not captured may have said good-bye.
            Verdict::FinWithoutClose(by) if self.packets[by.reverse()] == 0 => self.why_hung_up(by),
            Verdict::FinWithoutClose(by) => self
                .why_hung_up(by)
                .or_else(|| self.half_closed(by))
                .or(Some(likely(Cause::ProcessEnded(by)))),
            Verdict::ResetWithoutClose(by) => self.why_reset(by),
            Verdict::Reset(by) => {
                let unopened = self.why_unopened(by).or_else(|| self.why_said_good_bye(by.reverse()));
                unopened.or_else(|| self.why_reset(by))
            }
            Verdict::Finished(by) => {
                let unopened = self.why_unopened(by);
                unopened.or_else(|| self.why_hung_up(by)).or_else(|| self.why_sealed(by))
            }
            Verdict::ProbesUnanswered { by, probes, .. } => match self.heartbeat.tcp[by].gave_up {
                Some(gave_up) => Some(likely(Cause::KeepAliveGaveUp { by, probes, after: gave_up.after })),
                None => self.capture_ended(),
            },
            Verdict::DataUnanswered { by, retransmissions, lasted } => {
                Some(likely(Cause::RetransmissionGaveUp { by, retransmissions, lasted }))
            }
            Verdict::UpgradeRefused(status) => Some(certain(Cause::UpgradeRefused(status))),
            Verdict::TunnelRefused(status) => Some(certain(Cause::TunnelRefused(status))),
            Verdict::UpgradeUnanswered(_) if self.answers_in_tls() => Some(certain(Cause::TlsPort)),
            Verdict::UpgradeUnanswered(Some(_)) => self.why_upgrade_unanswered(),
            Verdict::AcceptWrong => Some(certain(Cause::AcceptWrong)),
            Verdict::AnswerRejected => Some(likely(Cause::AnswerRejected)),
            // A firewall that rejects answers like a kernel without a listener.
            Verdict::Refused => Some(likely(Cause::NobodyListens)),
            Verdict::Unanswered => {
                let tries = self.trail.tries(Direction::ToServer);
                let lasted = tries.zip(self.trail.first).map(|(tries, first)| tries.last.since(first));
                let lasted = lasted.unwrap_or(Elapsed::ZERO);
                Some(certain(Cause::SynUnanswered { tries: self.packets.to_server, lasted }))
            }
            Verdict::TlsFailed(_) if self.answers_in_http() => Some(certain(Cause::NotTls)),
            Verdict::TlsFailed(by) => {
                let alert = self.trail.records().and_then(|records| records.failure()?.2);
                let confidence = if alert.is_some() { Confidence::Certain } else { Confidence::Guess };
                Some(LikelyCause { cause: Cause::TlsAlert { by, alert }, confidence })
            }
            Verdict::UpgradeUnanswered(None) | Verdict::Open => self.capture_ended(),
            Verdict::LetGo => None,
        }
    }

    /// Nobody ended it, unless it was let go before the capture ended.
    fn capture_ended(&self) -> Option<LikelyCause> {
        (self.tcp.how != HowEnded::Expired).then_some(certain(Cause::CaptureEnded))
    }

    /// A Close frame that says that its receiver broke a rule.
    fn why_failed(&self, by: Direction) -> Option<LikelyCause> {
        let code = self.closes[by].as_ref()?.code?;
        FAILED.contains(&code).then_some(certain(Cause::ProtocolError { by, code }))
    }

    /// A Close frame whose code says why its sender goes.
    fn said_why(&self, by: Direction) -> Option<LikelyCause> {
        let code = self.closes[by].as_ref()?.code?;
        let said = matches!(code, 1001 | 1008 | 1011..=1014);
        said.then_some(certain(Cause::CloseCode { by, code }))
    }

    /// Both sides said Close: some programs say in its reason why, and some after which silence.
    fn why_closed(&self, by: Direction) -> Option<LikelyCause> {
        let close = self.closes[by].as_ref()?;
        let reason = close.reason.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let end = self.trail.late()?.closes[by]?;
        // A missed Ping is no reason for a Close that names none: 1000 is what a program says that is done.
        let means_pings = says(&PING_REASONS) || close.code == Some(1011);
        if means_pings && let Some(gave_up) = self.pings_unanswered(by, end) {
            let confidence = if says(&PING_REASONS) { Confidence::Certain } else { Confidence::Likely };
            return Some(LikelyCause { cause: gave_up, confidence });
        }
        let silence = self.heartbeat.last_silence().filter(|_| says(&IDLE_REASONS))?.lasted;
        let (limit, _) = round::limit(silence)?;
        Some(likely(Cause::IdleLimit { by, limit, silence, of: None }))
    }

    /// A Close frame, and no answer before TCP ended.
    fn why_without_answer(&self, by: Direction) -> Option<LikelyCause> {
        let (late, close) = (self.trail.late()?, self.trail.late()?.closes[by]?);
        if self.closes[by].as_ref().is_some_and(|close| !close.acknowledged)
            && let Some(gone) = self.sent_in_vain(by)
        {
            return Some(likely(gone));
        }
        let Some((first, end)) = first_end(late) else { return self.capture_ended() };
        let waited = end.since(close);
        if let Some(gave_up) = self.silent_since_ping(by, close) {
            return Some(likely(gave_up));
        }
        let said = self.said_why(by).filter(|_| by == Direction::ToClient);
        if self.closes[first].is_some() && first != by {
            // It answered and went on to end TCP; who began did not stay for that.
            return said.or(Some(certain(Cause::CloseNotAwaited(by))));
        }
        if first != by {
            return self.why_reset_or_fin(first, late);
        }
        if waited >= WAITED {
            return Some(likely(Cause::CloseTimeout { by, waited }));
        }
        said.or(Some(certain(Cause::CloseNotAwaited(by))))
    }

    fn why_reset_or_fin(&self, by: Direction, late: &Late) -> Option<LikelyCause> {
        match late.fins[by] {
            Some(_) => self.half_closed(by).or(Some(likely(Cause::ProcessEnded(by)))),
            None => self.why_reset(by),
        }
    }

    /// Data that came after a FIN and met no RST: the program still had its socket.
    fn half_closed(&self, by: Direction) -> Option<LikelyCause> {
        let (late, peer) = (self.trail.late()?, by.reverse());
        let (fin, end) = (late.fins[by]?, late.fins[peer]?);
        let data = self.trail.data[peer].filter(|data| data.since(fin) >= STAYED)?;
        // The answer to the last data could still be a RST.
        let taken = late.rst().is_none() && end.packet() >= data.packet();
        taken.then_some(likely(Cause::HalfClosed(by)))
    }

    /// A RST without a Close frame.
    fn why_reset(&self, by: Direction) -> Option<LikelyCause> {
        let late = self.trail.late()?;
        if late.rst().is_some_and(|reset| reset.forged) {
            return Some(likely(Cause::Middlebox(by)));
        }
        let known = self.why_hung_up(by);
        if known.is_some_and(|known| known.confidence != Confidence::Guess) {
            return known;
        }
        if late.rst().is_some_and(|reset| reset.bare) {
            return Some(likely(Cause::ConnectionUnknown(by)));
        }
        let unread = Cause::UnreadData { by, segments: late.unread[by.reverse()] };
        if late.shrunk[by] {
            return Some(likely(unread));
        }
        // Who only listens answers nothing, so this alone does not show that nothing was read.
        known.or(Some(if late.unread[by.reverse()] == 0 {
            likely(Cause::Aborted(by))
        } else {
            guess(unread)
        }))
    }

    /// FIN or RST without a Close frame, and a timer that says why.
    fn why_hung_up(&self, by: Direction) -> Option<LikelyCause> {
        let late = self.trail.late()?;
        let (_, end) = first_end(late)?;
        if let Some(gave_up) = self.silent_since_ping(by, end) {
            return Some(likely(gave_up));
        }
        if let Some(gave_up) = self.beats_unanswered(by, end) {
            return Some(guess(gave_up));
        }
        if let Some(gone) = self.sent_in_vain(by).filter(|_| self.tried_before(by, end)) {
            return Some(likely(gone));
        }
        let spoken = self.spoken_before(late, end);
        self.http_keep_alive(by, end, spoken).or_else(|| idle_limit(by, end, spoken))
    }

    /// Pings of a side that found no answer before `end`, nor anything else of the peer.
    fn silent_since_ping(&self, by: Direction, end: Spot) -> Option<Cause> {
        let late = self.trail.late()?;
        let (missed, last) = (late.pings[by]?, late.before[by.reverse()]);
        let between = missed.packet + 1..end.packet();
        let spoke = last.is_some_and(|last| between.contains(&last.packet()));
        if spoke { None } else { self.pings_unanswered(by, end) }
    }

    /// Pings of a side that found no answer before `end`.
    fn pings_unanswered(&self, by: Direction, end: Spot) -> Option<Cause> {
        let missed = self.trail.late()?.pings[by]?;
        let (waited, pings) = (end.after(missed.time), missed.count);
        (waited >= UNANSWERED_LONG).then_some(Cause::HeartbeatGaveUp { by, pings, waited, sealed: false })
    }

    /// Records like Pings that found no answer for as long as from one to the next.
    fn beats_unanswered(&self, by: Direction, end: Spot) -> Option<Cause> {
        let beat = self.trail.records()?.heartbeat().filter(|beat| beat.by == by)?;
        let waited = end.since(beat.first_unanswered?);
        let pings = u64::from(beat.unanswered);
        let long = waited.0 >= beat.interval.0 / 4 * 3 && waited >= UNANSWERED_LONG;
        long.then_some(Cause::HeartbeatGaveUp { by, pings, waited, sealed: true })
    }

    /// Retransmissions of a side that found no answer.
    fn sent_in_vain(&self, by: Direction) -> Option<Cause> {
        let streak = *self.unanswered_data[by];
        (streak.count >= UNANSWERED_IS_GONE).then(|| Cause::RetransmissionGaveUp {
            by,
            retransmissions: streak.count,
            lasted: streak.lasted(),
        })
    }

    /// Whether a side had begun to send in vain before it ended TCP: else only its FIN was in vain.
    fn tried_before(&self, by: Direction, end: Spot) -> bool {
        self.trail.tries(by).is_some_and(|tries| tries.first.packet() < end.packet())
    }

    /// The last data each way before the end, without TLS's own good-bye.
    fn spoken_before(&self, late: &Late, end: Spot) -> Pair<Option<Spot>> {
        let farewell = self.trail.records().map(|records| records.farewell(end));
        match farewell.filter(|farewell| farewell.alert.is_some()) {
            Some(farewell) => Pair { to_server: farewell.before, to_client: farewell.before },
            None => late.before,
        }
    }

    fn http_keep_alive(&self, by: Direction, end: Spot, spoken: Pair<Option<Spot>>) -> Option<LikelyCause> {
        let seconds = i64::from(self.heartbeat.http.timeout?);
        let timeout = Elapsed(seconds.checked_mul(1_000_000_000)?);
        let silence = end.since(later(spoken)?);
        let beyond = silence.0.saturating_sub(timeout.0);
        let server = by == Direction::ToClient && self.protocol == Some(Protocol::Http);
        (server && (-HTTP_EARLY.0..=HTTP_LATE.0).contains(&beyond))
            .then_some(likely(Cause::HttpKeepAlive { timeout, silence }))
    }

    /// An alert-sized record of the side that did not reset TCP.
    fn why_said_good_bye(&self, by: Direction) -> Option<LikelyCause> {
        let (_, end) = first_end(self.trail.late()?)?;
        let farewell = self.trail.records()?.farewell(end);
        let first = farewell.alert.filter(|(sender, _)| *sender == by && farewell.closes.is_none());
        first.map(|_| guess(Cause::SealedGoodbye(by)))
    }

    /// What the records of TLS say of an end without a timer.
    fn why_sealed(&self, by: Direction) -> Option<LikelyCause> {
        let records = self.trail.records()?;
        let (_, end) = first_end(self.trail.late()?)?;
        let farewell = records.farewell(end);
        let lone = farewell.lone_close.filter(|(sender, _)| *sender == by);
        match (farewell.closes, farewell.alert) {
            (Some([(by, _), _]), _) => Some(guess(Cause::SealedClose { by, answered: true })),
            _ if lone.is_some() => Some(guess(Cause::SealedClose { by, answered: false })),
            // Programs say good-bye with an alert (RFC 8446 6.1); kernels can't.
            (None, None) => Some(guess(Cause::ProcessEnded(by))),
            (None, Some((by, _))) => Some(guess(Cause::SealedGoodbye(by))),
        }
    }

    fn why_upgrade_unanswered(&self) -> Option<LikelyCause> {
        let late = self.trail.late()?;
        let (by, end) = first_end(late)?;
        let waited = end.since(late.before[Direction::ToServer]?);
        if by == Direction::ToServer {
            return Some(certain(Cause::UpgradeUnanswered { waited }));
        }
        let begun = late.before[Direction::ToClient]
            .is_some_and(|said| self.trail.upgrade.is_some_and(|request| said.packet() > request.get()));
        self.why_hung_up(by).or(Some(certain(Cause::UpgradeHungUp { waited, begun })))
    }
}

/// The first FIN or RST: who sent it, and where it is.
pub(super) fn first_end(late: &Late) -> Option<(Direction, Spot)> {
    let fins = Direction::BOTH.into_iter().filter_map(|by| Some((by, late.fins[by]?)));
    fins.chain(late.rst().map(|reset| (reset.by, reset.spot))).min_by_key(|(_, spot)| spot.packet())
}

fn later(spots: Pair<Option<Spot>>) -> Option<Spot> {
    spots.to_server.into_iter().chain(spots.to_client).max_by_key(|spot| spot.packet())
}

/// Whether the silence before the end is as long as a limit that people configure; else whether that
/// of one side is.
fn idle_limit(by: Direction, end: Spot, spoken: Pair<Option<Spot>>) -> Option<LikelyCause> {
    let silence = end.since(later(spoken)?);
    if let Some((limit, confidence)) = round::limit(silence) {
        let cause = Cause::IdleLimit { by, limit, silence, of: None };
        return Some(LikelyCause { cause, confidence });
    }
    Direction::BOTH.into_iter().find_map(|of| {
        let silence = end.since(spoken[of]?);
        let (limit, confidence) = round::limit(silence)?;
        (confidence == Confidence::Likely).then_some(guess(Cause::IdleLimit {
            by,
            limit,
            silence,
            of: Some(of),
        }))
    })
}
