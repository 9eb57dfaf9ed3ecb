//! Bytes flipped and fields set to extremes: told in every way there is, without a panic.

use super::Random;
use super::support::{
    Conversation, FileFormat, Order, Recorded, TestPacket, TestStatistics, binary, block_starts, close,
    masked, ping, tell_everything, text, with_statistics, write_capture,
};

/// A conversation with something of everything, short.
fn short() -> Vec<TestPacket> {
    let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
    talk.handshake().get("/").switching_protocols().server(text("get it")).client(masked(text("got it")));
    talk.server(text("one ").unfinished())
        .server(ping("?"))
        .server(binary(vec![1; 130]))
        .again(super::support::Side::Server);
    talk.client(masked(close(1000, "bye"))).server(close(1000, "bye")).server_fin().client_fin().server_ack();
    talk.packets
}

#[test]
fn bytes_flipped() {
    let captures: Vec<_> =
        Recorded::all().into_iter().filter(|capture| capture.bytes.len() < 10_000).collect();
    assert!(captures.len() >= 15);
    let mut random = Random(20_261_121);
    for _ in 0..1000 {
        let mut bytes = captures[random.below(captures.len())].bytes.clone();
        // The first damage to the format ends the reading: most flips go into what packets hold.
        let starts = block_starts(&bytes);
        for _ in 0..=random.below(8) {
            let block = random.below(starts.len() - 1);
            let (from, to) = (starts[block] + 28, starts[block + 1] - 4);
            let place = if to > from && random.below(20) > 0 {
                from + random.below(to - from)
            } else {
                random.below(bytes.len())
            };
            bytes[place] ^= 1 << random.below(8);
        }
        tell_everything(&bytes);
    }
}

#[test]
fn every_byte_of_statistics_at_its_extremes() {
    let packets: Vec<_> = short().iter().map(TestPacket::to_raw).collect();
    let at =
        |behind: usize, lost| TestStatistics { behind, time: packets[behind].time, dropped: (lost, lost) };
    let whole = with_statistics(&packets, &[at(3, 1), at(6, 2), at(9, 300)]);
    let starts = block_starts(&whole);
    let statistics: Vec<_> = starts.windows(2).filter(|block| whole[block[0]] == 5).collect();
    assert_eq!(statistics.len(), 3);
    for place in statistics.into_iter().flat_map(|block| block[0] + 8..block[1] - 4) {
        for value in [0x00, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[place] = value;
            let report = tell_everything(&bytes).unwrap();
            assert_eq!((report.packets, report.error.is_none()), (packets.len() as u64, true), "{place}");
        }
    }
}

#[test]
fn every_byte_of_every_packet_at_its_extremes() {
    let packets: Vec<_> = short().iter().map(TestPacket::to_raw).collect();
    for (index, packet) in packets.iter().enumerate() {
        // Behind the headers, what matters are the beginnings of heads and frames.
        for place in 0..packet.bytes.len().min(62) {
            for value in [0x00, 0xff] {
                let mut packets = packets.clone();
                packets[index].bytes[place] = value;
                tell_everything(&write_capture(FileFormat::Pcapng(Order::Little), &packets));
            }
        }
    }
}

#[test]
fn every_word_of_a_file_at_its_extremes() {
    let packets: Vec<_> = short()[..8].iter().map(TestPacket::to_raw).collect();
    for format in FileFormat::ALL {
        let file = write_capture(format, &packets);
        for place in (0..file.len() - 8).step_by(4).take(120) {
            for value in [[0; 4], [0xff; 4], [0x7f, 0xff, 0xff, 0xff]] {
                let mut file = file.clone();
                file[place..place + 4].copy_from_slice(&value);
                tell_everything(&file);
            }
        }
    }
}

#[test]
fn numbers_and_times_at_their_extremes() {
    let extremes = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, u32::MAX];
    let mut random = Random(7);
    for _ in 0..300 {
        let mut packets = short();
        for _ in 0..=random.below(4) {
            let place = random.below(packets.len());
            let packet = &mut packets[place];
            let value = extremes[random.below(extremes.len())];
            match random.below(5) {
                0 => packet.seq = value,
                1 => packet.ack = value,
                2 => packet.window = value as u16,
                3 => packet.time = [0, u64::MAX, i64::MAX as u64, 1 << 63, 999_999_999][random.below(5)],
                _ => packet.flags.0 = value as u16 & 0x1ff,
            }
        }
        let raw: Vec<_> = packets.iter().map(TestPacket::to_raw).collect();
        tell_everything(&write_capture(FileFormat::ALL[random.below(6)], &raw));
    }
}
