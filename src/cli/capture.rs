//! The command line's options of capturing: what to watch, how, and when it is enough.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use wiretale::limits;

/// Packets longer than this are cut unless asked otherwise: longer ones don't exist.
const WHOLE: u32 = 262_144;
/// The capture filter where none is given.
const FILTER: &str = "tcp";

/// How to capture.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Live capture")]
pub(crate) struct Capture {
    /// Watch an interface: its name, its number in the list of -D, or `any`
    #[arg(short = 'i', value_name = "INTERFACE")]
    pub(crate) interface: Option<String>,
    /// Capture only what this filter lets through (man pcap-filter); words behind the options say the
    /// same [default: tcp]
    #[arg(short = 'f', value_name = "FILTER", requires = "interface")]
    filter: Option<String>,
    /// Keep all that is captured in a file, as pcapng; a new one gets mode 0600
    #[arg(short = 'w', value_name = "FILE", requires = "interface")]
    pub(crate) write: Option<PathBuf>,
    /// Stop after N packets
    #[arg(short = 'c', value_name = "N", requires = "interface", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
    /// Stop after a time in seconds, a number of packets, or so many thousand bytes written:
    /// duration:S, packets:N, filesize:KB; may be given several times, what comes first counts
    #[arg(short = 'a', value_name = "WHEN", requires = "interface", value_parser = autostop)]
    autostop: Vec<Autostop>,
    /// Capture at most N bytes of each packet; 0 for all
    #[arg(short = 's', value_name = "N", requires = "interface", default_value_t = WHOLE, hide_default_value = true)]
    snap_length: u32,
    /// Don't ask the interface for packets that are meant for others (promiscuous mode)
    #[arg(short = 'p', requires = "interface")]
    not_promiscuous: bool,
    /// Let the system keep so many MiB until they are taken, as in tshark; more where packets are lost
    #[arg(short = 'B', value_name = "MIB", requires = "interface", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=2000))]
    buffer: u32,
    /// Become this user once the interface is open [default, for root: who called sudo, else nobody]
    #[arg(short = 'Z', value_name = "USER", requires = "interface")]
    pub(crate) user: Option<String>,
    /// Without -w, keep at most so many MiB of what is captured; the oldest give way
    #[arg(long, value_name = "MIB", requires = "interface", default_value_t = limits::SPOOL_BYTES >> 20, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    spool_size: u64,
}

/// When it is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Autostop {
    Duration(Duration),
    Packets(u64),
    Bytes(u64),
}

fn autostop(text: &str) -> Result<Autostop, String> {
    let wrong = || format!("`{text}` is none of duration:SECONDS, packets:N, filesize:KB");
    let (name, number) = text.split_once(':').ok_or_else(wrong)?;
    let whole = || number.parse::<u64>().ok().filter(|number| *number > 0).ok_or_else(wrong);
    match name {
        "duration" => {
            let seconds = number.parse().ok().filter(|seconds| *seconds > 0.0);
            let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            duration.map(Autostop::Duration).ok_or_else(wrong)
        }
        "packets" => whole().map(Autostop::Packets),
        // Thousands, as in tshark.
        "filesize" => whole().map(|thousands| Autostop::Bytes(thousands.saturating_mul(1000))),
        _ => Err(wrong()),
    }
}

impl Capture {
    /// The capture filter: what the option says, else the words behind the options, else TCP.
    ///
    /// # Errors
    /// What is wrong, where both are given, or a word is no text.
    pub(crate) fn filter(&self, words: &[OsString]) -> Result<String, String> {
        let words: Option<Vec<_>> = words.iter().map(|word| word.to_str()).collect();
        let words = words.ok_or("a capture filter is made of text")?.join(" ");
        match &self.filter {
            Some(_) if !words.is_empty() => {
                Err(format!("two capture filters: `-f` gives one, and `{words}` is another"))
            }
            Some(filter) => Ok(filter.clone()),
            None if words.is_empty() => Ok(FILTER.to_owned()),
            None => Ok(words),
        }
    }

    /// Whether what is captured goes where rows would go.
    pub(crate) fn writes_to_standard_output(&self) -> bool {
        self.write.as_ref().is_some_and(|path| path.as_os_str() == "-")
    }

    /// The same as the library takes it.
    #[cfg(all(feature = "live", target_os = "linux"))]
    pub(crate) fn options(&self, interface: &str, filter: &str) -> wiretale::capture::live::Options {
        let least = |one: Option<u64>, other: u64| Some(one.map_or(other, |one| one.min(other)));
        let mut until = wiretale::capture::live::Until { packets: self.count, ..Default::default() };
        for autostop in &self.autostop {
            match *autostop {
                Autostop::Packets(packets) => until.packets = least(until.packets, packets),
                Autostop::Bytes(bytes) => until.bytes = least(until.bytes, bytes),
                Autostop::Duration(duration) => {
                    until.duration = Some(until.duration.map_or(duration, |other| other.min(duration)));
                }
            }
        }
        wiretale::capture::live::Options {
            interface: interface.to_owned(),
            filter: filter.to_owned(),
            snap_length: if self.snap_length == 0 { WHOLE } else { self.snap_length.min(WHOLE) },
            promiscuous: !self.not_promiscuous,
            buffer: self.buffer << 20,
            until,
            file: self.write.clone(),
            spool: self.spool_size << 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_those_of_tshark() {
        assert_eq!(autostop("duration:1.5"), Ok(Autostop::Duration(Duration::from_millis(1500))));
        assert_eq!(autostop("packets:7"), Ok(Autostop::Packets(7)));
        assert_eq!(autostop("filesize:10"), Ok(Autostop::Bytes(10_000)));
        for wrong in
            ["duration", "duration:", "duration:-1", "packets:0", "packets:x", "files:3", "duration:1e999"]
        {
            assert!(autostop(wrong).unwrap_err().contains(wrong), "{wrong}");
        }
    }
}
