//! Which Pong answers which Ping, in a list that shows both.

use std::collections::VecDeque;

use crate::capture::Elapsed;
use crate::flow::{At, Pair};
use crate::limits;
use crate::protocol::frame::Opcode;
use crate::session::Frame;
use crate::summary::Pings;

/// The other half of a Ping and its Pong (RFC 6455 5.5.2, 5.5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    /// A Ping that has not found its Pong.
    Unanswered,
    /// A Ping that a packet answers, so much later.
    Answered(u64, Elapsed),
    /// A Pong that answers the Ping of a packet, so much later.
    Answers(u64, Elapsed),
    /// A Pong that answers none.
    Unasked,
}

/// The Pings of both sides that wait for their Pong.
#[derive(Debug, Default)]
pub(super) struct Beats {
    asked: Pair<Asked>,
}

/// The Pings of one side.
#[derive(Debug, Default)]
struct Asked {
    pings: Pings,
    /// Their numbers among the Pings of the side, and in the list.
    waiting: VecDeque<(u64, u64)>,
    sent: u64,
}

/// What a frame is, and what it makes of the Ping with a number in the list.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) beat: Option<Beat>,
    pub(super) ping: Option<(u64, Beat)>,
}

impl Beats {
    /// Takes a frame that will have this number in the list.
    pub(super) fn take(&mut self, at: At, frame: &Frame<'_>, number: u64) -> Found {
        match frame.header.opcode {
            Opcode::Ping => self.asked[at.direction].ask(at, frame, number),
            Opcode::Pong => self.asked[at.direction.reverse()].answer(at, frame),
            _ => Found::default(),
        }
    }
}

impl Asked {
    fn ask(&mut self, at: At, frame: &Frame<'_>, number: u64) -> Found {
        self.pings.sent(at, frame);
        self.sent += 1;
        if self.waiting.len() >= limits::MAX_WAITING_PINGS {
            self.waiting.pop_front();
        }
        self.waiting.push_back((self.sent, number));
        Found { beat: Some(Beat::Unanswered), ping: None }
    }

    fn answer(&mut self, at: At, frame: &Frame<'_>) -> Found {
        let Some(ping) = self.pings.answered(frame) else {
            return Found { beat: Some(Beat::Unasked), ping: None };
        };
        let after = at.time.since(ping.time);
        let number = self.waiting.iter().find(|(own, _)| *own == ping.number).map(|(_, number)| *number);
        let answered = number.map(|number| (number, Beat::Answered(at.packet, after)));
        Found { beat: Some(Beat::Answers(ping.packet, after)), ping: answered }
    }
}
