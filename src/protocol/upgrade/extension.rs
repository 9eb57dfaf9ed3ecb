//! The extensions that a handshake offers or chooses (RFC 6455 9.1, RFC 7692 7.1).

use std::fmt;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, none_of, space0};
use nom::combinator::{all_consuming, map, map_opt, opt, verify};
use nom::multi::{fold_many0, many0};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::protocol::http::{Headers, elements, is_token, is_token_byte};

/// One extension of a list, with its parameters in the order sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its name as sent, `permessage-deflate`.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
}

/// One parameter of an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name as sent.
    pub name: String,
    /// Its value without quotes, where it has one.
    pub value: Option<String>,
}

/// The extensions in all `Sec-WebSocket-Extensions` fields of a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtensionList {
    /// Those that follow the grammar.
    pub extensions: Vec<Extension>,
    /// The first element that doesn't follow the grammar, as sent; such elements are passed over.
    pub malformed: Option<Vec<u8>>,
}

/// What `permessage-deflate` was told, in words that are known; RFC 7692's rules are not checked here, but
/// by [`check`](super::check).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PermessageDeflate {
    /// `server_no_context_takeover` is there.
    pub server_no_context_takeover: bool,
    /// `client_no_context_takeover` is there.
    pub client_no_context_takeover: bool,
    /// The number of `server_max_window_bits`, where it has one of a byte's size.
    pub server_max_window_bits: Option<u8>,
    /// `client_max_window_bits` is there: outside `None` if not, inside `None` if without a number.
    pub client_max_window_bits: Option<Option<u8>>,
    /// A parameter with another name is there.
    pub unknown: bool,
}

impl ExtensionList {
    /// Reads the list from a request's or response's fields.
    #[must_use]
    pub fn parse(headers: &Headers<'_>) -> Self {
        let mut list = Self::default();
        for element in headers.all("sec-websocket-extensions").flat_map(elements) {
            match all_consuming(extension).parse(element) {
                Ok((_, extension)) => list.extensions.push(extension),
                Err(_) => list.malformed = list.malformed.or_else(|| Some(element.to_vec())),
            }
        }
        list
    }
}

impl Extension {
    /// The parameters of `permessage-deflate`, if this is it.
    #[must_use]
    pub fn permessage_deflate(&self) -> Option<PermessageDeflate> {
        if self.name != "permessage-deflate" {
            return None;
        }
        let mut deflate = PermessageDeflate::default();
        for parameter in &self.parameters {
            let number = parameter.value.as_deref().and_then(|value| value.parse().ok());
            match parameter.name.as_str() {
                // RFC 7692 7.1.1.1
                "server_no_context_takeover" => deflate.server_no_context_takeover = true,
                // 7.1.1.2
                "client_no_context_takeover" => deflate.client_no_context_takeover = true,
                // 7.1.2.1
                "server_max_window_bits" => deflate.server_max_window_bits = number,
                // 7.1.2.2: "may have a value" in an offer
                "client_max_window_bits" => deflate.client_max_window_bits = Some(number),
                _ => deflate.unknown = true,
            }
        }
        Some(deflate)
    }
}

impl fmt::Display for Extension {
    /// As in the header field: `permessage-deflate; client_max_window_bits=15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for parameter in &self.parameters {
            write!(f, "; {parameter}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.value.iter().try_for_each(|value| write!(f, "={value}"))
    }
}

/// extension = extension-token *( ";" extension-param )
fn extension(input: &[u8]) -> IResult<&[u8], Extension> {
    (token, many0(preceded((space0, char(';'), space0), parameter)))
        .map(|(name, parameters)| Extension { name, parameters })
        .parse(input)
}

/// extension-param = token [ "=" (token | quoted-string) ]
fn parameter(input: &[u8]) -> IResult<&[u8], Parameter> {
    (token, opt(preceded((space0, char('='), space0), alt((token, quoted)))))
        .map(|(name, value)| Parameter { name, value })
        .parse(input)
}

fn token(input: &[u8]) -> IResult<&[u8], String> {
    map(take_while1(is_token_byte), |token: &[u8]| String::from_utf8_lossy(token).into_owned()).parse(input)
}

/// "When using the quoted-string syntax variant, the value after quoted-string unescaping MUST
/// conform to the 'token' ABNF."
fn quoted(input: &[u8]) -> IResult<&[u8], String> {
    let character = alt((preceded(tag("\\"), none_of("")), none_of("\"\\")));
    let text = fold_many0(map_opt(character, |c| u8::try_from(c).ok()), Vec::new, |mut text, byte| {
        text.push(byte);
        text
    });
    let token = verify(delimited(char('"'), text, char('"')), |text: &Vec<u8>| is_token(text));
    map(token, |text| String::from_utf8_lossy(&text).into_owned()).parse(input)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::http::RequestHead;

    fn list(value: &str) -> ExtensionList {
        let bytes = format!("GET / HTTP/1.1\r\nSec-WebSocket-Extensions: {value}\r\n\r\n");
        ExtensionList::parse(&RequestHead::parse(bytes.as_bytes()).complete().unwrap().headers)
    }

    #[test]
    fn reads_the_examples_of_rfc_6455_9_1_and_rfc_7692_7() {
        let all = list("foo, bar; baz=2, deflate-stream; x=\"1\\2\" ;y");
        assert_eq!(all.malformed, None);
        let names: Vec<_> = all.extensions.iter().map(|extension| extension.name.as_str()).collect();
        assert_eq!(names, ["foo", "bar", "deflate-stream"]);
        assert_eq!(
            all.extensions.last().map(|extension| extension.parameters.as_slice()),
            Some(
                [
                    Parameter { name: "x".into(), value: Some("12".into()) },
                    Parameter { name: "y".into(), value: None },
                ]
                .as_slice()
            )
        );
        let deflate = list("permessage-deflate; client_max_window_bits; server_max_window_bits=10; x");
        assert_eq!(
            deflate.extensions.first().and_then(Extension::permessage_deflate),
            Some(PermessageDeflate {
                server_max_window_bits: Some(10),
                client_max_window_bits: Some(None),
                unknown: true,
                ..PermessageDeflate::default()
            })
        );
        assert_eq!(list("foo").extensions.first().and_then(Extension::permessage_deflate), None);
    }

    #[test]
    fn keeps_what_is_sound_beside_what_is_not() {
        for bad in ["a b", "a;", "a; b=", "a; b=\"c d\"", "a; b=\"c", "=", "a; b=\"\""] {
            let list = list(&format!("good; x=1, {bad}"));
            assert_eq!(list.malformed.as_deref(), Some(bad.as_bytes()), "{bad}");
            assert_eq!(list.extensions.len(), 1);
        }
    }

    proptest! {
        #[test]
        fn no_value_panics(value in "[ -~]{0,80}") {
            let _ = list(&value);
        }
    }
}
