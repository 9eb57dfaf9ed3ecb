//! JSON with the order of its keys, and with keys that come twice: tshark writes several frames of a
//! packet under one name.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of the text.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value that `text` is.
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The values of NDJSON, a line each.
    pub fn lines(text: &str) -> Vec<Self> {
        text.lines().map(Self::parse).collect()
    }

    /// What stands under a key of an object; `a.b` goes into `a`.
    pub fn get(&self, path: &str) -> Option<&Self> {
        let mut value = self;
        for key in path.split('.') {
            value = value.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)?;
        }
        Some(value)
    }

    /// Everything that stands under a key, which may contain dots.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Self> {
        self.members().iter().filter(move |(name, _)| name == key).map(|(_, value)| value)
    }

    /// The first value under a key anywhere in here; the key may contain dots.
    pub fn find(&self, key: &str) -> Option<&Self> {
        match self {
            Self::List(values) => values.iter().find_map(|value| value.find(key)),
            Self::Object(members) => members
                .iter()
                .find_map(|(name, value)| if name == key { Some(value) } else { value.find(key) }),
            _ => None,
        }
    }

    /// The members of an object; none of another value.
    pub fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The elements of a list; none of another value.
    pub fn list(&self) -> &[Self] {
        if let Self::List(values) = self { values } else { &[] }
    }

    /// The keys of an object in their order.
    pub fn keys(&self) -> Vec<&str> {
        self.members().iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The string under `path`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path).and_then(Self::as_text)
    }

    /// The whole number under `path`.
    pub fn number(&self, path: &str) -> Option<u64> {
        if let Some(Self::Number(number)) = self.get(path) { number.as_u64() } else { None }
    }

    /// The number under `path`, with its fraction.
    pub fn fraction(&self, path: &str) -> Option<f64> {
        if let Some(Self::Number(number)) = self.get(path) { number.as_f64() } else { None }
    }

    /// The truth value under `path`.
    pub fn bool(&self, path: &str) -> Option<bool> {
        if let Some(Self::Bool(value)) = self.get(path) { Some(*value) } else { None }
    }

    /// The string that this is.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("no finite number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
