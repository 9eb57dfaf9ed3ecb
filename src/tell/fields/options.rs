//! The options of a TCP header, each by its own RFC.

use std::ops::Range;

use super::{Bytes, Field, hex_start, say};
use crate::teach::{Sentence, Value};
use crate::tell::Layout;

/// The options of a header.
pub(super) fn read(bytes: Bytes<'_>, range: Range<usize>, layout: Option<&Layout>) -> Field {
    let mut children = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let option = option(bytes, at, range.end, layout);
        // An end of the list, or a length that can't be: what follows is no option.
        let last =
            matches!(bytes.u8(at), Some(END)) || option.range.end <= at + 1 && bytes.u8(at) != Some(NOP);
        at = option.range.end.max(at + 1);
        children.push(option);
        if last && at < range.end {
            let rest = at..range.end;
            children.push(Field::said("field.padding", rest.clone()).value(hex_start(bytes.get(&rest))));
            break;
        }
    }
    let names: Vec<_> = children.iter().filter_map(short_name).collect();
    Field::said("field.options", range).value(names.join(", ")).with(children)
}

const END: u8 = 0;
const NOP: u8 = 1;
const MSS: u8 = 2;
const SCALE: u8 = 3;
const SACK_PERMITTED: u8 = 4;
const SACK: u8 = 5;
const TIMESTAMPS: u8 = 8;
const FAST_OPEN: u8 = 34;

/// What a list of the options says of one; fillers are left out.
fn short_name(option: &Field) -> Option<String> {
    match &option.name {
        super::Name::Plain(name) if !matches!(name.as_ref(), "NOP" | "EOL") => Some(name.to_string()),
        _ => None,
    }
}

fn option(bytes: Bytes<'_>, at: usize, limit: usize, layout: Option<&Layout>) -> Field {
    let kind = bytes.u8(at).unwrap_or_default();
    let length = usize::from(bytes.u8(at + 1).unwrap_or_default());
    let end = at + length;
    match kind {
        END => return Field::plain("EOL", at..at + 1).note(say("field.option.end")),
        NOP => return Field::plain("NOP", at..at + 1).note(say("field.option.filler")),
        _ if length < 2 || end > limit => {
            let broken = Field::said("field.option.unreadable", at..at + 1).value(kind);
            return broken.note(say("field.option.length-wrong"));
        }
        _ => {}
    }
    let head = vec![
        Field::said("field.option.kind", at..at + 1).value(kind),
        Field::said("field.option.length", at + 1..at + 2).value(length),
    ];
    let body = at + 2..end;
    match (kind, length) {
        (MSS, 4) => {
            let size = bytes.u16(at + 2).unwrap_or_default();
            let field = Field::said("field.value", body).value(size);
            let note = Sentence::new("field.option.mss").with("bytes", Value::Number(size.into()));
            Field::plain("MSS", at..end).value(size).note(note).with(and(head, field))
        }
        (SCALE, 3) => {
            let shift = bytes.u8(at + 2).unwrap_or_default();
            let field = Field::said("field.option.shift", body).value(shift);
            // RFC 7323 2.3: more than 14 counts as 14.
            let note = Sentence::new("field.option.scale").with("factor", 1_u64 << shift.min(14));
            Field::plain("Window Scale", at..end).value(shift).note(note).with(and(head, field))
        }
        (SACK_PERMITTED, 2) => {
            Field::plain("SACK Permitted", at..end).note(say("field.option.sack-permitted")).with(head)
        }
        (SACK, _) => sack(bytes, at..end, head, layout),
        (TIMESTAMPS, 10) => {
            let value = bytes.u32(at + 2).unwrap_or_default();
            let echo = bytes.u32(at + 6).unwrap_or_default();
            let fields = [
                Field::plain("TSval", at + 2..at + 6).value(value).note(say("field.option.ts-value")),
                Field::plain("TSecr", at + 6..end).value(echo).note(say("field.option.ts-echo")),
            ];
            let children = head.into_iter().chain(fields).collect();
            Field::plain("Timestamps", at..end).value(format!("TSval {value} TSecr {echo}")).with(children)
        }
        _ => {
            let name = if kind == FAST_OPEN { "Fast Open".to_owned() } else { format!("{kind}") };
            let value = hex_start(bytes.get(&body));
            let field = Field::said("field.value", body).value(&value);
            Field::plain(name, at..end).value(value).with(and(head, field))
        }
    }
}

fn and(mut fields: Vec<Field>, field: Field) -> Vec<Field> {
    fields.push(field);
    fields
}

/// The blocks of a selective acknowledgment (RFC 2018 3): relative to where the peer's bytes begin,
/// where that is known.
fn sack(bytes: Bytes<'_>, range: Range<usize>, mut children: Vec<Field>, layout: Option<&Layout>) -> Field {
    let base = layout.and_then(|layout| layout.peer_base);
    let mut blocks = Vec::new();
    for at in (range.start + 2..range.end).step_by(8).filter(|at| at + 8 <= range.end) {
        let edges = [at, at + 4].map(|at| bytes.u32(at).unwrap_or_default());
        let [left, right] = edges.map(|edge| edge.wrapping_sub(base.map_or(0, |base| base.0)));
        let value = format!("{left}–{right}");
        let fields = vec![
            Field::said("field.option.left-edge", at..at + 4).value(left),
            Field::said("field.option.right-edge", at + 4..at + 8).value(right),
        ];
        let bytes = u64::from(right.wrapping_sub(left));
        let note = Sentence::new("field.option.sack-block").with("bytes", Value::Number(bytes));
        children.push(Field::said("field.option.block", at..at + 8).value(&value).note(note).with(fields));
        blocks.push(value);
    }
    Field::plain("SACK", range).value(blocks.join(", ")).with(children)
}
