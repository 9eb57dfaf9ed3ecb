//! The state of each side (RFC 9293 3.3.2), as an observer between the two can infer it.
//!
//! What a side sends shows its state. What it receives is not seen to arrive, so these rules stand for
//! it:
//!
//! - A FIN, and the ACK of a SYN or FIN, count as received when they pass by, the FIN as soon as the
//!   capture holds all bytes before it, as in the figures of RFC 9293 3.6.
//! - A SYN or SYN-ACK counts as received when its receiver answers it: it does so at once, and one that
//!   does not want the connection answers with RST.
//! - A RST that counts closes both sides.
//! - TIME-WAIT is not left: no packet shows that its two minutes (2 MSL) are over.

use super::{Direction, Pair};
use crate::decode::{Flags, Segment, SeqNumber};

/// The states of a TCP endpoint (RFC 9293 3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no connection.
    Closed,
    /// Waits for a SYN.
    Listen,
    /// Has sent a SYN.
    SynSent,
    /// Has sent a SYN and received one, and waits for the ACK of its own.
    SynReceived,
    /// Open: data can be sent and received.
    Established,
    /// Has sent its FIN first, and waits for its ACK.
    FinWait1,
    /// Its FIN is acknowledged; it waits for the peer's.
    FinWait2,
    /// The peer has sent its FIN; the program here has not closed yet.
    CloseWait,
    /// The FINs of both sides crossed; it waits for the ACK of its own.
    Closing,
    /// Has sent its FIN second, and waits for its ACK.
    LastAck,
    /// Is done, and waits in case its last ACK was lost.
    TimeWait,
}

impl State {
    /// Its name in RFC 9293.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "CLOSED",
            Self::Listen => "LISTEN",
            Self::SynSent => "SYN-SENT",
            Self::SynReceived => "SYN-RECEIVED",
            Self::Established => "ESTABLISHED",
            Self::FinWait1 => "FIN-WAIT-1",
            Self::FinWait2 => "FIN-WAIT-2",
            Self::CloseWait => "CLOSE-WAIT",
            Self::Closing => "CLOSING",
            Self::LastAck => "LAST-ACK",
            Self::TimeWait => "TIME-WAIT",
        }
    }
}

/// A side enters another state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// The side: who sends in this direction.
    pub side: Direction,
    /// The state before; absent where the capture does not show it, so that the new one is inferred.
    pub from: Option<State>,
    /// The new state.
    pub to: State,
}

/// What happens to a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    SendsSyn,
    SendsSynAck,
    /// A segment with ACK and no SYN.
    SendsAck,
    SendsFin,
    /// The same, though the peer's FIN had passed by: it had not arrived.
    SendsFinUnaware,
    GetsSynAck,
    /// A segment with ACK and no SYN; for [`Self::GetsSynAck`] and this one, from where nothing of
    /// the side itself was captured.
    GetsAck,
    GetsAckOfSyn,
    GetsAckOfFin,
    GetsFin,
    /// What the peer sends shows that it has the last segment of the handshake.
    IsHeard,
    Reset,
}

/// The state that `input` leads to, if it changes; `None` as state where nothing is known yet.
///
/// The arcs are those of RFC 9293 figure 5, and one more: a side that seemed to have received a FIN
/// and had not, when its own FIN shows that the two crossed.
#[rustfmt::skip]
#[expect(clippy::match_same_arms, reason = "an arm for each arc")]
fn next(state: Option<State>, input: Input) -> Option<State> {
    use Input as I;
    use State as S;
    Some(match (state, input) {
        // 3.10.1 OPEN, active.
        (None | Some(S::Closed | S::Listen), I::SendsSyn)        => S::SynSent,
        // 3.10.7.2 LISTEN, third: a SYN is answered with SYN-ACK.
        (None | Some(S::Closed | S::Listen), I::SendsSynAck)     => S::SynReceived,
        // 3.10.7.3 SYN-SENT, fourth: a SYN-ACK is answered with ACK, a SYN (3.5, simultaneous open) with SYN-ACK.
        (Some(S::SynSent), I::SendsAck | I::IsHeard)             => S::Established,
        (Some(S::SynSent), I::SendsSynAck)                       => S::SynReceived,
        // 3.10.7.4 fifth: the ACK of the SYN; who sends on has got it, captured or not.
        (Some(S::SynReceived), I::GetsAckOfSyn | I::SendsAck)    => S::Established,
        // The capture starts later: only a synchronized side sends ACKs, and only to such a side.
        (None, I::GetsSynAck)                                    => S::SynSent,
        (None, I::SendsAck | I::GetsAck)                         => S::Established,
        // 3.10.4 CLOSE.
        (Some(S::Established), I::SendsFin | I::SendsFinUnaware) => S::FinWait1,
        (Some(S::CloseWait), I::SendsFin)                        => S::LastAck,
        (Some(S::CloseWait), I::SendsFinUnaware)                 => S::Closing,
        // 3.10.7.4 fifth: the ACK of the FIN.
        (Some(S::FinWait1), I::GetsAckOfFin)                     => S::FinWait2,
        (Some(S::Closing), I::GetsAckOfFin)                      => S::TimeWait,
        (Some(S::LastAck), I::GetsAckOfFin)                      => S::Closed,
        // 3.10.7.4 eighth: the FIN.
        (Some(S::SynReceived | S::Established), I::GetsFin)      => S::CloseWait,
        (Some(S::FinWait1), I::GetsFin)                          => S::Closing,
        (Some(S::FinWait2), I::GetsFin)                          => S::TimeWait,
        // 3.5.2 and 3.10.7.4 second: RST.
        (None, I::Reset)                                         => S::Closed,
        (Some(state), I::Reset) if state != S::Closed            => S::Closed,
        _ => return None,
    })
}

/// What the connection knows that decides how a segment counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The initial sequence number of each side, where it was seen or can be inferred.
    pub(super) initial: Pair<Option<SeqNumber>>,
    /// The number of each side's FIN, once it was seen.
    pub(super) fins: Pair<Option<SeqNumber>>,
    /// Whether each side's FIN was reached in order.
    pub(super) finished: Pair<bool>,
    /// Whether a RST counts: one that no receiver would accept changes nothing.
    pub(super) reset_counts: bool,
}

/// The states of both sides; `None` where nothing is known yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct States(Pair<Option<State>>);

impl States {
    /// Takes a segment that travels in `direction`, and tells what it changes.
    pub(super) fn take(
        &mut self,
        segment: &Segment<'_>,
        direction: Direction,
        known: &Known,
        tell: &mut impl FnMut(StateChange),
    ) {
        // Between the handshake and the first FIN nothing changes.
        if self.are_open() && !segment.flags.has_control() && known.fins == Pair::default() {
            return;
        }
        let (sender, receiver) = (direction, direction.reverse());
        let has = |flag| segment.flags.has(flag);
        let acknowledges = |number: Option<SeqNumber>| {
            has(Flags::ACK) && number.is_some_and(|number| segment.ack.after(number))
        };
        if has(Flags::RST) {
            if known.reset_counts {
                self.enter(sender, Input::Reset, tell);
                self.enter(receiver, Input::Reset, tell);
            }
            return;
        }
        if has(Flags::SYN) {
            let input = if has(Flags::ACK) { Input::SendsSynAck } else { Input::SendsSyn };
            self.enter(sender, input, tell);
            if has(Flags::ACK) {
                self.enter(receiver, Input::GetsSynAck, tell);
            }
        } else if has(Flags::ACK) {
            let heard = self.0[sender] == Some(State::SynReceived);
            self.enter(sender, Input::SendsAck, tell);
            self.enter(receiver, if heard { Input::IsHeard } else { Input::GetsAck }, tell);
        }
        // Who acknowledges a FIN has it, also where the capture lacks bytes before it.
        if acknowledges(known.fins[receiver]) {
            self.enter(sender, Input::GetsFin, tell);
        }
        if has(Flags::FIN) && known.fins[sender].is_some() {
            let unaware = known.fins[receiver].is_some() && !acknowledges(known.fins[receiver]);
            let input = if unaware { Input::SendsFinUnaware } else { Input::SendsFin };
            self.enter(sender, input, tell);
        }
        // A segment's ACK counts before its FIN (RFC 9293 3.10.7.4, fifth and eighth).
        if acknowledges(known.initial[receiver]) {
            self.enter(receiver, Input::GetsAckOfSyn, tell);
        }
        if acknowledges(known.fins[receiver]) {
            self.enter(receiver, Input::GetsAckOfFin, tell);
        }
        for side in [receiver, sender] {
            if known.finished[side.reverse()] {
                self.enter(side, Input::GetsFin, tell);
            }
        }
    }

    /// Whether both sides are established.
    pub(super) fn are_open(self) -> bool {
        self.0 == Pair { to_server: Some(State::Established), to_client: Some(State::Established) }
    }

    fn enter(&mut self, side: Direction, input: Input, tell: &mut impl FnMut(StateChange)) {
        let state = self.0[side];
        let Some(to) = next(state, input) else { return };
        self.0[side] = Some(to);
        // Where the opening is seen, so is what was before it.
        let from = state.or(match input {
            Input::SendsSyn => Some(State::Closed),
            Input::SendsSynAck => Some(State::Listen),
            _ => None,
        });
        tell(StateChange { side, from, to });
    }
}
