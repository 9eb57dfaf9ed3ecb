//! What an interface says of itself between the packets: what time it is, and how many packets were lost.

use super::Timestamp;
use super::byte_order::Fields;
use super::clock::Clock;

/// Statistics that a capture holds between its packets. They carry time while nothing is captured, and
/// say what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// When they were taken.
    pub time: Timestamp,
    /// When the interface's statistics before were taken, or, of its first ones, when it began to capture:
    /// the loss lies between that and [`Statistics::time`]. `None` where neither is known.
    pub since: Option<Timestamp>,
    /// Packets that are newly known to be lost, wherever.
    pub lost: u64,
}

/// Packets that a capture says it lost, by where they were lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// By the system, which had no room until the capturing program took them (`isb_osdrop`).
    pub system: u64,
    /// By the interface (`isb_ifdrop`). dumpcap counts here whatever it lost.
    pub interface: u64,
}

impl Dropped {
    /// All of them.
    #[must_use]
    pub fn total(self) -> u64 {
        self.system.saturating_add(self.interface)
    }

    /// Adds others.
    pub(super) fn add(&mut self, more: Self) {
        self.system = self.system.saturating_add(more.system);
        self.interface = self.interface.saturating_add(more.interface);
    }
}

/// What an interface has said so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counters {
    time: Option<Timestamp>,
    dropped: Dropped,
}

impl Counters {
    /// Takes the statistics of an Interface Statistics Block, whose interface is known; what makes no sense
    /// in it is passed over. Returns them with what was dropped since those before.
    pub(super) fn take(
        &mut self,
        mut fields: Fields<'_>,
        clock: &Clock,
        begun: Option<Timestamp>,
    ) -> Option<(Statistics, Dropped)> {
        let time = |fields: &mut Fields<'_>| {
            let (high, low) = (fields.u32()?, fields.u32()?);
            Some(clock.time(u64::from(high) << 32 | u64::from(low)))
        };
        let now = time(&mut fields)?;
        let (mut start, mut dropped) = (None, self.dropped);
        while let Some((option, value)) = fields.typed_value().filter(|(option, _)| *option != END) {
            let mut whole = fields.of(value);
            match option {
                // A time and a counter have eight bytes.
                _ if value.len() != 8 => {}
                ISB_STARTTIME => start = time(&mut whole),
                ISB_IFDROP => dropped.interface = whole.u64().unwrap_or(dropped.interface),
                ISB_OSDROP => dropped.system = whole.u64().unwrap_or(dropped.system),
                _ => {}
            }
        }
        let before = std::mem::replace(self, Self { time: Some(now), dropped });
        let new = Dropped {
            system: dropped.system.saturating_sub(before.dropped.system),
            interface: dropped.interface.saturating_sub(before.dropped.interface),
        };
        let since = before.time.or(start).or(begun);
        Some((Statistics { time: now, since, lost: new.total() }, new))
    }
}

/// Options of an Interface Statistics Block, by the names of the draft.
const END: u16 = 0;
const ISB_STARTTIME: u16 = 2;
const ISB_IFDROP: u16 = 5;
const ISB_OSDROP: u16 = 7;

#[cfg(test)]
mod tests {
    use crate::capture::test_files::{BIG, Bytes, LITTLE, bytes, from_bytes};
    use crate::capture::{Dropped, Record, Source as _};

    /// What a capture holds, one line each, and what it says was dropped.
    fn told(file: &[u8]) -> (Vec<String>, Dropped) {
        let mut capture = from_bytes(file).unwrap();
        let mut lines = Vec::new();
        while let Some(record) = capture.next_record().unwrap() {
            lines.push(match record {
                Record::Packet(packet) => format!("packet {} at {}", packet.number, packet.time),
                Record::Statistics(statistics) => {
                    let since = statistics.since.map_or("?".to_owned(), |since| since.to_string());
                    format!("{} lost from {since} to {}", statistics.lost, statistics.time)
                }
            });
        }
        (lines, capture.aside().dropped)
    }

    fn seconds(order: crate::capture::byte_order::ByteOrder, seconds: u64) -> Vec<u8> {
        let ticks = seconds * 1_000_000;
        bytes(order).u32((ticks >> 32) as u32).u32(ticks as u32).bytes
    }

    /// The counters of an interface in 64 bits.
    fn dropped(file: &Bytes, interface: Option<u64>, system: Option<u64>) -> Bytes {
        let counter = |count: u64| {
            let (high, low) = ((count >> 32) as u32, count as u32);
            let halves = if file.order == LITTLE { [low, high] } else { [high, low] };
            bytes(file.order).u32(halves[0]).u32(halves[1]).bytes
        };
        let mut options = bytes(file.order).typed(4, &counter(1_000_000));
        for (option, count) in [(5, interface), (6, Some(7)), (7, system)] {
            if let Some(count) = count {
                options = options.typed(option, &counter(count));
            }
        }
        options.typed(0, b"")
    }

    #[test]
    fn counters_are_told_by_their_difference_in_both_byte_orders() {
        for order in [LITTLE, BIG] {
            let mut file = bytes(order).section(order).ethernet().ethernet().enhanced(0, 1_000_000, b"a");
            for (interface, at, counters) in [
                (0, 2, (Some(0), Some(0))),
                (1, 2, (Some(1), Some(1 << 40))),
                (0, 3, (Some(2), Some(5))),
                // An absent counter stands where it was; one that went back lost nothing.
                (0, 4, (None, Some(6))),
                (0, 5, (Some(1), Some(6))),
                (0, 6, (Some(3), None)),
            ] {
                let options = dropped(&file, counters.0, counters.1);
                file = file.statistics(interface, at * 1_000_000, &options);
            }
            let (lines, dropped) = told(&file.enhanced(0, 7_000_000, b"b").bytes);
            assert_eq!(
                lines,
                [
                    "packet 1 at 1.000000",
                    "0 lost from 1.000000 to 2.000000",
                    "1099511627777 lost from 1.000000 to 2.000000",
                    "7 lost from 2.000000 to 3.000000",
                    "1 lost from 3.000000 to 4.000000",
                    "0 lost from 4.000000 to 5.000000",
                    "2 lost from 5.000000 to 6.000000",
                    "packet 2 at 7.000000",
                ]
            );
            assert_eq!((dropped.interface, dropped.system), (5, (1 << 40) + 6));
            assert_eq!(dropped.total(), (1 << 40) + 11);
        }
    }

    #[test]
    fn the_first_statistics_count_from_the_start_of_the_capture() {
        let start = bytes(BIG).typed(2, &seconds(BIG, 5)).typed(3, &seconds(BIG, 9));
        let none = bytes(BIG);
        let file = bytes(BIG).section(BIG).ethernet().ethernet();
        let file = file.statistics(0, 9_000_000, &start).statistics(1, 9_000_000, &none);
        // In another section interfaces are others.
        let file = file.section(BIG).ethernet().statistics(0, 10_000_000, &start);
        assert_eq!(
            told(&file.bytes).0,
            [
                "0 lost from 5.000000 to 9.000000",
                "0 lost from ? to 9.000000",
                "0 lost from 5.000000 to 10.000000",
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_statistics_harms_no_packet() {
        let file = bytes(LITTLE).section(LITTLE).ethernet();
        let good = dropped(&file, Some(1), Some(1));
        let short = bytes(LITTLE).typed(5, &[9; 4]).typed(7, &[9; 12]).typed(2, &[9]);
        let open = bytes(LITTLE).raw(&good.bytes[..36]).u16(7).u16(99).raw(&[9; 8]);
        let file = file
            .statistics(7, 1, &good)
            .block(5, &bytes(LITTLE).u32(0).u32(0))
            .block(5, &bytes(LITTLE))
            .statistics(0, 1, &short)
            .statistics(0, 2, &open)
            .enhanced(0, 3, b"a");
        let (lines, dropped) = told(&file.bytes);
        assert_eq!(
            lines,
            ["0 lost from ? to 0.000001", "1 lost from 0.000001 to 0.000002", "packet 1 at 0.000003"]
        );
        assert_eq!((dropped.interface, dropped.system), (1, 0));
    }

    #[test]
    fn who_asks_for_packets_gets_packets() {
        let file = bytes(LITTLE).section(LITTLE).ethernet().statistics(0, 1, &bytes(LITTLE));
        let file = file.enhanced(0, 2, b"a").statistics(0, 3, &bytes(LITTLE)).enhanced(0, 4, b"b");
        let mut capture = from_bytes(&file.statistics(0, 5, &bytes(LITTLE)).bytes).unwrap();
        for number in 1..=2 {
            assert_eq!(capture.next_packet().unwrap().unwrap().number, number);
        }
        assert!(capture.next_packet().unwrap().is_none());
        assert!(capture.next_record().unwrap().is_none(), "the end is final");
    }
}
