//! Frames that break a rule, each as the seventh packet of a WebSocket.

use super::*;

fn websocket_with(offer: &[&str]) -> Conversation {
    let mut talk = open();
    talk.get_with("/", offer).switching_protocols_with(offer).client_ack();
    talk
}

fn client(rule: Rule, frames: &[Frame]) -> Case {
    sent(rule, Side::Client, websocket_with(&[]), frames)
}

fn server(rule: Rule, frames: &[Frame]) -> Case {
    sent(rule, Side::Server, websocket_with(&[]), frames)
}

/// The last frame of several breaks the rule.
fn sent(rule: Rule, side: Side, mut talk: Conversation, frames: &[Frame]) -> Case {
    for frame in frames {
        talk.send(side, wiretale::decode::Flags::ACK, frame.bytes());
    }
    let last = talk.packets.len() as u64;
    Case::new(rule, last, side, talk)
}

/// The first bytes of a frame break the rule; the rest never comes.
fn begun(rule: Rule, side: Side, mut talk: Conversation, bytes: &[u8]) -> Case {
    for byte in bytes {
        talk.send(side, wiretale::decode::Flags::ACK, [*byte]);
    }
    let last = talk.packets.len() as u64;
    Case::new(rule, last, side, talk)
}

pub(super) fn cases() -> Vec<Case> {
    let deflate = || websocket_with(&["Sec-WebSocket-Extensions: permessage-deflate"]);
    let mut lost = websocket_with(&[]);
    lost.server(vec![0x81]).server(vec![1]).uncaptured().server("a").client_ack();
    // "Hello" twice, as RFC 7692 7.2.3 compresses it: the second refers to the first.
    let mut forgotten = deflate();
    let hello = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];
    let first = reserved(1, hello).with_rsv(4).bytes();
    let (start, end) = first.split_at(4);
    forgotten.server(start).server(end).uncaptured();
    forgotten.server(reserved(1, [0xf2, 0x00, 0x11, 0x00, 0x00]).with_rsv(4)).client_ack();
    let mut resumed = websocket_with(&[]);
    resumed.server(text("gone")).uncaptured().server(text("and here again")).server(close(1000, ""));
    let mut joined = websocket_with(&[]);
    for line in ["{\"op\":\"subscribe\"}", "{\"op\":\"ping\"}"] {
        joined.client(text(line).masked_with([0x9d, 0x41, 0xe8, 0x07])).server(text("{\"op\":\"done\"}"));
    }
    joined.packets.drain(..6);
    let mut unanswered = websocket_with(&[]);
    unanswered.client(masked(close(1000, ""))).server_ack().server_fin().client_fin().server_ack();
    let mut illegal: Vec<_> = [0, 999, 1004, 1005, 1006, 1015, 5000, u16::MAX]
        .map(|code| server(Rule::CloseCodeIllegal, &[close(code, "")]))
        .into();
    let mut cases = vec![
        begun(Rule::RsvWithoutExtension, Side::Client, websocket_with(&[]), &[0xa1]),
        begun(Rule::OpcodeReserved, Side::Client, websocket_with(&[]), &[0x8f]),
        begun(Rule::ContinuationWithoutStart, Side::Client, websocket_with(&[]), &[0x00]),
        begun(Rule::MaskMissing, Side::Client, websocket_with(&[]), &[0x81, 0x7e]),
        begun(Rule::ControlTooLong, Side::Server, websocket_with(&[]), &[0x89, 0x7f]),
        client(Rule::MaskMissing, &[text("bare")]),
        server(Rule::MaskUnexpected, &[masked(text("covered"))]),
        client(Rule::RsvWithoutExtension, &[masked(text("x").with_rsv(2))]),
        server(Rule::RsvWithoutExtension, &[text("x").with_rsv(4)]),
        sent(Rule::Rsv1Misplaced, Side::Server, deflate(), &[ping("").with_rsv(4)]),
        server(Rule::OpcodeReserved, &[reserved(3, "x")]),
        client(Rule::OpcodeReserved, &[masked(reserved(11, "x"))]),
        server(Rule::LengthNotMinimal, &[text("x").with_length(LengthForm::Bits16)]),
        client(Rule::LengthNotMinimal, &[masked(text("x").with_length(LengthForm::Bits64))]),
        server(Rule::LengthTooLarge, &[text("x").with_length(LengthForm::Claimed(1 << 63))]),
        server(Rule::ControlFragmented, &[ping("x").unfinished()]),
        client(Rule::ControlTooLong, &[masked(ping(vec![b'x'; 126]))]),
        server(Rule::ContinuationWithoutStart, &[continuation("x")]),
        client(Rule::TextNotUtf8, &[masked(reserved(1, vec![0xff]))]),
        // A block of the type that there is not.
        sent(Rule::DeflateDamaged, Side::Server, deflate(), &[reserved(1, vec![7]).with_rsv(4)]),
        server(Rule::MessageInterrupted, &[text("x").unfinished(), text("y")]),
        server(Rule::CloseBodyOneByte, &[reserved(8, "x")]),
        server(Rule::CloseCodeUnassigned, &[close(1016, "")]),
        client(Rule::CloseCodeUnassigned, &[masked(close(2999, ""))]),
        server(Rule::CloseReasonNotUtf8, &[reserved(8, vec![3, 232, 0xff])]),
        server(Rule::FrameAfterClose, &[close(1000, ""), text("x")]),
        client(Rule::ControlAfterClose, &[masked(close(1000, "")), masked(pong("x"))]),
        client(Rule::CloseRepeated, &[masked(close(1000, "")), masked(close(1000, ""))]),
        Case::new(Rule::CloseUnanswered, 9, Side::Server, unanswered),
        Case::new(Rule::ContextLost, 8, Side::Server, forgotten),
        Case::new(Rule::FramesLost, 8, Side::Server, lost),
        Case::new(Rule::FramesResumed, 8, Side::Server, resumed).also(&[Rule::FramesLost]),
        Case::new(Rule::WebsocketGuessed, 2, Side::Server, joined),
    ];
    cases.append(&mut illegal);
    cases
}

/// A FIN that crosses the Close frame on its way breaks nothing.
#[test]
fn a_close_that_had_not_arrived_needs_no_answer() {
    let mut talk = websocket_with(&[]);
    talk.client(masked(close(1000, ""))).crossing().server_fin().client_fin().server_ack();
    assert_eq!(found(&talk.into_pcapng()), []);
}

#[test]
fn codes_that_may_be_sent_break_nothing() {
    for code in [1000, 1001, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999] {
        let mut talk = websocket_with(&[]);
        talk.server(close(code, "")).client(masked(close(code, ""))).server_fin().client_fin().server_ack();
        assert_eq!(found(&talk.into_pcapng()), [], "{code}");
    }
}
