//! What permessage-deflate's parameters may be, in an offer and in an answer (RFC 7692 7.1).

use super::{Extension, Parameter, PermessageDeflate};
use crate::protocol::frame::Sender;

/// What both sides keep to, once the server has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeflateAgreement {
    /// The client compresses each message by itself.
    pub client_no_context_takeover: bool,
    /// The server compresses each message by itself.
    pub server_no_context_takeover: bool,
}

impl DeflateAgreement {
    /// Whether a sender's compressed messages may refer to those before them.
    #[must_use]
    pub fn takes_over(self, sender: Sender) -> bool {
        // Each parameter governs what the side of its name compresses (7.1.1).
        !match sender {
            Sender::Client => self.client_no_context_takeover,
            Sender::Server => self.server_no_context_takeover,
        }
    }
}

impl From<PermessageDeflate> for DeflateAgreement {
    fn from(chosen: PermessageDeflate) -> Self {
        Self {
            client_no_context_takeover: chosen.client_no_context_takeover,
            server_no_context_takeover: chosen.server_no_context_takeover,
        }
    }
}

/// The first parameter that the side that sends this may not send so: unknown, a second time, or with a
/// wrong value (7.1: a peer must decline or fail then).
pub(super) fn illegal(extension: &Extension, by: Sender) -> Option<&Parameter> {
    let mut before: Vec<&str> = Vec::new();
    extension.parameters.iter().find(|parameter| {
        let name = parameter.name.as_str();
        let value = parameter.value.as_deref();
        let legal = match name {
            // 7.1.1: "This extension parameter has no value."
            "server_no_context_takeover" | "client_no_context_takeover" => value.is_none(),
            "server_max_window_bits" => value.is_some_and(is_window_bits),
            // 7.1.2.2: in an offer it may have a value, in an answer it must.
            "client_max_window_bits" => value.map_or(by == Sender::Client, is_window_bits),
            _ => false,
        };
        let first = !before.contains(&name);
        if legal {
            before.push(name);
        }
        !legal || !first
    })
}

/// Whether an answer gives one of the offers what it asks for, and takes no more than it allows (7.1).
pub(super) fn fits(offers: &[PermessageDeflate], answer: PermessageDeflate) -> bool {
    offers.iter().any(|offer| {
        let alone = answer.server_no_context_takeover || !offer.server_no_context_takeover;
        let server = match (offer.server_max_window_bits, answer.server_max_window_bits) {
            (None, _) => true,
            (Some(most), Some(bits)) => bits <= most,
            (Some(_), None) => false,
        };
        let client = match (offer.client_max_window_bits, answer.client_max_window_bits.flatten()) {
            (_, None) | (Some(None), _) => true,
            (Some(Some(most)), Some(bits)) => bits <= most,
            (None, Some(_)) => false,
        };
        alone && server && client
    })
}

/// "a decimal integer value without leading zeroes between 8 to 15, inclusive" (7.1.2.1)
fn is_window_bits(value: &str) -> bool {
    matches!(value, "8" | "9" | "10" | "11" | "12" | "13" | "14" | "15")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::http::RequestHead;
    use crate::protocol::upgrade::ExtensionList;

    fn list(value: &str) -> Vec<Extension> {
        let bytes = format!("GET / HTTP/1.1\r\nSec-WebSocket-Extensions: {value}\r\n\r\n");
        ExtensionList::parse(&RequestHead::parse(bytes.as_bytes()).complete().unwrap().headers).extensions
    }

    #[test]
    fn parameters_are_legal_or_not() {
        let found = |parameters: &str, by| {
            let list = list(&format!("permessage-deflate; {parameters}"));
            illegal(list.first().unwrap(), by).map(ToString::to_string)
        };
        for good in [
            "server_no_context_takeover; client_no_context_takeover",
            "server_max_window_bits=8; client_max_window_bits=15",
            "client_max_window_bits=\"10\"",
        ] {
            assert_eq!((found(good, Sender::Client), found(good, Sender::Server)), (None, None), "{good}");
        }
        assert_eq!(found("client_max_window_bits", Sender::Client), None);
        assert_eq!(
            found("client_max_window_bits", Sender::Server).as_deref(),
            Some("client_max_window_bits")
        );
        for bad in [
            "server_max_window_bits",
            "server_max_window_bits=7",
            "server_max_window_bits=16",
            "server_max_window_bits=08",
            "client_max_window_bits=x",
            "server_no_context_takeover=1",
            "mystery",
        ] {
            assert_eq!(found(bad, Sender::Client).as_deref(), Some(bad));
        }
        let twice = "client_no_context_takeover; client_no_context_takeover";
        assert_eq!(found(twice, Sender::Client).as_deref(), Some("client_no_context_takeover"));
    }

    #[test]
    fn an_answer_fits_one_of_several_offers_or_none() {
        let fit = |offers: &str, answer: &str| {
            let read = |value: &str| -> Vec<_> {
                list(value).iter().filter_map(Extension::permessage_deflate).collect()
            };
            fits(&read(offers), *read(answer).first().unwrap())
        };
        let plain = "permessage-deflate";
        let bits = "permessage-deflate; server_max_window_bits=10";
        assert!(fit(plain, plain));
        assert!(fit(&format!("{bits}, {plain}"), plain), "the second alternative");
        assert!(!fit(bits, plain) && fit(bits, bits));
        assert!(fit(bits, "permessage-deflate; server_max_window_bits=9"));
        assert!(!fit(bits, "permessage-deflate; server_max_window_bits=11"));
        assert!(!fit(plain, "permessage-deflate; client_max_window_bits=10"));
        assert!(fit(
            "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits=10"
        ));
        assert!(!fit(
            "permessage-deflate; client_max_window_bits=9",
            "permessage-deflate; client_max_window_bits=10"
        ));
        assert!(!fit("permessage-deflate; server_no_context_takeover", plain));
        // What the server may do unasked (7.1.1.2).
        assert!(fit(plain, "permessage-deflate; server_no_context_takeover; client_no_context_takeover"));
    }
}
