//! Crafted captures on which both programs must agree.

use super::support::{
    Conversation, FileFormat, LengthForm, Link, Order, Side, TestPacket, binary, close, close_empty,
    continuation, masked, ping, pong, reserved, retime, text, to_capture, write_capture,
};
use super::{Explained, What};

const CLIENT: &str = "10.0.0.1:50000";
const SERVER: &str = "10.0.0.2:8080";

/// A capture and its name.
pub(super) type Case = (&'static str, Vec<u8>);

/// Disagreements that we stand by.
pub(super) const EXPLAINED: [Explained; 4] = [
    explained(
        "payload-not-captured",
        "the header says where the frame ends, so what is missing inside can be stepped over; \
        tshark gives such a frame up and never finds the next",
    ),
    explained(
        "frame-not-captured",
        "the frames behind a missing one begin with segments and fill them; tshark reads them from the wrong byte",
    ),
    explained(
        "starts-between-frames",
        "masks one way, none the other and lengths that fit show a WebSocket without its handshake; \
        tshark has to be told (-d)",
    ),
    explained(
        "snap-length",
        "the heads of the handshake are cut off, and the frames behind them show what it was",
    ),
];

const fn explained(case: &'static str, reason: &'static str) -> Explained {
    Explained { case, what: What::Frames, reason }
}

fn talk() -> Conversation {
    Conversation::new(CLIENT, SERVER)
}

/// A WebSocket that has just opened.
fn open() -> Conversation {
    let mut talk = talk();
    talk.handshake().get("/chat?room=1").switching_protocols().client_ack();
    talk
}

/// Some messages from both sides.
fn chat(talk: &mut Conversation) -> &mut Conversation {
    talk.server(text("get it")).client_ack();
    talk.client(masked(text("got it"))).server_ack();
    talk.server(binary(vec![7; 300])).client(masked(ping("?"))).server(pong("?"))
}

fn closing(talk: &mut Conversation) -> &mut Conversation {
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye"));
    talk.server_fin().client_fin().server_ack()
}

/// A script on an open WebSocket.
fn on_open(script: impl FnOnce(&mut Conversation)) -> Vec<u8> {
    let mut talk = open();
    script(&mut talk);
    talk.into_pcapng()
}

/// Which segments belong to one connection.
pub(super) fn connections() -> Vec<Case> {
    let mut many: Vec<TestPacket> = Vec::new();
    let conversations: Vec<_> = (0..40)
        .map(|index| {
            let mut talk = Conversation::new(&format!("10.0.0.1:{}", 50000 + index), SERVER);
            talk.handshake().get("/").switching_protocols();
            chat(&mut talk);
            talk.packets
        })
        .collect();
    for round in 0..conversations[0].len() {
        many.extend(conversations.iter().map(|talk| talk[round].clone()));
    }
    retime(&mut many);
    let reused = |end: fn(&mut Conversation), numbers: (u32, u32)| {
        let mut talk = open();
        chat(&mut talk);
        end(&mut talk);
        talk.after_ms(500).numbers(numbers.0, numbers.1).handshake().get("/second").switching_protocols();
        chat(&mut talk);
        talk.into_pcapng()
    };
    let fins: fn(&mut Conversation) = |talk| _ = closing(talk);
    let reset: fn(&mut Conversation) = |talk| _ = talk.server_rst();
    let nothing: fn(&mut Conversation) = |_| ();
    let same = (1_000_000, 3_000_000_000);
    let other = (77_000_000, 88);
    let mut syn_again = talk();
    syn_again.client_syn().after_ms(1000).again(Side::Client).server_syn_ack().again(Side::Server);
    syn_again.client_ack().get("/").switching_protocols();
    let mut syn_ack_other = talk();
    syn_ack_other.client_syn().server_syn_ack().server_syn_ack().but(|packet| packet.seq = 5).client_ack();
    let mut reversed = talk();
    reversed.handshake().client_fin().server_fin().client_ack();
    let mut packets = reversed.packets;
    let mut back = Conversation::new(SERVER, CLIENT);
    back.numbers(9, 99).handshake().client("x");
    packets.extend(back.packets);
    retime(&mut packets);
    let mut nobody_there = talk();
    nobody_there.client_syn().server_rst().after_ms(1000).numbers(5, 0).client_syn().server_rst();
    let mut refused_once = talk();
    refused_once.client_syn().server_rst();
    refused_once.after_ms(500).numbers(1_000_000, 3_000_000_000);
    refused_once.handshake().get("/").switching_protocols();
    closing(chat(&mut refused_once));
    vec![
        ("refused-once", refused_once.into_pcapng()),
        ("many-connections", to_capture(&many)),
        ("ports-reused-after-fin", reused(fins, other)),
        ("ports-reused-after-reset", reused(reset, other)),
        ("ports-reused-without-end", reused(nothing, other)),
        ("ports-reused-same-isn-without-end", reused(nothing, same)),
        ("syn-again", syn_again.into_pcapng()),
        ("two-syn-acks", syn_ack_other.into_pcapng()),
        ("ports-reused-the-other-way", to_capture(&packets)),
        ("refused-twice", nobody_there.into_pcapng()),
    ]
}

/// Segments out of order, repeated, missing, and numbers that wrap.
pub(super) fn orders() -> Vec<Case> {
    let mut wrap = talk();
    wrap.numbers(u32::MAX - 200, u32::MAX - 100).handshake().get("/").switching_protocols();
    closing(chat(&mut wrap));
    let mut middle = open();
    closing(chat(&mut middle));
    middle.packets.drain(..3);
    let mut middle_of_frames = open();
    closing(chat(&mut middle_of_frames));
    middle_of_frames.packets.drain(..6);
    let mut swapped = open();
    swapped.in_segments(Side::Server, 400, binary(vec![1; 2000])).client_ack();
    closing(&mut swapped);
    let first = swapped.packets.iter().rposition(|packet| packet.payload.len() == 400).unwrap();
    swapped.packets.swap(first - 2, first - 1);
    retime(&mut swapped.packets);
    let mut late = open();
    late.server(text("one")).server(text("two")).server(text("three")).client_ack();
    let moved = late.packets.remove(6);
    late.packets.insert(8, moved);
    retime(&mut late.packets);
    let duplicates = on_open(|talk| {
        for word in ["one", "two", "three"] {
            talk.server(text(word)).again(Side::Server).client_ack();
            talk.client(masked(text(word))).after_ms(300).again(Side::Client).server_ack();
        }
    });
    let overlap = on_open(|talk| {
        talk.server(text("one")).server(text("two"));
        let both = talk.packets[6].merge(&talk.packets[7]).unwrap();
        talk.packets.push(both);
        talk.server(text("three"));
        retime(&mut talk.packets);
    });
    let lost = on_open(|talk| {
        talk.server(text("one")).uncaptured().server(text("two")).client_ack().server(text("three"));
    });
    let in_a_frame = on_open(|talk| {
        talk.in_segments(Side::Server, 1000, binary(vec![2; 5000]));
        talk.packets.remove(8);
        talk.client_ack().server(text("after"));
    });
    let keep_alives = on_open(|talk| {
        for garbage in [&b""[..], b"\0"] {
            talk.after_ms(2000).keep_alive(Side::Server, garbage).client_ack();
            talk.after_ms(2000).keep_alive(Side::Client, garbage).server_ack();
        }
        closing(chat(talk));
    });
    vec![
        ("numbers-wrap", wrap.into_pcapng()),
        ("starts-with-the-request", middle.into_pcapng()),
        ("starts-between-frames", middle_of_frames.into_pcapng()),
        ("segments-swapped-in-a-frame", swapped.into_pcapng()),
        ("segment-late", late.into_pcapng()),
        ("duplicates", duplicates),
        ("retransmission-of-two-as-one", overlap),
        ("frame-not-captured", lost),
        ("payload-not-captured", in_a_frame),
        ("keep-alives", keep_alives),
    ]
}

/// Traffic that nobody should send, as far as tshark judges it as a receiver would.
pub(super) fn hostile() -> Vec<Case> {
    let fragments = |client: &str, server: &str, turn: usize| {
        let mut talk = Conversation::new(client, server);
        talk.handshake().get("/").switching_protocols();
        closing(chat(&mut talk));
        let raw = talk.packets.iter().flat_map(|packet| {
            let mut parts = packet.to_fragments(if packet.payload.len() > 100 { 64 } else { 4096 });
            let count = parts.len();
            parts.rotate_left(turn % count);
            parts
        });
        write_capture(FileFormat::PcapNanoseconds(Order::Little), &raw.collect::<Vec<_>>())
    };
    let twice = {
        let mut talk = open();
        closing(chat(&mut talk));
        let copies = talk.packets.iter().enumerate().flat_map(|(index, packet)| {
            let mut packet = packet.clone();
            packet.ip.identification = Some(index as u16 + 1);
            [packet.clone(), TestPacket { time: packet.time + 1000, ..packet }]
        });
        to_capture(&copies.collect::<Vec<_>>())
    };
    let differing = on_open(|talk| {
        talk.server(text("good")).again(Side::Server).but(|packet| {
            packet.payload = text("evil").bytes();
        });
        closing(talk.client_ack());
    });
    let reset_elsewhere = on_open(|talk| {
        talk.server(text("one")).client_ack();
        talk.server_rst().but(|packet| packet.seq = packet.seq.wrapping_sub(100_000));
        talk.server(text("two")).client_ack();
    });
    let syn_ack_inside = on_open(|talk| {
        talk.server(text("one")).client_ack();
        talk.client_ack().but(|packet| packet.flags = wiretale::decode::Flags(0x29));
        talk.server(text("two")).client_ack();
    });
    vec![
        ("fragments", fragments(CLIENT, SERVER, 0)),
        ("fragments-reversed", fragments(CLIENT, SERVER, 1)),
        ("fragments6", fragments("[fd00::1]:50000", "[fd00::2]:8080", 2)),
        ("captured-twice", twice),
        ("overlap-differs", differing),
        ("reset-outside-window", reset_elsewhere),
        ("xmas-inside", syn_ack_inside),
    ]
}

/// Frames as they should be, however they lie in packets.
pub(super) fn frames() -> Vec<Case> {
    let words = |words: &[&str]| -> Vec<u8> { words.iter().flat_map(|word| text(word).bytes()).collect() };
    vec![
        ("chat", on_open(|talk| _ = closing(chat(talk)))),
        ("frames-in-one-packet", on_open(|talk| _ = talk.server(words(&["a", "bc", "", "def"])))),
        (
            "frames-across-packets",
            on_open(|talk| {
                _ = talk.in_segments(Side::Server, 7, words(&["abcdefghijkl", "m", "no", "pqrstuvwxyz"]));
            }),
        ),
        ("one-byte-a-packet", on_open(|talk| _ = talk.in_segments(Side::Client, 1, masked(text("bytes"))))),
        ("large-frame", on_open(|talk| _ = talk.in_segments(Side::Server, 1460, binary(vec![3; 70_000])))),
        (
            "every-length",
            on_open(|talk| {
                for length in [0, 1, 125, 126, 127, 255, 256, 65_535, 65_536] {
                    talk.in_segments(Side::Server, 1460, binary(vec![4; length]));
                    talk.in_segments(Side::Client, 1460, masked(binary(vec![5; length])));
                }
            }),
        ),
        (
            "control-frames-in-a-message",
            on_open(|talk| {
                talk.server(text("one ").unfinished()).server(ping("still?")).client(masked(pong("still?")));
                talk.server(continuation("two ").unfinished()).server(continuation("three"));
            }),
        ),
        ("empty-close", on_open(|talk| _ = talk.client(masked(close_empty())).server(close_empty()))),
        ("first-frame-behind-the-answer", {
            let mut talk = talk();
            talk.handshake().get("/").switching_protocols();
            talk.but(|answer| answer.payload.extend(text("get it").bytes()));
            let more = text("get it").bytes().len() as u32;
            talk.server(text("more")).but(|packet| packet.seq = packet.seq.wrapping_add(more));
            talk.into_pcapng()
        }),
    ]
}

/// Frames as they should not be.
pub(super) fn broken_frames() -> Vec<Case> {
    vec![
        (
            "reserved-opcodes",
            on_open(|talk| {
                for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
                    talk.server(reserved(opcode, "what?")).client(masked(reserved(opcode, "what?")));
                }
            }),
        ),
        (
            "reserved-bits",
            on_open(|talk| {
                for rsv in 1..8 {
                    talk.server(text("x").with_rsv(rsv)).client(masked(ping("y")).with_rsv(rsv));
                }
            }),
        ),
        ("unmasked-client", on_open(|talk| _ = talk.client(text("bare")).client(binary("bare")))),
        ("masked-server", on_open(|talk| _ = talk.server(masked(text("hidden"))).server(masked(ping("x"))))),
        ("control-too-long", on_open(|talk| _ = talk.server(ping(vec![b'p'; 200])).server(text("after")))),
        (
            "control-fragmented",
            on_open(|talk| {
                _ = talk.server(ping("p").unfinished()).server(continuation("q")).server(text("after"));
            }),
        ),
        (
            "close-one-byte",
            on_open(|talk| _ = talk.server(reserved(8, "x")).client(masked(reserved(8, "y")))),
        ),
        (
            "close-codes",
            on_open(|talk| {
                for code in [0, 999, 1000, 1004, 1005, 1006, 1015, 1016, 2999, 3000, 4999, 5000, 65535] {
                    talk.server(close(code, "why"));
                }
            }),
        ),
        (
            "frames-after-close",
            on_open(|talk| _ = talk.server(close(1000, "")).server(text("more")).server(close(1001, ""))),
        ),
        (
            "lengths-not-minimal",
            on_open(|talk| {
                for form in [LengthForm::Bits16, LengthForm::Bits64] {
                    talk.server(text("short").with_length(form))
                        .client(masked(text("short")).with_length(form));
                }
            }),
        ),
        (
            "continuation-of-nothing",
            on_open(|talk| {
                _ = talk.server(continuation("of what?")).server(text("x").unfinished()).server(text("y"));
            }),
        ),
    ]
}

/// A whole conversation on every link layer, over IPv4 and IPv6.
pub(super) fn link_layers() -> Vec<Case> {
    const NAMES: [[&str; 9]; 2] = [
        ["ethernet", "padded", "vlan", "qinq", "sll", "sll2", "raw", "null", "loop"],
        ["ethernet6", "padded6", "vlan6", "qinq6", "sll6", "sll2-6", "raw6", "null6", "loop6"],
    ];
    let ends = [(CLIENT, SERVER), ("[fd00::1]:50000", "[fd00::2]:8080")];
    let mut cases = Vec::new();
    for (names, (client, server)) in NAMES.into_iter().zip(ends) {
        let links = names.into_iter().zip(Link::ALL);
        cases.extend(links.map(|(name, link)| (name, to_capture(&whole(client, server, link)))));
    }
    cases
}

/// A whole conversation in every file format, and cut by a snap length.
pub(super) fn file_formats() -> Vec<Case> {
    const NAMES: [&str; 6] = ["pcap", "pcap-big", "pcap-ns", "pcap-ns-big", "pcapng", "pcapng-big"];
    let raw: Vec<_> = whole(CLIENT, SERVER, Link::Ethernet).iter().map(TestPacket::to_raw).collect();
    let formats = NAMES.into_iter().zip(FileFormat::ALL);
    let mut cases: Vec<Case> = formats.map(|(name, format)| (name, write_capture(format, &raw))).collect();
    let cut: Vec<_> = raw.iter().cloned().map(|packet| packet.cut(Some(66))).collect();
    cases.push(("snap-length", write_capture(FileFormat::Pcap(Order::Little), &cut)));
    cases
}

fn whole(client: &str, server: &str, link: Link) -> Vec<TestPacket> {
    let mut talk = Conversation::new(client, server);
    talk.on(link).handshake().get("/").switching_protocols();
    closing(chat(&mut talk));
    talk.packets
}
