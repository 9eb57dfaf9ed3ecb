//! How much there was in the last seconds, by the clock of the packets.

use crate::capture::{Elapsed, Timestamp};

/// Parts of the time that rates are counted over.
const PARTS: usize = 12;
const COUNT: i64 = 12;
/// How long a part is, in nanoseconds: with 12 of them, three seconds are looked at.
const PART: i64 = 250_000_000;

/// Packets, bytes and frames of the last seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    /// What there was in each part of the time; that of a time stands where the time says.
    parts: [Part; PARTS],
    /// When counting began, and the latest time that was seen.
    times: Option<(i64, i64)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    packets: u64,
    bytes: u64,
    frames: u64,
}

/// So much a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rate {
    /// Packets.
    pub packets: f64,
    /// Their bytes on the wire.
    pub bytes: u64,
    /// WebSocket frames that began in them.
    pub frames: f64,
}

impl Rates {
    /// Counts a packet.
    pub(super) fn count(&mut self, time: Timestamp, bytes: u32, frames: u8) {
        self.tick(time);
        let Some(part) = self.times.and_then(|(_, latest)| self.parts.get_mut(place(latest))) else { return };
        part.packets += 1;
        part.bytes += u64::from(bytes);
        part.frames += u64::from(frames);
    }

    /// It is known to be this time now, whether there is a packet or not. What was captured a little
    /// before the last packet counts as captured with it.
    pub(super) fn tick(&mut self, time: Timestamp) {
        let now = time.nanoseconds();
        let (begun, latest) = *self.times.get_or_insert((now, now));
        if now <= latest {
            return;
        }
        let steps = (now.div_euclid(PART) - latest.div_euclid(PART)).min(COUNT);
        for step in 0..steps {
            if let Some(part) = self.parts.get_mut(place(now - step * PART)) {
                *part = Part::default();
            }
        }
        self.times = Some((begun, now));
    }

    /// So much a second there was in the last seconds.
    #[must_use]
    pub fn rate(&self) -> Rate {
        let Some((begun, latest)) = self.times else { return Rate::default() };
        let from = (latest.div_euclid(PART) - (COUNT - 1)) * PART;
        let seconds = Elapsed((latest - from.max(begun)).max(PART)).as_secs_f64();
        let milliseconds = ((latest - from.max(begun)).max(PART) / 1_000_000).unsigned_abs();
        let bytes = self.parts.iter().map(|part| part.bytes).sum::<u64>().saturating_mul(1000) / milliseconds;
        let sum = |value: fn(&Part) -> u64| self.parts.iter().map(value).sum::<u64>() as f64 / seconds;
        Rate { packets: sum(|part| part.packets), bytes, frames: sum(|part| part.frames) }
    }
}

/// Where the part of a time is counted.
fn place(time: i64) -> usize {
    usize::try_from(time.div_euclid(PART).rem_euclid(COUNT)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::new(1_700_000_000_000_000_000 + milliseconds * 1_000_000, 9)
    }

    #[test]
    fn a_steady_stream_has_its_rate_and_silence_has_none() {
        let mut rates = Rates::default();
        assert_eq!(rates.rate(), Rate::default());
        // A hundred packets a second, from the first second on.
        for packet in 0..1_000 {
            rates.count(at(packet * 10), 1_000, 2);
            let rate = rates.rate().packets;
            assert!(packet < 100 || (95.0..110.0).contains(&rate), "{packet}: {rate}");
        }
        let Rate { packets, bytes, frames } = rates.rate();
        assert!((bytes as f64 / packets - 1_000.0).abs() < 5.0 && (frames / packets - 2.0).abs() < 0.01);
        // One that comes late changes little, and does not turn the clock back.
        rates.count(at(2_000), 1_000, 2);
        assert!((95.0..110.0).contains(&rates.rate().packets));
        rates.tick(at(11_500));
        assert!((30.0..60.0).contains(&rates.rate().packets), "{:?}", rates.rate());
        rates.tick(at(14_000));
        assert_eq!(rates.rate(), Rate::default());
        rates.count(at(1_000_000), 1, 0);
        assert!(rates.rate().packets < 1.0);
    }
}
