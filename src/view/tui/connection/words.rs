//! Words that several tabs of a connection share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::flow::Direction;
use crate::protocol::frame::{ClosePayload, close_code_name};
use crate::teach::Sentence;
use crate::tell::{Beat, safe, wrap};
use crate::view::tui::look::{Look, Role};

/// Who sends in a direction: the key of the word, and its style.
pub(super) fn sender(direction: Direction) -> (&'static str, Role) {
    match direction {
        Direction::ToServer => ("role.client", Role::Client),
        Direction::ToClient => ("role.server", Role::Server),
    }
}

/// Bytes as pairs of hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// What a Close says: its code, its reason, and the name of the code.
pub(super) fn close(payload: &[u8], look: Look) -> String {
    match ClosePayload::parse(payload) {
        ClosePayload::Code { code, reason: [], .. } => format!("{code} {}", close_code_name(code)),
        ClosePayload::Code { code, reason, .. } => {
            let reason = String::from_utf8_lossy(reason);
            format!("{code} \"{}\" {}", safe(&reason), close_code_name(code))
        }
        ClosePayload::Empty => look.say("screen.close.no-code"),
        ClosePayload::OneByte => hex(payload),
    }
}

/// How a Ping was answered, or what a Pong answers.
pub(super) fn beat(beat: Beat) -> (Sentence, Role) {
    let other = |key, packet: u64, after| Sentence::new(key).with("packet", packet).with("time", after);
    match beat {
        Beat::Unanswered => (Sentence::new("screen.beat.no-pong"), Role::Bad),
        Beat::Answered(packet, after) => (other("screen.beat.answered", packet, after), Role::Good),
        Beat::Answers(packet, after) => (other("screen.beat.answers", packet, after), Role::Good),
        Beat::Unasked => (Sentence::new("screen.beat.unasked"), Role::Dim),
    }
}

/// A paragraph in place of a list that is empty.
pub(super) fn draw_paragraph(text: &str, area: Rect, buffer: &mut Buffer, look: Look) {
    let room = usize::from(area.width.saturating_sub(2));
    for (y, line) in (area.y + 1..area.bottom()).zip(wrap(text, room)) {
        buffer.set_stringn(area.x + 1, y, line, room, look.role(Role::Plain));
    }
}
