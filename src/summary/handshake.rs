//! An opening handshake in little room.

use crate::protocol::upgrade::{Handshake, accept};

/// What is kept of an opening handshake (RFC 6455 4): what the two sides said, in one text. It is what
/// a peer sent, unsafe to print as it is.
#[derive(Clone, Debug)]
pub struct OpeningHandshake {
    /// The status of the response.
    pub status: Option<u16>,
    /// Whether `Sec-WebSocket-Accept` answers the key; `None` where one of them is missing.
    pub accept_valid: Option<bool>,
    texts: Box<str>,
    /// Where each text ends, in the order of [`Text`]; [`Text::NONE`] where there is none.
    ends: [u32; Text::COUNT],
}

#[derive(Clone, Copy)]
enum Text {
    Target,
    Host,
    Version,
    Key,
    Key1,
    Key2,
    Key3,
    /// A valid one is not kept where it can be computed from the key.
    Accept,
    Subprotocol,
    Extensions,
    Told,
}

impl Text {
    const COUNT: usize = 11;
    /// The end of a text that is missing. A head is far shorter.
    const NONE: u32 = u32::MAX;
}

impl OpeningHandshake {
    pub(super) fn new(handshake: &Handshake) -> Self {
        let extensions: Vec<_> = handshake.extensions.iter().map(ToString::to_string).collect();
        let extensions = (!extensions.is_empty()).then(|| extensions.join(", "));
        let accept_valid = handshake.accept_valid;
        let said: [Option<&str>; Text::COUNT] = [
            handshake.target.as_deref(),
            handshake.host.as_deref(),
            handshake.version.as_deref(),
            handshake.key.as_deref(),
            handshake.keys[0].as_deref(),
            handshake.keys[1].as_deref(),
            handshake.key3.as_deref(),
            handshake.accept.as_deref().filter(|_| accept_valid != Some(true) || handshake.key.is_none()),
            handshake.subprotocol.as_deref(),
            extensions.as_deref(),
            handshake.told.as_deref(),
        ];
        Self::of(handshake, said)
    }

    /// What a line in a table shows of it, and what a verdict needs.
    pub(super) fn in_brief(handshake: &Handshake) -> Self {
        let mut said = [None; Text::COUNT];
        said[Text::Target as usize] = handshake.target.as_deref();
        said[Text::Version as usize] = handshake.version.as_deref();
        Self::of(handshake, said)
    }

    fn of(handshake: &Handshake, said: [Option<&str>; Text::COUNT]) -> Self {
        let Handshake { status, accept_valid, .. } = *handshake;
        let mut texts = String::with_capacity(said.iter().flatten().map(|text| text.len()).sum());
        let ends = said.map(|text| {
            texts.push_str(text.unwrap_or_default());
            text.and(u32::try_from(texts.len()).ok()).unwrap_or(Text::NONE)
        });
        Self { status, accept_valid, texts: texts.into(), ends }
    }

    /// The request target as sent, mostly a path and query.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        self.text(Text::Target)
    }

    /// `Host`.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.text(Text::Host)
    }

    /// `Sec-WebSocket-Key`.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.text(Text::Key)
    }

    /// `Sec-WebSocket-Version` of the request, or the name of a draft that had none.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.text(Text::Version)
    }

    /// The three keys of hixie-76, the third in hexadecimal digits.
    #[must_use]
    pub fn keys(&self) -> [Option<&str>; 3] {
        [Text::Key1, Text::Key2, Text::Key3].map(|key| self.text(key))
    }

    /// `Sec-WebSocket-Accept`; of hixie-76 the sixteen bytes in its place, in hexadecimal digits.
    #[must_use]
    pub fn accept(&self) -> Option<String> {
        match (self.accept_valid, self.key()) {
            (Some(true), Some(key)) => Some(accept(key.as_bytes()).base64),
            _ => self.text(Text::Accept).map(str::to_owned),
        }
    }

    /// The subprotocol chosen.
    #[must_use]
    pub fn subprotocol(&self) -> Option<&str> {
        self.text(Text::Subprotocol)
    }

    /// The extensions chosen, in the order in which they are applied.
    #[must_use]
    pub fn extensions(&self) -> Option<&str> {
        self.text(Text::Extensions)
    }

    /// The line of a refusal that says what to do instead, such as `Location`.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.text(Text::Told)
    }

    /// The URI that the client opened (RFC 6455 3), as [`Handshake::uri`] has it.
    #[must_use]
    pub fn uri(&self, secure: bool) -> Option<String> {
        let said = |text: Option<&str>| text.map(str::to_owned);
        let asked =
            Handshake { target: said(self.target()), host: said(self.host()), ..Handshake::default() };
        asked.uri(secure)
    }

    fn text(&self, text: Text) -> Option<&str> {
        let place = text as usize;
        let end = *self.ends.get(place)?;
        let before = self.ends.iter().take(place);
        let start = before.rev().find(|end| **end != Text::NONE).copied().unwrap_or(0);
        self.texts.get(start as usize..end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_said() {
        let text = |text: &str| Some(text.to_owned());
        let sound = Handshake {
            target: text("/chat"),
            host: text("server.example.com"),
            key: text("dGhlIHNhbXBsZSBub25jZQ=="),
            accept: text("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
            accept_valid: Some(true),
            subprotocol: text(""),
            ..Handshake::default()
        };
        let hixie = Handshake {
            version: text("hixie-76"),
            key: None,
            keys: [text("1 2"), text("3 4")],
            key3: text("0011223344556677"),
            accept: text("00112233445566778899aabbccddeeff"),
            ..sound.clone()
        };
        let wrong = Handshake { accept: text("nonsense"), accept_valid: Some(false), ..sound.clone() };
        for handshake in [sound, wrong, hixie, Handshake::default()] {
            let kept = OpeningHandshake::new(&handshake);
            assert_eq!(kept.target(), handshake.target.as_deref());
            assert_eq!(kept.host(), handshake.host.as_deref());
            assert_eq!(
                (kept.key(), kept.version()),
                (handshake.key.as_deref(), handshake.version.as_deref())
            );
            let [first, second] = &handshake.keys;
            assert_eq!(kept.keys(), [first, second, &handshake.key3].map(Option::as_deref));
            assert_eq!(kept.accept(), handshake.accept);
            assert_eq!(kept.subprotocol(), handshake.subprotocol.as_deref());
            assert_eq!(kept.extensions(), None);
            assert_eq!(kept.uri(false), handshake.uri(false));
        }
    }
}
