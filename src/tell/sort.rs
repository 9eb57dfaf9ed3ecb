//! The order in which connections are listed, where it is not that of their numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::str::FromStr;

use super::Listed;
use crate::capture::Elapsed;
use crate::flow::{ConnectionId, Pair};
use crate::limits;

/// What connections are sorted by, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    key: Key,
    descending: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Key {
    #[default]
    Number,
    Client,
    Server,
    Opened,
    Duration,
    Packets,
    Bytes,
    Frames,
    RoundTrip,
    Retransmissions,
    Silence,
    Activity,
    Ending,
}

impl Key {
    /// Every value of `--sort`.
    const NAMES: [(&'static str, Self); 13] = [
        ("number", Self::Number),
        ("client", Self::Client),
        ("server", Self::Server),
        ("opened", Self::Opened),
        ("duration", Self::Duration),
        ("packets", Self::Packets),
        ("bytes", Self::Bytes),
        ("frames", Self::Frames),
        ("rtt", Self::RoundTrip),
        ("retransmissions", Self::Retransmissions),
        ("silence", Self::Silence),
        ("activity", Self::Activity),
        ("ending", Self::Ending),
    ];
}

/// A value of `--sort` that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing to sort by is called {0:?}; there are {names}, each also with - before it for the greatest first",
    names = Key::NAMES.map(|(name, _)| name).join(", ")
)]
pub struct UnknownSort(String);

impl FromStr for Sort {
    type Err = UnknownSort;

    fn from_str(text: &str) -> Result<Self, UnknownSort> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text.strip_prefix('+').unwrap_or(text), false),
        };
        let found = Key::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, key)| Self { key, descending }).ok_or_else(|| UnknownSort(text.to_owned()))
    }
}

/// Holds rows back to hand them out in another order than that of their endings.
#[derive(Debug)]
pub struct Sorted<T> {
    sort: Sort,
    rows: BTreeMap<Standing, (T, usize)>,
    bytes: usize,
    left_out: u64,
}

/// Where a connection stands: what is not known of it stands last, equals by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing(bool, Directed, ConnectionId);

impl Standing {
    /// The connection.
    #[must_use]
    pub fn connection(self) -> ConnectionId {
        self.2
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Directed {
    Ascending(Rank),
    Descending(Reverse<Rank>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unknown,
    Count(u64),
    Time(i64),
    End(SocketAddr),
}

impl<T> Sorted<T> {
    /// No rows yet.
    #[must_use]
    pub fn new(sort: Sort) -> Self {
        Self { sort, rows: BTreeMap::new(), bytes: 0, left_out: 0 }
    }

    /// Takes the row of a connection, which holds so many bytes. Where all together are too many,
    /// those give way that come last.
    pub fn add(&mut self, listed: &Listed, row: T, bytes: usize) {
        let bytes = bytes + size_of::<(Standing, (T, usize))>();
        self.bytes += bytes;
        self.rows.insert(self.sort.place(listed), (row, bytes));
        while self.bytes > limits::MAX_SORTED_BYTES {
            let Some((_, (_, bytes))) = self.rows.pop_last() else { return };
            self.bytes -= bytes;
            self.left_out += 1;
        }
    }

    /// The rows that had to give way.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The rows in their order.
    pub fn into_rows(self) -> impl Iterator<Item = T> {
        self.rows.into_values().map(|(row, _)| row)
    }
}

impl Sort {
    /// Where a connection stands among others, as far as it has come.
    #[must_use]
    pub fn place(self, row: &Listed) -> Standing {
        let rank = self.key.rank(row);
        let directed =
            if self.descending { Directed::Descending(Reverse(rank)) } else { Directed::Ascending(rank) };
        Standing(rank == Rank::Unknown, directed, row.connection)
    }

    /// Whether what is new, or moves, stands at the end: by number, by beginning or by last activity.
    #[must_use]
    pub fn ends_with_newest(self) -> bool {
        !self.descending && matches!(self.key, Key::Number | Key::Opened | Key::Activity)
    }

    /// The same key, the other way.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// Whether the greatest stands first.
    #[must_use]
    pub fn is_descending(self) -> bool {
        self.descending
    }

    /// What `--sort` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Key::NAMES.into_iter().find(|(_, key)| *key == self.key).map_or("", |(name, _)| name)
    }
}

impl Key {
    fn rank(self, row: &Listed) -> Rank {
        let both = |pair: Pair<u64>| Rank::Count(pair.to_server.saturating_add(pair.to_client));
        let time = |time: Option<Elapsed>| time.map_or(Rank::Unknown, |time| Rank::Time(time.0));
        match self {
            Self::Number => Rank::Count(row.connection.into()),
            Self::Client => Rank::End(row.opened.client),
            Self::Server => Rank::End(row.opened.server),
            Self::Opened => Rank::Time(row.opened_at.nanoseconds()),
            Self::Duration => Rank::Time(row.duration.0),
            Self::Packets => both(row.packets),
            Self::Bytes => both(row.bytes),
            Self::Frames => both(row.frames),
            Self::RoundTrip => time(row.round_trip),
            Self::Retransmissions => both(row.retransmissions),
            Self::Silence => time(row.longest_silence),
            Self::Activity => Rank::Time(row.last_at().nanoseconds()),
            // Trouble first.
            Self::Ending => Rank::Count(u64::from(!row.trouble)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_name_and_a_way() {
        for (name, key) in Key::NAMES {
            assert_eq!(name.parse(), Ok(Sort { key, descending: false }));
            assert_eq!(format!("+{name}").parse(), Ok(Sort { key, descending: false }));
            assert_eq!(format!("-{name}").parse(), Ok(Sort { key, descending: true }));
        }
        let error = "colour".parse::<Sort>().unwrap_err().to_string();
        assert!(error.contains("\"colour\"") && error.contains("number, client, server, opened"), "{error}");
    }

    #[test]
    fn what_is_unknown_stands_last_either_way() {
        let place = |rank: Rank, descending| {
            let directed =
                if descending { Directed::Descending(Reverse(rank)) } else { Directed::Ascending(rank) };
            Standing(rank == Rank::Unknown, directed, 0)
        };
        for descending in [false, true] {
            assert!(place(Rank::Unknown, descending) > place(Rank::Time(i64::MAX), descending));
            assert!(place(Rank::Unknown, descending) > place(Rank::Time(i64::MIN), descending));
        }
    }
}
