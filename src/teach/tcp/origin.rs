//! Whether a RST or FIN looks like its sender's other segments: did that peer really send it?

use crate::flow::{Direction, Origin, TimestampOrigin};
use crate::session::Protocol;
use crate::teach::narrator::{Memory, add_why};
use crate::teach::{Line, Sentence, Value, sender};

/// What the RST says of who sent it.
pub(in crate::teach) fn origin_of_reset(
    memory: &Memory,
    line: &mut Line,
    direction: Direction,
    origin: Origin,
) {
    let asked = !memory.said_goodbye() && memory.probes[direction] <= 1;
    tell(line, direction, origin, asked);
}

/// What the FIN says of who sent it, where its turn comes in its own packet.
pub(in crate::teach) fn origin_of_fin(
    memory: &Memory,
    line: &mut Line,
    direction: Direction,
    origin: Origin,
    first: bool,
) {
    let asked = first && !memory.said_goodbye() && memory.protocol == Some(Protocol::WebSocket);
    if memory.fins[direction].is_some_and(|fin| fin.packet() == line.packet) {
        tell(line, direction, origin, asked);
    }
}

impl Memory {
    fn said_goodbye(&self) -> bool {
        self.closes.to_server.or(self.closes.to_client).is_some()
    }
}

/// What does not fit is always told; that all fits only where somebody asks who it was.
fn tell(line: &mut Line, direction: Direction, origin: Origin, asked: bool) {
    if origin.is_suspect() {
        for sentence in differences(direction, &origin) {
            add_why(line, sentence);
        }
    } else if asked {
        let key = match origin.timestamps {
            TimestampOrigin::Fit => "tcp.origin.same-ttl-timestamps",
            _ => "tcp.origin.same-ttl",
        };
        add_why(line, about(key, direction, &origin));
    }
}

fn differences(direction: Direction, origin: &Origin) -> Vec<Sentence> {
    let ttl = (origin.ttl.hops_off() > 0).then(|| about("tcp.origin.ttl", direction, origin));
    let ip_id = origin.ip_id.map(|id| {
        let key = if id.before == 0 { "tcp.origin.ip-id-not-zero" } else { "tcp.origin.ip-id" };
        Sentence::new(key).with("before", u64::from(id.before)).with("seen", u64::from(id.seen))
    });
    let timestamps = match origin.timestamps {
        TimestampOrigin::Missing { .. } => Some(Sentence::new("tcp.origin.no-timestamp")),
        TimestampOrigin::Back { before, seen } => {
            Some(Sentence::new("tcp.origin.timestamp-back").with("before", before).with("seen", seen))
        }
        TimestampOrigin::Silent | TimestampOrigin::Fit => None,
    };
    let verdict = match (origin.is_likely(), ttl.is_some()) {
        (true, _) => "tcp.origin.likely",
        (false, true) => "tcp.origin.route",
        (false, false) => "tcp.origin.doubt",
    };
    let verdict = Sentence::new(verdict).with("who", sender(direction));
    [ttl, ip_id, timestamps, Some(verdict)].into_iter().flatten().collect()
}

fn about(key: &'static str, direction: Direction, origin: &Origin) -> Sentence {
    let ttl = origin.ttl;
    let usual = if ttl.lowest == ttl.highest {
        Value::Number(u64::from(ttl.lowest))
    } else {
        let range = Sentence::new("tcp.origin.range");
        range.with("lowest", u64::from(ttl.lowest)).with("highest", u64::from(ttl.highest)).into()
    };
    let sentence = Sentence::new(key).with("who", sender(direction)).with("n", origin.segments);
    sentence.with("usual", usual).with("seen", u64::from(ttl.seen))
}
