//! The ways in which a packet's time is shown, with the names that tshark and tcpdump give them.

use std::str::FromStr;

use jiff::tz::TimeZone;

use crate::capture::{Elapsed, Timestamp};

/// How the time of a packet is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeFormat {
    /// Not at all.
    None,
    /// Since the first packet of the capture.
    #[default]
    Relative,
    /// Since the packet before it in the capture.
    Delta,
    /// Since the packet shown before it.
    DeltaShown,
    /// Seconds since 1970.
    Epoch,
    /// Time of day, local or UTC.
    Clock(Zone),
    /// Date and time of day, local or UTC.
    Date(Zone),
}

/// Whose time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// That of this machine.
    Local,
    /// Coordinated universal time.
    Utc,
}

impl TimeFormat {
    /// Every value of `-t` with its format: tshark's names, and what stands behind the first `t` of
    /// tcpdump's `-tt` to `-ttttt`.
    const NAMES: [(&'static str, Self); 14] = [
        ("r", Self::Relative),
        ("d", Self::Delta),
        ("dd", Self::DeltaShown),
        ("e", Self::Epoch),
        ("a", Self::Clock(Zone::Local)),
        ("ad", Self::Date(Zone::Local)),
        ("u", Self::Clock(Zone::Utc)),
        ("ud", Self::Date(Zone::Utc)),
        ("none", Self::None),
        ("n", Self::None),
        ("t", Self::Epoch),
        ("tt", Self::DeltaShown),
        ("ttt", Self::Date(Zone::Local)),
        ("tttt", Self::Relative),
    ];
}

/// A value of `-t` that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no time format is called {0:?}; there are r (relative), d (delta), dd (delta shown), e (epoch), a, ad (time of day, with date), u, ud (the same in UTC), none"
)]
pub struct UnknownTimeFormat(String);

impl FromStr for TimeFormat {
    type Err = UnknownTimeFormat;

    fn from_str(name: &str) -> Result<Self, UnknownTimeFormat> {
        let found = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| format).ok_or_else(|| UnknownTimeFormat(name.to_owned()))
    }
}

/// Shows times, one packet after another.
#[derive(Clone, Debug)]
pub struct Clock {
    format: TimeFormat,
    zone: TimeZone,
    first: Option<Timestamp>,
    captured: Option<Timestamp>,
    captured_before: Option<Timestamp>,
    shown: Option<Timestamp>,
}

impl Clock {
    /// A clock of one format.
    #[must_use]
    pub fn new(format: TimeFormat) -> Self {
        let zone = match format {
            TimeFormat::Clock(Zone::Local) | TimeFormat::Date(Zone::Local) => TimeZone::system(),
            _ => TimeZone::UTC,
        };
        Self { format, zone, first: None, captured: None, captured_before: None, shown: None }
    }

    /// A packet of the capture goes by, shown or not.
    pub fn packet(&mut self, time: Timestamp) {
        self.first.get_or_insert(time);
        self.captured_before = self.captured.replace(time);
    }

    /// The time of a packet that is shown.
    pub fn show(&mut self, time: Timestamp) -> String {
        let first = *self.first.get_or_insert(time);
        let before = match self.format {
            TimeFormat::Delta => self.captured_before,
            TimeFormat::DeltaShown => self.shown,
            _ => Some(first),
        };
        self.shown = Some(time);
        let digits = time.digits();
        match self.format {
            TimeFormat::None => String::new(),
            TimeFormat::Relative | TimeFormat::Delta | TimeFormat::DeltaShown => {
                seconds(time.since(before.unwrap_or(time)), digits)
            }
            TimeFormat::Epoch => time.to_string(),
            TimeFormat::Clock(_) => self.civil(time, "%H:%M:%S"),
            TimeFormat::Date(_) => self.civil(time, "%Y-%m-%d %H:%M:%S"),
        }
    }

    /// Columns that times of this format take.
    #[must_use]
    pub fn width(&self) -> usize {
        match self.format {
            TimeFormat::None => 0,
            TimeFormat::Relative | TimeFormat::Delta | TimeFormat::DeltaShown => 10,
            TimeFormat::Epoch => 17,
            TimeFormat::Clock(_) => 15,
            TimeFormat::Date(_) => 26,
        }
    }

    fn civil(&self, time: Timestamp, format: &str) -> String {
        let nanoseconds = time.nanoseconds();
        let Ok(instant) = jiff::Timestamp::from_nanosecond(i128::from(nanoseconds)) else {
            return time.to_string();
        };
        let mut text = instant.to_zoned(self.zone.clone()).strftime(format).to_string();
        if time.digits() > 0 {
            let fraction = nanoseconds.rem_euclid(1_000_000_000);
            let whole = seconds(Elapsed(fraction), time.digits());
            text.push_str(whole.trim_start_matches('0'));
        }
        text
    }
}

fn seconds(elapsed: Elapsed, digits: u8) -> String {
    let mut text = String::new();
    // Writing to a String can't fail.
    let _ = elapsed.write(&mut text, digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: &str, times: &[i64]) -> Vec<String> {
        let mut clock = Clock::new(format.parse().unwrap());
        let show = |&nanoseconds: &i64| {
            let time = Timestamp::new(nanoseconds, 6);
            clock.packet(time);
            clock.show(time)
        };
        times.iter().map(show).collect()
    }

    #[test]
    fn shows_times_as_tshark_and_tcpdump_do() {
        let times = [1_700_000_000_000_000_000, 1_700_000_000_317_248_000, 1_700_000_001_000_000_000];
        assert_eq!(shown("r", &times), ["0.000000", "0.317248", "1.000000"]);
        assert_eq!(shown("d", &times), ["0.000000", "0.317248", "0.682752"]);
        assert_eq!(shown("tt", &times), ["0.000000", "0.317248", "0.682752"]);
        assert_eq!(shown("t", &times[..1]), ["1700000000.000000"]);
        assert_eq!(shown("u", &times[1..2]), ["22:13:20.317248"]);
        assert_eq!(shown("ud", &times[1..2]), ["2023-11-14 22:13:20.317248"]);
        assert_eq!(shown("none", &times[..1]), [""]);
        assert!("x".parse::<TimeFormat>().unwrap_err().to_string().contains("\"x\""));
    }
}
