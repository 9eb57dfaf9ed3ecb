//! Crafted captures through the first stages: what was built against what is read.

use std::collections::BTreeMap;
use std::io::Cursor;

use wiretale::capture::{CaptureFile, Record, Source as _};
use wiretale::decode::{Decoder, Segment, Undecoded};
use wiretale::flow::{At, Connections, Direction, LetGo, Loss, Room, Sink, State, StateChange, TcpEvent};

/// Calls `look` with each packet's segment, or with the reason why there is none.
pub fn decode_each(capture: &[u8], mut look: impl FnMut(Result<Segment<'_>, Undecoded>)) {
    let input = Cursor::new(capture.to_vec());
    let mut source = CaptureFile::from_reader(input, "crafted".to_owned()).expect("a capture");
    let mut decoder = Decoder::new();
    while let Some(packet) = source.next_packet().expect("a packet") {
        look(decoder.decode(&packet));
    }
}

/// What the flow stage said of a capture.
#[derive(Debug, Default)]
pub struct Flows {
    /// The bytes of each connection and direction, in order; a gap of n bytes is n times `?`.
    pub streams: BTreeMap<(u32, Direction), Vec<u8>>,
    /// Every event but segments, one line each: `#connection packet sender what`.
    pub log: Vec<String>,
    /// Every change of state, one line each: `packet side from > to`.
    pub states: Vec<String>,
    /// The labels of every packet that has some: `packet label label`.
    pub labels: Vec<String>,
}

impl Flows {
    /// The bytes from client to server of a connection, as text.
    pub fn to_server(&self, connection: u32) -> String {
        self.stream(connection, Direction::ToServer)
    }

    /// The bytes from server to client of a connection, as text.
    pub fn to_client(&self, connection: u32) -> String {
        self.stream(connection, Direction::ToClient)
    }

    /// The lines of the log with `word` in them.
    pub fn lines_with(&self, word: &str) -> Vec<&str> {
        self.log.iter().map(String::as_str).filter(|line| line.contains(word)).collect()
    }

    fn stream(&self, connection: u32, direction: Direction) -> String {
        let bytes = self.streams.get(&(connection, direction)).map(Vec::as_slice).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// Runs a capture through capture, decode and flow.
pub fn follow(capture: &[u8]) -> Flows {
    follow_in(Room::default(), capture).0
}

/// The same with room for so many connections; says besides which were let go.
pub fn follow_in(room: Room, capture: &[u8]) -> (Flows, LetGo) {
    let mut connections = Connections::new(room);
    let mut flows = Flows::default();
    let input = Cursor::new(capture.to_vec());
    let mut source = CaptureFile::from_reader(input, "crafted".to_owned()).expect("a capture");
    let mut decoder = Decoder::new();
    let mut packets = 0;
    while let Some(record) = source.next_record().expect("a record") {
        match record {
            Record::Packet(packet) => {
                packets = packet.number;
                if let Ok(segment) = decoder.decode(&packet) {
                    connections.take(&segment, &mut flows);
                }
            }
            Record::Statistics(statistics) => connections.pass(&statistics, packets, &mut flows),
        }
    }
    connections.finish(&mut flows);
    (flows, connections.let_go())
}

/// What explains something, if anything does.
fn because_of(lost: Option<Loss>) -> String {
    lost.map_or_else(String::new, |loss| {
        format!(" {} {} lost", if loss.is_close { "explained by" } else { "perhaps by" }, loss.packets)
    })
}

impl Sink for Flows {
    fn tcp(&mut self, at: At, event: TcpEvent<'_>) {
        let stream = self.streams.entry((at.connection, at.direction)).or_default();
        let said = match event {
            TcpEvent::Segment(facts) => {
                let names: Vec<_> = facts.labels.iter().map(|(_, name)| name).collect();
                if !names.is_empty() {
                    self.labels.push(format!("{} {}{}", at.packet, names.join(" "), because_of(facts.lost)));
                }
                return;
            }
            TcpEvent::Lost(loss) => format!("lost {}", loss.packets),
            TcpEvent::Attempt(_) => return,
            TcpEvent::State(StateChange { side, from, to }) => {
                let from = from.map_or("?", State::name);
                self.states.push(format!("{} {} {from} > {}", at.packet, side.sender(), to.name()));
                return;
            }
            TcpEvent::Opened(opened) => {
                let reused = if opened.reused { " reused" } else { "" };
                format!("opened {} -> {} {:?}{reused}", opened.client, opened.server, opened.roles)
            }
            TcpEvent::Established(_) => "established".to_owned(),
            TcpEvent::Data { offset, bytes } => {
                assert_eq!(offset, stream.len() as u64, "each byte once, in order");
                stream.extend_from_slice(bytes);
                format!("data {}", bytes.len())
            }
            TcpEvent::Gap { offset, length, lost, .. } => {
                assert_eq!(offset, stream.len() as u64, "each byte once, in order");
                stream.extend(std::iter::repeat_n(b'?', length as usize));
                format!("gap {length}{}", because_of(lost))
            }
            TcpEvent::Anomaly(anomaly) => format!("anomaly {anomaly:?}"),
            TcpEvent::Fin { first, .. } => format!("fin{}", if first { " first" } else { "" }),
            TcpEvent::Reset { .. } => "reset".to_owned(),
            TcpEvent::Closed => "closed".to_owned(),
            TcpEvent::BegunAnew => "begun anew".to_owned(),
            TcpEvent::GoesOn { from } => {
                for direction in Direction::BOTH {
                    let said = self.streams.get(&(from, direction)).cloned().unwrap_or_default();
                    self.streams.insert((at.connection, direction), said);
                }
                format!("goes on from #{from}")
            }
            TcpEvent::Ended(ending) => {
                let first = ending.first.map_or("nobody", Direction::sender);
                format!("ended {} {first}{}", ending.how.name(), because_of(ending.lost))
            }
        };
        self.log.push(format!("#{} {} {} {said}", at.connection, at.packet, at.direction.sender()));
    }
}
