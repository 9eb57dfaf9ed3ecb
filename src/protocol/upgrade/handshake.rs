//! The facts of an opening handshake, sound or not.

use super::draft::KEYS;
use super::{AcceptSteps, Draft, Extension, ExtensionList};
use crate::protocol::http::{Headers, RequestHead, ResponseHead};

/// What the two sides of a handshake said.
///
/// Texts are decoded as UTF-8 with replacement characters; they are what a peer sent, unsafe to print
/// as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handshake {
    /// The request target as sent, mostly a path and query.
    pub target: Option<String>,
    /// `Host`.
    pub host: Option<String>,
    /// `Origin`, or `Sec-WebSocket-Origin` as the drafts up to hybi-10 had it.
    pub origin: Option<String>,
    /// `Sec-WebSocket-Key`, the first one.
    pub key: Option<String>,
    /// `Sec-WebSocket-Version` of the request, the first one, or the name of a draft that had none.
    pub version: Option<String>,
    /// The draft that the request speaks, if it is not RFC 6455.
    pub draft: Option<Draft>,
    /// `Sec-WebSocket-Key1` and `Sec-WebSocket-Key2` of hixie-76.
    pub keys: [Option<String>; 2],
    /// The eight bytes behind the head of a hixie-76 request, in hexadecimal digits.
    pub key3: Option<String>,
    /// The subprotocols offered, in order of preference.
    pub subprotocols_offered: Vec<String>,
    /// The extensions offered, in order of preference.
    pub extensions_offered: Vec<Extension>,
    /// The status of the response.
    pub status: Option<u16>,
    /// `Sec-WebSocket-Accept`, the first one; of hixie-76 the sixteen bytes behind the response's head, in
    /// hexadecimal digits.
    pub accept: Option<String>,
    /// Whether that answers the key or the keys; `None` where something is missing.
    pub accept_valid: Option<bool>,
    /// The subprotocol chosen.
    pub subprotocol: Option<String>,
    /// The extensions chosen, in the order in which they are applied.
    pub extensions: Vec<Extension>,
    /// The line of a refusal that says what to do instead, such as `Location`.
    pub told: Option<String>,
}

impl Handshake {
    /// Collects the facts from what was seen of a handshake; `right` is the answer to the client's key,
    /// where that was seen.
    #[must_use]
    pub fn new(
        request: Option<&RequestHead<'_>>,
        response: Option<&ResponseHead<'_>>,
        right: Option<&AcceptSteps>,
    ) -> Self {
        let asked = |name| request.and_then(|head| text(&head.headers, name));
        let answered = |name| response.and_then(|head| text(&head.headers, name));
        let answer = response.and_then(|head| head.headers.get("sec-websocket-accept"));
        Self {
            target: request.map(|head| lossy(&head.target)),
            host: asked("host"),
            origin: asked("origin").or_else(|| asked("sec-websocket-origin")),
            key: asked("sec-websocket-key"),
            version: asked("sec-websocket-version"),
            draft: request.and_then(Draft::of),
            keys: [None, None],
            key3: None,
            subprotocols_offered: request
                .map(|head| head.headers.tokens("sec-websocket-protocol").map(lossy).collect())
                .unwrap_or_default(),
            extensions_offered: request
                .map(|head| ExtensionList::parse(&head.headers).extensions)
                .unwrap_or_default(),
            status: response.map(|head| head.status),
            accept: answered("sec-websocket-accept"),
            accept_valid: right.zip(answer).map(|(right, answer)| right.base64.as_bytes() == answer),
            subprotocol: answered("sec-websocket-protocol"),
            extensions: response
                .map(|head| ExtensionList::parse(&head.headers).extensions)
                .unwrap_or_default(),
            told: response.and_then(told),
        }
    }

    /// The URI that the client opened (RFC 6455 3), put together again from host and target;
    /// `secure` where the connection ran inside TLS.
    #[must_use]
    pub fn uri(&self, secure: bool) -> Option<String> {
        let target = self.target.as_deref()?;
        let scheme = if secure { "wss" } else { "ws" };
        match target.split_once("://") {
            // 4.1 (3): the target may be "an absolute http/https URI"
            Some((_, behind)) if !target.starts_with('/') => Some(format!("{scheme}://{behind}")),
            _ => Some(format!("{scheme}://{}{target}", self.host.as_deref()?)),
        }
    }
}

/// Whether a request asks for WebSocket, well or badly: its `Upgrade` names `websocket` (with a
/// version behind a slash or without), or it has a `Sec-WebSocket-Key` or one of hixie-76's two.
#[must_use]
pub fn is_upgrade_attempt(request: &RequestHead<'_>) -> bool {
    let names_websocket = request.headers.tokens("upgrade").any(|protocol| {
        // protocol = protocol-name ["/" protocol-version] (RFC 9110 7.8)
        let name = protocol.split(|&byte| byte == b'/').next();
        name.is_some_and(|name| name.eq_ignore_ascii_case(b"websocket"))
    });
    let keyed = |name: &str| request.headers.contains(name);
    names_websocket || keyed("sec-websocket-key") || KEYS.into_iter().any(keyed)
}

/// The line of a refusal that says what the client could do instead.
fn told(response: &ResponseHead<'_>) -> Option<String> {
    let name = match response.status {
        // RFC 9110 15.4, 15.5.2, 15.5.6 and 15.5.8
        300..=399 => "Location",
        401 => "WWW-Authenticate",
        405 => "Allow",
        407 => "Proxy-Authenticate",
        // RFC 6455 4.2.2 (4): "along with the version(s) the server is willing to use"
        400 | 426 => "Sec-WebSocket-Version",
        // RFC 6585 4 and RFC 9110 15.6.4
        429 | 503 => "Retry-After",
        _ => return None,
    };
    let value = response.headers.joined(name)?;
    Some(format!("{name}: {}", lossy(&value)))
}

fn text(headers: &Headers<'_>, name: &str) -> Option<String> {
    headers.get(name).map(lossy)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::accept;
    use super::*;

    fn request(fields: &str) -> RequestHead<'static> {
        let bytes = format!("GET /chat?x HTTP/1.1\r\n{fields}\r\n");
        RequestHead::parse(bytes.as_bytes()).complete().unwrap().into_owned()
    }

    #[test]
    fn collects_the_facts_of_both_sides() {
        let request = request(
            "Host: h:81\r\nOrigin: o\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Protocol: c\r\n\
             Sec-WebSocket-Extensions: e; p=1\r\n",
        );
        let response = b"HTTP/1.1 101 S\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\
            Sec-WebSocket-Protocol: b\r\nSec-WebSocket-Extensions: e\r\n\r\n";
        let response = ResponseHead::parse(response).complete().unwrap();
        let right = accept(b"dGhlIHNhbXBsZSBub25jZQ==");
        let facts = Handshake::new(Some(&request), Some(&response), Some(&right));
        assert_eq!(facts.uri(false).as_deref(), Some("ws://h:81/chat?x"));
        assert_eq!(facts.uri(true).as_deref(), Some("wss://h:81/chat?x"));
        assert_eq!((facts.status, facts.accept_valid), (Some(101), Some(true)));
        assert_eq!(facts.subprotocols_offered, ["a", "b", "c"]);
        assert_eq!(facts.subprotocol.as_deref(), Some("b"));
        assert_eq!((facts.extensions_offered.len(), facts.extensions.len()), (1, 1));
        assert_eq!((facts.origin.as_deref(), facts.version.as_deref()), (Some("o"), Some("13")));
        assert_eq!(Handshake::new(None, None, None), Handshake::default());
        assert_eq!(Handshake::default().uri(false), None);
    }

    #[test]
    fn an_absolute_target_names_its_own_host() {
        let facts = Handshake { target: Some("http://proxy.example/a".into()), ..Handshake::default() };
        assert_eq!(facts.uri(false).as_deref(), Some("ws://proxy.example/a"));
    }

    #[test]
    fn attempts_are_known_even_when_they_are_bad() {
        assert!(is_upgrade_attempt(&request("Upgrade: h2c, WebSocket\r\n")));
        assert!(is_upgrade_attempt(&request("Upgrade: websocket/13\r\n")));
        assert!(is_upgrade_attempt(&request("sec-websocket-key: x\r\n")));
        assert!(!is_upgrade_attempt(&request("Upgrade: h2c\r\nConnection: Upgrade\r\n")));
    }
}
