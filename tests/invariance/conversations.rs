//! Conversations of all kinds: messages whole and in fragments, control frames between them, small
//! frames in one segment and large ones over many.

use proptest::prelude::*;

use super::support::{Conversation, Frame, Side, reserved};

/// Something one side says: frames that are sent at once.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) by: Side,
    frames: Vec<Frame>,
}

/// A frame that was said.
pub(super) struct Expected<'a> {
    pub(super) opcode: &'static str,
    pub(super) fin: bool,
    pub(super) payload: &'a [u8],
}

impl Said {
    /// One frame, masked if the client says it.
    pub(super) fn new(by: Side, frame: Frame) -> Self {
        Self { by, frames: vec![if by == Side::Client { frame.masked_with([1, 2, 3, 4]) } else { frame }] }
    }

    /// The frames as they should be told.
    pub(super) fn frames(&self) -> impl Iterator<Item = Expected<'_>> {
        self.frames.iter().map(|frame| Expected {
            opcode: match frame.opcode {
                0 => "continuation",
                1 => "text",
                2 => "binary",
                9 => "ping",
                _ => "pong",
            },
            fin: frame.fin,
            payload: &frame.payload,
        })
    }
}

/// Both sides say some things.
pub(super) fn said() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(one(), 1..8)
}

fn one() -> impl Strategy<Value = Said> {
    let side = prop_oneof![Just(Side::Client), Just(Side::Server)];
    let fragments = prop::collection::vec((payload(), prop::option::of(control())), 1..4);
    (side, 1_u8..=2, fragments, any::<[u8; 4]>()).prop_map(|(by, opcode, fragments, key)| {
        let last = fragments.len() - 1;
        let mut frames = Vec::new();
        for (index, (payload, control)) in fragments.into_iter().enumerate() {
            let fin = index == last;
            let fragment = reserved(if index == 0 { opcode } else { 0 }, payload);
            frames.push(if fin { fragment } else { fragment.unfinished() });
            frames.extend(control);
        }
        if by == Side::Client {
            frames = frames.into_iter().map(|frame| frame.masked_with(key)).collect();
        }
        Said { by, frames }
    })
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    let bytes = any::<u8>();
    prop_oneof![
        4 => prop::collection::vec(bytes, 0..20),
        2 => prop::collection::vec(bytes, 120..130),
        1 => prop::collection::vec(bytes, 2000..6000),
        1 => (65_530_usize..65_540, bytes).prop_map(|(length, byte)| vec![byte; length]),
    ]
}

fn control() -> impl Strategy<Value = Frame> {
    (9_u8..=10, prop::collection::vec(any::<u8>(), 0..=125))
        .prop_map(|(opcode, bytes)| reserved(opcode, bytes))
}

/// The conversation in segments of a thousand bytes, from these initial sequence numbers on.
pub(super) fn conversation(said: &[Said], (client, server): (u32, u32)) -> Conversation {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.numbers(client, server).handshake().get("/").switching_protocols().client_ack();
    for said in said {
        let bytes: Vec<u8> = said.frames.iter().flat_map(Frame::bytes).collect();
        talk.in_segments(said.by, 1000, bytes);
        match said.by {
            Side::Client => talk.server_ack(),
            Side::Server => talk.client_ack(),
        };
    }
    talk.server_fin().client_fin().server_ack();
    talk
}
