//! Bytes that come again and are not the same: what was captured first stands, and both are told.

use super::*;

#[test]
fn bytes_that_differ_from_what_was_delivered_are_told() {
    let mut talk = open();
    talk.client("GET /good").server_ack();
    talk.again(Side::Client).but(|packet| packet.payload = b"GET /evil".to_vec());
    talk.client(" HTTP").server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "GET /good HTTP");
    let found = findings(&capture);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("6 client tcp-overlap-differs"), "{found:?}");
    assert!(found[0].contains("\"evil\" [5]") && found[0].contains("\"good\""), "{found:?}");
}

#[test]
fn the_same_bytes_again_are_no_finding() {
    let mut talk = open();
    talk.client("one").again(Side::Client).client("two").again(Side::Client).server_ack();
    let whole = [talk.packets[3].payload.clone(), talk.packets[5].payload.clone()].concat();
    talk.but(|_| ()).packets[6].payload.truncate(2);
    let mut both = talk.packets[3].clone();
    both.payload = whole;
    talk.packets.push(both);
    retime(&mut talk.packets);
    let capture = to_capture(&talk.packets);
    assert_eq!(follow(&capture).to_server(0), "onetwo");
    assert_eq!(rules(&capture), [""; 0]);
}

#[test]
fn a_partial_overlap_behind_a_hole_is_compared_too() {
    let mut talk = open();
    talk.client("abc").client("defghi").client("jkl").server_ack();
    let mut other = talk.packets[4].clone();
    // Overlaps the end of one held segment and the beginning of the next.
    (other.seq, other.payload) = (other.seq.wrapping_add(4), b"hXYk".to_vec());
    let first = talk.packets.remove(3);
    talk.packets.insert(5, other);
    talk.packets.insert(6, first);
    retime(&mut talk.packets);
    let capture = to_capture(&talk.packets);
    assert_eq!(follow(&capture).to_server(0), "abcdefghijkl");
    let found = findings(&capture);
    assert!(!found.is_empty() && found.iter().all(|line| line.contains("6 client tcp-overlap-differs")));
    assert!(found[0].contains("\"X\" [8]") && found[0].contains("\"i\""), "{found:?}");
}

#[test]
fn what_fills_a_hole_and_reaches_into_held_bytes_is_compared() {
    let mut talk = open();
    talk.client("abc").client("def").server_ack();
    let mut filling = talk.packets.remove(3);
    filling.payload = b"abcDEF!".to_vec();
    talk.packets.insert(4, filling);
    retime(&mut talk.packets);
    let capture = to_capture(&talk.packets);
    let flows = follow(&capture);
    assert_eq!(flows.to_server(0), "abcdef!", "what was captured first stands, delivered or not");
    assert_eq!(flows.lines_with("OverlapDiffers").len(), 1);
}

#[test]
fn differing_copies_of_many_segments_stay_bounded() {
    let mut talk = open();
    for _ in 0..300 {
        talk.client("AAAA");
        talk.again(Side::Client).but(|packet| packet.payload = b"BBBB".to_vec());
    }
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "AAAA".repeat(300));
    let rows = rows_of(&capture, Rows::Connections);
    let most = wiretale::limits::MAX_FINDINGS_OF_A_RULE;
    assert_eq!(rows[0].get("findings").unwrap().list().len(), most);
    assert_eq!(rows[0].number("more_findings"), Some(300 - most as u64));
}
