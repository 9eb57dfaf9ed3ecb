//! What looks like the end of a connection and is none.

use super::*;

#[test]
fn a_reset_outside_the_window_ends_nothing() {
    for distance in [-70_000_i32, -2, 100_000, 1 << 30] {
        let mut talk = open();
        talk.client("one").server("two").client_ack();
        talk.server_rst().but(|packet| packet.seq = packet.seq.wrapping_add_signed(distance));
        talk.client("three").server("four").client_ack();
        let capture = talk.into_pcapng();
        let flows = follow(&capture);
        assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("onethree", "twofour"));
        assert_eq!(flows.lines_with("reset"), [""; 0]);
        assert_eq!(endings(&capture), ["open"]);
        assert_eq!(rules(&capture), ["7 server tcp-reset-outside-window"], "{distance}");
        let story = text_of(&capture, Rows::Story, wiretale::teach::Language::English, 100);
        assert!(story.contains("refused: RST, ACK") && !story.contains("gives up"), "{story}");
    }
}

#[test]
fn a_reset_inside_the_window_ends_the_connection() {
    for distance in [-1, 0, 1, 1000] {
        let mut talk = open();
        talk.client("one").server("two").client_ack();
        talk.server_rst().but(|packet| packet.seq = packet.seq.wrapping_add_signed(distance));
        let capture = talk.into_pcapng();
        assert_eq!((endings(&capture), rules(&capture)), (vec!["reset".to_owned()], vec![]), "{distance}");
    }
}

#[test]
fn resets_of_the_handshake_are_judged_by_what_they_acknowledge() {
    let mut refused = talk();
    refused.client_syn().server_rst().but(|packet| packet.seq = 0);
    assert_eq!(endings(&refused.into_pcapng()), ["refused"]);
    let mut forged = talk();
    forged.client_syn().server_rst().but(|packet| packet.ack = packet.ack.wrapping_add(9));
    forged.numbers(1_000_001, 3_000_000_000).server_syn_ack().client_ack().client("hello");
    let capture = forged.into_pcapng();
    assert_eq!(endings(&capture), ["open"]);
    assert_eq!(rules(&capture), ["2 server tcp-reset-outside-window"]);
    assert_eq!(follow(&capture).to_server(0), "hello");
}

#[test]
fn the_text_on_a_reset_is_told_and_stays_out_of_the_stream() {
    let mut talk = open();
    talk.client("one").send(Side::Server, RST_ACK, "no\tsuch \u{1b}[31mroom");
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_client(0), "");
    assert_eq!(endings(&capture), ["reset"]);
    let found = findings(&capture);
    assert!(found[0].starts_with("5 server tcp-reset-with-data"), "{found:?}");
    assert!(found[0].contains(r#""no\x09such \x1b[31mroom""#), "{found:?}");
}

#[test]
fn flags_that_go_together_nowhere_end_nothing() {
    let xmas = Flags(Flags::FIN.0 | Flags::PSH.0 | Flags::URG.0);
    let syn_fin = Flags(Flags::SYN.0 | Flags::FIN.0 | Flags::ACK.0);
    let all = Flags(0x1ff);
    for flags in [Flags(0), xmas, syn_fin, all, Flags::FIN, Flags::PSH] {
        let mut talk = open();
        talk.client("one").server_ack();
        let next = talk.packets[3].end();
        talk.send(Side::Client, flags, "garbage").numbers(next, 3_000_000_001);
        talk.client("two").server("yes").client_fin().server_fin().client_ack();
        let capture = talk.into_pcapng();
        let flows = follow(&capture);
        assert_eq!(
            (flows.to_server(0).as_str(), flows.to_client(0).as_str()),
            ("onetwo", "yes"),
            "{flags:?}"
        );
        assert_eq!(rules(&capture), ["6 client tcp-flags"], "{flags:?}");
        assert_eq!(flows.lines_with("fin first"), ["#0 9 client fin first"]);
        assert_eq!(endings(&capture), ["fin"]);
    }
}

#[test]
fn a_syn_inside_a_connection_is_challenged_and_the_talk_goes_on() {
    let mut talk = open();
    talk.client("one").server("two").client_ack();
    let (client, server) = (talk.packets[3].end(), talk.packets[4].end());
    talk.numbers(77_000_000, server).client_syn();
    talk.numbers(client, server).server_ack();
    talk.client("three").server("four").client_ack();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    // To Wireshark the SYN begins another stream, and so the numbers do here; the talk goes on in it.
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("one", "two"));
    assert_eq!((flows.to_server(1).as_str(), flows.to_client(1).as_str()), ("onethree", "twofour"));
    assert_eq!(endings(&capture), ["open", "open"]);
    assert_eq!(rules(&capture), ["8 server number-changed", "8 server tcp-syn-inside"]);
}

#[test]
fn what_is_spoken_goes_on_after_a_syn_that_opens_nothing() {
    // The server challenges it; or does not, and the client or the server talks on; or it is sent
    // again, or with other numbers.
    for (answered, tries, by_client) in
        [(true, 1, true), (false, 1, true), (false, 1, false), (true, 3, true), (false, 3, false)]
    {
        let mut talk = open();
        talk.get("/").switching_protocols().client_ack();
        talk.client(masked(text("half").unfinished())).server(text("two")).client_ack();
        let (client, server) = (talk.packets[6].end(), talk.packets[7].end());
        for attempt in 0..tries {
            talk.numbers(77_000_000 + 1000 * (attempt / 2), server).client_syn();
        }
        talk.numbers(client, server);
        if answered {
            talk.server_ack();
        }
        if by_client {
            talk.client(masked(continuation(" a word"))).server(text("four")).client_ack();
        } else {
            talk.server(text("four")).client(masked(continuation(" a word"))).server_ack();
        }
        talk.client(masked(close(1000, ""))).server(close(1000, "")).server_fin().client_fin().server_ack();
        let capture = talk.into_pcapng();
        let frames: Vec<_> = rows_of(&capture, Rows::Frames);
        assert_eq!(frames.len(), 6, "{answered} {tries} {by_client}");
        let last = *endings(&capture).last().unwrap() == "fin";
        assert!(last, "{:?}", endings(&capture));
        let rows = rows_of(&capture, Rows::Connections);
        let row = rows.last().unwrap();
        assert_eq!(row.text("ending.websocket.first_close"), Some("client"));
        assert_eq!(row.text("protocol"), Some("websocket"));
    }
}

#[test]
fn a_syn_that_is_answered_begins_another_connection() {
    for answer in [SYN_ACK, RST_ACK] {
        let mut talk = open();
        talk.client("one").server("two").client_ack();
        talk.numbers(77_000_000, 88_000_000).client_syn().send(Side::Server, answer, "");
        if answer == SYN_ACK {
            talk.client_ack().client("three").server_fin().client_fin().server_ack();
        }
        let capture = talk.into_pcapng();
        let how = if answer == SYN_ACK { "fin" } else { "refused" };
        assert_eq!(endings(&capture), ["open", how]);
        assert_eq!(rules(&capture), [""; 0]);
    }
}

#[test]
fn a_syn_ack_inside_a_connection_changes_no_byte() {
    let mut talk = open();
    talk.client("one").server("two").client_ack();
    let server = talk.packets[4].end();
    talk.send(Side::Server, SYN_ACK, "").but(|packet| packet.seq = 5);
    let client = talk.packets[3].end();
    talk.numbers(client, server).server("three").client("four").server_ack();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("onefour", "twothree"));
    assert_eq!(rules(&capture), ["7 server tcp-syn-inside"]);
}

#[test]
fn data_after_the_fin_is_not_delivered() {
    let mut talk = open();
    talk.client("one").client_fin().client("more").server_ack().server_fin().client_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "one");
    assert_eq!(rules(&capture), ["6 client tcp-data-after-fin"]);
    assert_eq!(endings(&capture), ["fin"]);
}

#[test]
fn a_fin_that_moves_stays_where_it_was() {
    let mut talk = open();
    talk.client("one")
        .client_fin()
        .client_fin()
        .but(|fin| fin.seq += 5)
        .server_ack()
        .server_fin()
        .client_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "one");
    assert_eq!(rules(&capture), ["6 client tcp-fin-moved"]);
    // A FIN below what was delivered is as old as a RST there.
    let mut talk = open();
    talk.client("one").client_ack().but(|fin| {
        fin.flags = FIN_ACK;
        fin.seq -= 2;
    });
    talk.client("two").server_ack();
    let capture = talk.into_pcapng();
    assert_eq!(follow(&capture).to_server(0), "onetwo");
    assert_eq!(rules(&capture), ["5 client tcp-outside-window"]);
    assert_eq!(endings(&capture), ["open"]);
}

#[test]
fn ports_reused_within_seconds_are_two_connections() {
    let mut talk = open();
    talk.client("one").client_fin().server_fin().client_ack();
    talk.after_ms(800).numbers(5, 6).handshake().client("two").server_rst();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!((flows.to_server(0).as_str(), flows.to_server(1).as_str()), ("one", "two"));
    assert_eq!(endings(&capture), ["fin", "reset"]);
    assert_eq!(rules(&capture), [""; 0]);
}

#[test]
fn a_clock_that_runs_backwards_ends_nothing() {
    let mut talk = open();
    for index in 0..6 {
        talk.client("tick").but(|packet| packet.time -= index * 3_600_000_000_000);
        talk.server("tock").but(|packet| packet.time += index * 3_600_000_000_000);
    }
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!((flows.to_server(0), flows.to_client(0)), ("tick".repeat(6), "tock".repeat(6)));
    assert_eq!(endings(&capture), ["open"]);
}

#[test]
fn acks_of_what_was_never_sent_make_no_gap() {
    let mut talk = open();
    talk.client("one").server("two").client_ack();
    let (client, server) = (talk.packets[3].end(), talk.packets[4].end());
    for distance in [10_000_000, 10_000_001] {
        talk.client_ack().but(|ack| ack.ack = server.wrapping_add(distance));
    }
    talk.numbers(client, server).server("three").client("four").server_fin().client_fin().server_ack();
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("onefour", "twothree"));
    assert_eq!(endings(&capture), ["fin"]);
}

#[test]
fn an_ack_of_what_was_never_sent_is_not_confirmed_by_another_later() {
    let mut talk = open();
    for _ in 0..3 {
        talk.client("one").server("two").client_ack();
        let (client, server) =
            (talk.packets[talk.packets.len() - 1].seq, talk.packets[talk.packets.len() - 2].end());
        talk.client_ack().but(|ack| ack.ack = server.wrapping_add(10_000_000)).numbers(client, server);
    }
    talk.server("three");
    let capture = talk.into_pcapng();
    let flows = follow(&capture);
    assert_eq!((flows.to_server(0).as_str(), flows.to_client(0).as_str()), ("oneoneone", "twotwotwothree"));
}
