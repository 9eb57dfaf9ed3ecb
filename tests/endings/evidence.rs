//! Evidence is there, is bounded, and is what it claims to be.

use wiretale::tell::Rows;

use super::support::{Json, rows_of};

/// Checks the evidence of all connections of a capture against its packets and frames.
pub(super) fn is_what_it_claims(capture: &[u8], connections: &[Json]) {
    let (packets, frames) = (rows_of(capture, Rows::Packets), rows_of(capture, Rows::Frames));
    for connection in connections {
        let evidence = connection.get("ending.evidence").expect("evidence").list();
        let numbers: Vec<_> = evidence.iter().map(|one| one.number("packet").unwrap()).collect();
        assert!(numbers.is_sorted() && numbers.len() <= 12, "{numbers:?}");
        for one in evidence {
            let number = one.number("packet");
            let what = one.text("what").unwrap();
            let packet = packets.iter().find(|packet| packet.number("packet") == number);
            let packet = packet.unwrap_or_else(|| panic!("packet {number:?} of {what}"));
            let flag =
                |flag: &str| packet.get("flags").unwrap().list().iter().any(|f| f.as_text() == Some(flag));
            let label = |label: &str| {
                packet.get("analysis").unwrap().list().iter().any(|l| l.as_text() == Some(label))
            };
            let frame = |opcode: &str| {
                frames.iter().any(|f| f.number("packet") == number && f.text("opcode") == Some(opcode))
            };
            let right = match what {
                "syn" | "last_syn" => flag("SYN"),
                "first_fin" | "second_fin" => flag("FIN"),
                "rst" => flag("RST"),
                "first_close" | "second_close" => frame("close"),
                "first_unanswered_ping" => frame("ping"),
                "first_unanswered_probe" | "last_unanswered_probe" => label("keep_alive"),
                "first_retransmission" | "last_retransmission" => label("retransmission"),
                _ => packet.number("length") > Some(0),
            };
            assert!(right, "{what} is not {packet:?}");
            assert_eq!(one.text("from"), packet.text("from"), "{what}");
            assert_eq!(connection.number("connection"), packet.number("connection"), "{what}");
            assert!(one.text("text").is_some_and(|text| !text.is_empty()));
        }
    }
}
