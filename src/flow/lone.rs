//! A SYN that nothing has followed: what is told of it when it comes, and at last when it is over.
//!
//! All of that is known beforehand, so that no connection is needed to say it.

use super::attempt::Attempt;
use super::endpoints::Endpoints;
use super::{
    At, Before, Direction, Label, Labels, Opened, SegmentFacts, State, StateChange, TcpEnding, TcpEvent,
    analysis,
};
use crate::capture::Moment;
use crate::decode::Segment;

/// An attempt to connect that is over: nothing followed its SYN.
#[derive(Clone, Copy, Debug)]
pub struct LoneSyn<'a> {
    pub(super) attempt: &'a Attempt,
    pub(super) endpoints: Endpoints,
    /// How it ended: unanswered, or let go before that was sure.
    pub ending: TcpEnding,
}

impl LoneSyn<'_> {
    /// The place of the SYN.
    #[must_use]
    pub fn at(&self) -> At {
        self.attempt.at()
    }

    /// Who wanted to connect to whom.
    #[must_use]
    pub fn opened(&self) -> Opened {
        self.attempt.opened(self.endpoints)
    }

    /// Tells what is told of any connection, from its opening to its end.
    pub fn tell(&self, tell: &mut impl FnMut(At, TcpEvent<'_>)) {
        let at = self.at();
        let sent = StateChange { side: Direction::ToServer, from: Some(State::Closed), to: State::SynSent };
        tell(at, TcpEvent::Opened(self.opened()));
        self.attempt.again(self.endpoints, |syn| {
            tell(at, TcpEvent::Attempt(&facts(syn, self.attempt.reuses_ports())));
        });
        tell(at, TcpEvent::State(sent));
        tell(at, TcpEvent::Ended(self.ending));
    }
}

/// What is told of a lone SYN as a segment.
pub(super) fn facts<'a>(syn: &Segment<'a>, reuses_ports: bool) -> SegmentFacts<'a> {
    let mut labels = Labels::default();
    if reuses_ports {
        labels.add(Label::ReusedPorts);
    }
    SegmentFacts {
        from: syn.from,
        to: syn.to,
        seq: 0,
        raw_seq: syn.seq,
        ack: None,
        raw_ack: None,
        length: 0,
        packet_length: syn.wire_packet_length,
        header_length: syn.header_length,
        flags: syn.flags,
        window: syn.window.into(),
        options: syn.options,
        labels,
        before: Before {
            since_expected: Moment::from(syn.time).since(Moment::default()),
            reordering_limit: analysis::REORDERING,
            ..Before::default()
        },
        settled: None,
        acknowledges: None,
        reset_covers: None,
        refused: false,
        lost: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::attempt::tests::syn;
    use super::super::attempt::{Again, SegmentsOnly};
    use super::super::connection::Connection;
    use super::super::past::Past;
    use super::super::roles;
    use super::super::shared::Shared;
    use super::super::{HowEnded, Sink};
    use super::*;
    use crate::capture::Timestamp;
    use crate::decode::{Flags, Options, SeqNumber};

    /// What is told, in words.
    #[derive(Default)]
    struct Told(Vec<String>);

    impl Sink for Told {
        fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
            self.0.push(format!("{at:?} {event:?}"));
        }
    }

    fn syns() -> Vec<Segment<'static>> {
        let options = &[2, 4, 5, 0xb4, 4, 2, 8, 10, 1, 2, 3, 4, 0, 0, 0, 0, 3, 3, 10];
        let plain = Segment { flags: Flags::SYN, ..syn(options, "10.0.0.1:4000", "10.0.0.9:80") };
        vec![
            plain,
            Segment { from: plain.to, to: plain.from, ..plain },
            Segment { window: 0, seq: SeqNumber(0), ip_id: None, options: Options(&[]), ..plain },
            Segment { flags: Flags(Flags::SYN.0 | Flags::ECE.0 | Flags::CWR.0 | Flags::PSH.0), ..plain },
            Segment { seq: SeqNumber(u32::MAX), time: Timestamp::new(-1, 9), ip_id: Some(0), ..plain },
        ]
    }

    #[test]
    fn it_is_told_as_a_connection_would_be() {
        for (syn, reused, left) in syns().iter().flat_map(|syn| {
            [(false, HowEnded::Open), (true, HowEnded::Expired)].map(|(reused, left)| (syn, reused, left))
        }) {
            let endpoints = Endpoints::of(&syn.from, &syn.to);
            let (mut shared, mut as_connection) = (Shared::default(), Told::default());
            let opened = roles::opened(syn, reused);
            let new = || Connection::new(5, opened);
            new().take(syn, &mut shared, &mut SegmentsOnly(&mut as_connection));
            let mut connection = new();
            as_connection.tcp(connection.at(syn), TcpEvent::Opened(opened));
            connection.take(syn, &mut shared, &mut Again(&mut as_connection));
            connection.end(left, &mut shared.recent, &mut as_connection);

            let mut as_attempt = Told::default();
            let attempt = Attempt::of(syn, 5, reused).unwrap();
            attempt.begin(syn, &mut shared, &mut as_attempt);
            as_attempt.lone_syn(&attempt.ended(endpoints, left));
            assert_eq!(as_attempt.0, as_connection.0);
            assert_eq!(attempt.opened(endpoints), opened);
            let past = [Past::of_attempt(&attempt, reused), Past::new(&connection, reused)];
            let [of_attempt, of_connection] = past.map(|past| format!("{past:?}"));
            assert_eq!(of_attempt, of_connection);
        }
    }
}
