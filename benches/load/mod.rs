//! Load: WebSocket clients and a server that speak as fast as they are asked to, and count what they said.
//!
//! Both are ordinary programs: sockets that don't block, one thread, small writes that are sent at once.
//! Everything is bounded: connections, frames on their way, and time.

mod client;
mod frame;
mod server;
mod socket;

use std::ops::AddAssign;

pub(crate) use client::{Plan, offer};
pub(crate) use server::serve;

/// What one side did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Connections that became WebSockets.
    pub(crate) opened: u64,
    /// Of these, those that ended with a Close frame each way.
    pub(crate) closed: u64,
    /// Frames of all kinds that were sent.
    pub(crate) sent: u64,
    /// Frames of all kinds that were received.
    pub(crate) received: u64,
    /// Of the frames sent, the texts: each is a message.
    pub(crate) messages: u64,
}

impl Counts {
    /// All numbers in a line, for the process that asked for them.
    pub(crate) fn to_line(self) -> String {
        let Self { opened, closed, sent, received, messages } = self;
        format!("{opened} {closed} {sent} {received} {messages}")
    }

    /// What [`to_line`](Self::to_line) wrote.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let numbers: Result<Vec<u64>, _> = line.split_whitespace().map(str::parse).collect();
        match numbers.ok()?.as_slice() {
            &[opened, closed, sent, received, messages] => {
                Some(Self { opened, closed, sent, received, messages })
            }
            _ => None,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.opened += other.opened;
        self.closed += other.closed;
        self.sent += other.sent;
        self.received += other.received;
        self.messages += other.messages;
    }
}
