//! A sentence before it has a language: a key of the catalog and the values that go into it.

use std::collections::BTreeSet;

use crate::capture::Elapsed;

/// The languages the catalog speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Both, in the order of the catalog's columns.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The column of the catalog, and the value of `--lang`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of a POSIX locale such as `zh_CN.UTF-8`; English where it is another.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }
}

/// A sentence of the catalog with its values, told in a language when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub(super) key: &'static str,
    pub(super) values: Vec<(&'static str, Value)>,
    repeat: Repeat,
}

/// What becomes of a sentence that was told before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Repeat {
    /// It is news each time.
    #[default]
    Full,
    /// It was a lesson; this shorter sentence is enough for who has heard it.
    Shorter(&'static str),
    /// It was a lesson and need not be told twice.
    Never,
}

/// What a placeholder of a sentence stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, as it is: from a packet, or a name that no language translates.
    Text(String),
    /// A count or a number.
    Number(u64),
    /// A number of bytes, shown in the unit that suits it.
    Bytes(u64),
    /// A length of time, shown in the unit that suits it.
    Time(Elapsed),
    /// Another sentence of the catalog; boxed, since most values are small.
    Sentence(Box<Sentence>),
    /// Several of them, listed.
    List(Vec<Sentence>),
}

impl Sentence {
    /// The sentence under `key`, with no values yet.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new(), repeat: Repeat::Full }
    }

    /// A lesson: told in full once, and as the shorter sentence `again`, with the same values, after
    /// that.
    #[must_use]
    pub fn lesson(key: &'static str, again: &'static str) -> Self {
        Self { repeat: Repeat::Shorter(again), ..Self::new(key) }
    }

    /// A lesson that is told once only.
    #[must_use]
    pub fn lesson_once(key: &'static str) -> Self {
        Self::new(key).once()
    }

    /// The same as a lesson that is told once only.
    #[must_use]
    pub(super) fn once(self) -> Self {
        Self { repeat: Repeat::Never, ..self }
    }

    /// What to tell somebody who has heard the lessons in `heard`, to which this one is added.
    #[must_use]
    pub fn for_listener(&self, heard: &mut BTreeSet<&'static str>) -> Option<Self> {
        match self.repeat {
            Repeat::Full => Some(self.clone()),
            _ if heard.insert(self.key) => Some(self.clone()),
            Repeat::Shorter(again) => Some(Self { key: again, repeat: Repeat::Full, ..self.clone() }),
            Repeat::Never => None,
        }
    }

    /// The same with a value for the placeholder `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The sentence `key` with the values of this one.
    #[must_use]
    pub fn rekeyed(&self, key: &'static str) -> Self {
        Self { key, ..self.clone() }
    }

    /// The key in the catalog.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(u64::from(number))
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(u64::from(number))
    }
}

impl From<Elapsed> for Value {
    fn from(time: Elapsed) -> Self {
        Self::Time(time)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(Box::new(sentence))
    }
}
