//! Tests of panes: a connection of a recorded capture, and the screen as text beside a stored one.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Action;
use super::look::Look;
use super::pane::{Context, Explain, Pane, Reply};
use crate::capture::{LinkType, Packet, Place, Source as _, Statistics, Timestamp, open};
use crate::decode::Decoder;
use crate::flow::{ConnectionId, Connections};
use crate::session::Sessions;
use crate::teach::Language;
use crate::tell::{Teller, Telling};

/// A connection of a capture in `captures/`, told, and all packets of the capture.
pub(super) struct Told {
    pub(super) telling: Telling,
    packets: Vec<(u64, Timestamp, LinkType, Vec<u8>, u32)>,
}

impl Told {
    pub(super) fn new(capture: &str, connection: ConnectionId) -> Self {
        Self::of(capture, connection, |_| true)
    }

    /// The same as if the capture had begun at this packet.
    pub(super) fn from(capture: &str, connection: ConnectionId, first: u64) -> Self {
        Self::of(capture, connection, |packet| packet >= first)
    }

    /// The same, as if only the packets with certain numbers had been captured.
    pub(super) fn of(capture: &str, connection: ConnectionId, captured: impl Fn(u64) -> bool) -> Self {
        Self::losing(capture, connection, captured, &[])
    }

    /// The same, and the capture says just before some packets that it lost so many in the second before.
    pub(super) fn losing(
        capture: &str,
        connection: ConnectionId,
        captured: impl Fn(u64) -> bool,
        losses: &[(u64, u64)],
    ) -> Self {
        let path = format!("captures/{capture}.pcapng");
        let mut source = open(Path::new(&path)).unwrap();
        let mut teller = Teller::new(connection);
        let mut packets = Vec::new();
        let (mut decoder, mut connections) = (Decoder::new(), Connections::default());
        let mut sessions = Sessions::new(&mut teller);
        while let Some(packet) = source.next_packet().unwrap() {
            if !captured(packet.number) {
                continue;
            }
            packets.push((
                packet.number,
                packet.time,
                packet.link,
                packet.bytes.to_vec(),
                packet.wire_length,
            ));
            if let Some((_, lost)) = losses.iter().find(|(before, _)| *before == packet.number) {
                let (time, lost) = (packet.time, *lost);
                let since = Some(Timestamp::new(time.nanoseconds() - 1_000_000_000, time.digits()));
                connections.pass(&Statistics { time, since, lost }, packet.number - 1, &mut sessions);
            }
            if let Ok(segment) = decoder.decode(&packet) {
                connections.take(&segment, &mut sessions);
            }
        }
        connections.finish(&mut sessions);
        drop(sessions);
        Self { telling: teller.finish().unwrap(), packets }
    }

    /// What a pane sees when a packet is selected.
    pub(super) fn context(&self, language: Language, selected: u64) -> Context<'_> {
        let packet = self.packets.iter().find(|packet| packet.0 == selected);
        Context {
            look: Look { language, ..Look::default() },
            telling: &self.telling,
            selected,
            packet: packet.map(|(number, time, link, bytes, wire_length)| Packet {
                number: *number,
                time: *time,
                link: *link,
                bytes,
                wire_length: *wire_length,
                place: Place::default(),
            }),
            explain: Explain::default(),
            goes_on: false,
            start: self.packets[0].1,
        }
    }
}

/// Does actions one after another; the last reply.
pub(super) fn act(pane: &mut dyn Pane, actions: &[Action], context: &Context<'_>) -> Reply {
    actions.iter().map(|action| pane.act(*action, context)).last().unwrap_or(Reply::Ignored)
}

/// The pane as text.
pub(super) fn screen(
    pane: &mut dyn Pane,
    (width, height): (u16, u16),
    context: &Context<'_>,
    focused: bool,
) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    pane.draw(area, &mut buffer, context, focused);
    text(&buffer)
}

/// What a buffer shows, a line each, without the spaces at the ends.
pub(super) fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.rows() {
        let mut line = String::new();
        let mut skip = 0;
        for cell in y.columns().filter_map(|at| buffer.cell((at.x, at.y))) {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = crate::tell::width(cell.symbol()).max(1);
            }
            skip -= 1;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Compares with `tests/screens/NAME.txt`; `UPDATE=1` writes it.
pub(super) fn assert_screen(name: &str, screen: &str) {
    let path = format!("tests/screens/{name}.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, screen).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == screen, "{path} differs (UPDATE=1 writes it); now it is\n{screen}");
}
