//! Every rule an observer can check, in one table: name, clause, severity, who must keep it, and what a
//! strict peer does where it is broken.

use std::fmt;

use super::Reaction;

/// How much a broken rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is broken.
    Note,
    /// A SHOULD that wasn't kept, or something suspicious.
    Warning,
    /// A MUST that wasn't kept.
    Error,
}

impl Severity {
    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Who has to keep a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Responsible {
    /// The client alone.
    Client,
    /// The server alone.
    Server,
    /// Whichever side sent the bytes.
    Sender,
}

/// Writes the enum and its table from one list, so that a rule is spelled once.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $rule:ident = $name:literal, $clause:literal, $severity:ident, $who:ident, $reaction:ident;)+) => {
        /// A rule of a protocol that an observer can see kept or broken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = $doc])+ $rule,)+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)+];

            const fn row(self) -> (&'static str, &'static str, Severity, Responsible, Reaction) {
                match self {
                    $(Self::$rule => ($name, $clause, Severity::$severity, Responsible::$who, Reaction::$reaction),)+
                }
            }
        }
    };
}

rules! {
    // The head of an HTTP message.
    /// The bytes form an HTTP head at all.
    HttpMalformed = "http-malformed", "RFC 9112 2.1", Error, Sender, Message;
    /// A request line is a method, a target and a version.
    HttpRequestLine = "http-request-line", "RFC 9112 3", Error, Client, Message;
    /// No whitespace stands inside the request target.
    HttpTargetWhitespace = "http-target-whitespace", "RFC 9112 3.2", Error, Client, Message;
    /// A status line is a version, three digits and a reason.
    HttpStatusLine = "http-status-line", "RFC 9112 4", Error, Server, Message;
    /// No empty line stands before a request.
    HttpEmptyLine = "http-empty-line", "RFC 9112 2.2", Warning, Sender, Nothing;
    /// Lines end in CR LF, not in LF alone.
    HttpBareLineFeed = "http-bare-lf", "RFC 9112 2.2", Warning, Sender, Nothing;
    /// A header line has a name, a colon and a value.
    HttpFieldLine = "http-field-line", "RFC 9112 5", Error, Sender, Message;
    /// A field name is a token.
    HttpFieldName = "http-field-name", "RFC 9110 5.1", Error, Sender, Message;
    /// No whitespace stands between a field name and its colon.
    HttpSpaceBeforeColon = "http-space-before-colon", "RFC 9112 5.1", Error, Sender, Message;
    /// A field is not folded over several lines.
    HttpFieldFolded = "http-field-folded", "RFC 9112 5.2", Error, Sender, Message;
    /// A field value holds no control character.
    HttpFieldValue = "http-field-value", "RFC 9110 5.5", Error, Sender, Message;
    /// A head stays within the length that we read.
    HttpHeadTooLarge = "http-head-too-large", "RFC 9110 5.4", Warning, Sender, Nothing;
    /// A head stays within the number of fields that we read.
    HttpTooManyFields = "http-too-many-fields", "RFC 9110 5.4", Warning, Sender, Nothing;

    // The length of an HTTP body.
    /// `Content-Length` is a decimal number.
    HttpLengthInvalid = "http-length-invalid", "RFC 9112 6.3 (5)", Error, Sender, Message;
    /// Several `Content-Length` values agree.
    HttpLengthConflict = "http-length-conflict", "RFC 9112 6.3 (5)", Error, Sender, Message;
    /// `Content-Length` and `Transfer-Encoding` don't come together.
    HttpLengthAndEncoding = "http-length-and-encoding", "RFC 9112 6.2", Error, Sender, Message;
    /// `chunked` is applied once, as the last coding.
    HttpEncodingNotChunked = "http-encoding-not-chunked", "RFC 9112 6.1", Error, Sender, Message;
    /// `Transfer-Encoding` is not used in HTTP/1.0.
    HttpEncodingInOldVersion = "http-encoding-in-http10", "RFC 9112 6.1", Error, Sender, Message;
    /// A response that has no body announces no coding for one.
    HttpBodyAnnounced = "http-body-announced", "RFC 9112 6.1", Error, Server, Nothing;
    /// A chunk begins with its size in hexadecimal and ends with an empty line.
    HttpChunkMalformed = "http-chunk-malformed", "RFC 9112 7.1", Error, Sender, Message;
    /// The line that begins a chunk stays within a sane length.
    HttpChunkLineTooLong = "http-chunk-line-too-long", "RFC 9112 7.1.1", Warning, Sender, Nothing;
    /// Trailer fields stay within a sane length.
    HttpTrailerTooLong = "http-trailer-too-long", "RFC 9112 7.1.2", Warning, Sender, Nothing;

    // The client's opening handshake.
    /// The request's method is GET.
    MethodGet = "method-get", "RFC 6455 4.1 (2)", Error, Client, BadRequest;
    /// The request's version is HTTP/1.1 or later.
    HttpVersion = "http-version", "RFC 6455 4.1 (2)", Error, Client, BadRequest;
    /// The target is a path or an absolute `http` or `https` URI.
    TargetForm = "target-form", "RFC 6455 4.1 (3)", Error, Client, BadRequest;
    /// The target has no fragment.
    TargetWithoutFragment = "target-without-fragment", "RFC 6455 3", Error, Client, BadRequest;
    /// A `Host` field is there.
    HostPresent = "host-present", "RFC 6455 4.1 (4)", Error, Client, BadRequest;
    /// `Host` is there once only.
    HostOnce = "host-once", "RFC 9112 3.2", Error, Client, BadRequest;
    /// `Upgrade` includes `websocket`.
    UpgradeWebsocket = "upgrade-websocket", "RFC 6455 4.1 (5)", Error, Client, BadRequest;
    /// `Connection` includes `Upgrade`.
    ConnectionUpgrade = "connection-upgrade", "RFC 6455 4.1 (6)", Error, Client, BadRequest;
    /// `Sec-WebSocket-Key` is there.
    KeyPresent = "key-present", "RFC 6455 4.1 (7)", Error, Client, BadRequest;
    /// The key is the base64 of 16 bytes.
    KeyLength = "key-length", "RFC 6455 4.1 (7)", Error, Client, BadRequest;
    /// `Sec-WebSocket-Key` is there once only.
    KeyOnce = "key-once", "RFC 6455 11.3.1", Error, Client, BadRequest;
    /// A browser names its `Origin`.
    OriginPresent = "origin-present", "RFC 6455 4.1 (8)", Note, Client, Nothing;
    /// `Sec-WebSocket-Version` is 13.
    Version13 = "version-13", "RFC 6455 4.1 (9)", Error, Client, OtherVersion;
    /// `Sec-WebSocket-Version` is there once only.
    VersionOnce = "version-once", "RFC 6455 11.3.5", Error, Client, BadRequest;
    /// Every offered subprotocol is a token.
    SubprotocolToken = "subprotocol-token", "RFC 6455 4.1 (10)", Error, Client, BadRequest;
    /// No subprotocol is offered twice.
    SubprotocolUnique = "subprotocol-unique", "RFC 6455 4.1 (10)", Error, Client, BadRequest;
    /// The offered extensions follow the grammar.
    ExtensionOfferSyntax = "extension-offer-syntax", "RFC 6455 9.1", Error, Client, BadRequest;
    /// The offered parameters of permessage-deflate are known, come once and have sound values.
    DeflateOffer = "deflate-offer", "RFC 7692 7.1", Error, Client, Nothing;

    // The server's opening handshake.
    /// The server agrees: status 101.
    Status101 = "status-101", "RFC 6455 4.2.2 (5.1)", Note, Server, Nothing;
    /// The response's version is HTTP/1.1 or later; what 4.1 tells a client to look at is not the version.
    ResponseHttpVersion = "response-http-version", "RFC 6455 4.2.2 (5.1)", Warning, Server, Nothing;
    /// The response's `Upgrade` is `websocket`.
    ResponseUpgradeWebsocket = "response-upgrade-websocket", "RFC 6455 4.2.2 (5.2)", Error, Server, NoWebSocket;
    /// The response's `Connection` includes `Upgrade`.
    ResponseConnectionUpgrade = "response-connection-upgrade", "RFC 6455 4.2.2 (5.3)", Error, Server, NoWebSocket;
    /// `Sec-WebSocket-Accept` is there.
    AcceptPresent = "accept-present", "RFC 6455 4.2.2 (5.4)", Error, Server, NoWebSocket;
    /// `Sec-WebSocket-Accept` is there once only.
    AcceptOnce = "accept-once", "RFC 6455 11.3.3", Error, Server, NoWebSocket;
    /// `Sec-WebSocket-Accept` answers the client's key.
    AcceptCorrect = "accept-correct", "RFC 6455 4.2.2 (5.4)", Error, Server, NoWebSocket;
    /// The server chooses one subprotocol at most.
    SubprotocolSingle = "subprotocol-single", "RFC 6455 11.3.4", Error, Server, NoWebSocket;
    /// The chosen subprotocol was offered.
    SubprotocolOffered = "subprotocol-offered", "RFC 6455 4.2.2 (4)", Error, Server, NoWebSocket;
    /// Where subprotocols were offered, one is chosen: browsers ask for that.
    SubprotocolChosen = "subprotocol-chosen", "RFC 6455 1.9", Warning, Server, NoWebSocket;
    /// The response's `Sec-WebSocket-Extensions` is there once only.
    ExtensionOnce = "extension-once", "RFC 6455 11.3.2", Error, Server, NoWebSocket;
    /// The chosen extensions follow the grammar.
    ExtensionChoiceSyntax = "extension-choice-syntax", "RFC 6455 9.1", Error, Server, NoWebSocket;
    /// Every chosen extension was offered.
    ExtensionOffered = "extension-offered", "RFC 6455 4.2.2 (4)", Error, Server, NoWebSocket;
    /// permessage-deflate is chosen once, with known parameters and sound values.
    DeflateAnswer = "deflate-answer", "RFC 7692 7.1", Error, Server, NoWebSocket;
    /// The chosen parameters of permessage-deflate give one of the offers what it asks for, and no more than it allows.
    DeflateAnswerFits = "deflate-answer-fits", "RFC 7692 7.1", Error, Server, NoWebSocket;
    /// A 101 response announces no body.
    SwitchingWithoutBody = "switching-without-body", "RFC 9110 8.6", Error, Server, Nothing;
    /// A refused version is answered with the versions that are understood.
    VersionsAdvertised = "versions-advertised", "RFC 6455 4.4", Error, Server, Nothing;
    /// A 426 response names the protocol it requires.
    UpgradeRequiredNamed = "upgrade-required-named", "RFC 9110 15.5.22", Error, Server, Nothing;
    /// No frame is sent before the server has agreed.
    FrameBefore101 = "frame-before-101", "RFC 6455 4.1", Error, Sender, Nothing;
    // The opening handshake of hixie-76.
    /// The digits of hixie-76's first key, read as a number, can be divided by its spaces.
    HixieKey1 = "hixie-key1", "hybi-00 5.2", Error, Client, Aborted;
    /// The digits of hixie-76's second key, read as a number, can be divided by its spaces.
    HixieKey2 = "hixie-key2", "hybi-00 5.2", Error, Client, Aborted;
    /// A hixie-76 server repeats the client's origin.
    HixieOrigin = "hixie-origin", "hybi-00 4.1", Error, Server, NoWebSocket;
    /// A hixie-76 server repeats the URL that the client asked for.
    HixieLocation = "hixie-location", "hybi-00 4.1", Error, Server, NoWebSocket;
    /// A hixie-76 server answers with the MD5 of both numbers and the eight bytes.
    HixieAnswer = "hixie-answer", "hybi-00 4.1", Error, Server, NoWebSocket;
    /// A port that speaks TLS is spoken to in TLS.
    TlsAnswersHttp = "tls-answers-http", "RFC 6455 4.1", Note, Sender, Nothing;
    /// A port that speaks plain HTTP is not spoken to in TLS.
    HttpAnswersTls = "http-answers-tls", "RFC 6455 4.1", Note, Sender, Nothing;

    // Frames.
    /// A client masks every frame.
    MaskMissing = "mask-missing", "RFC 6455 5.1", Error, Client, Close1002;
    /// A server masks no frame.
    MaskUnexpected = "mask-unexpected", "RFC 6455 5.1", Error, Server, Close1002;
    /// Reserved bits are set only by an agreed extension.
    RsvWithoutExtension = "rsv-without-extension", "RFC 6455 5.2", Error, Sender, Close1002;
    /// The bit of permessage-deflate stands on a message's first frame only.
    Rsv1Misplaced = "rsv1-misplaced", "RFC 7692 6", Error, Sender, Close1002;
    /// No reserved opcode is used.
    OpcodeReserved = "opcode-reserved", "RFC 6455 5.2", Error, Sender, Close1002;
    /// The payload length takes the fewest bytes.
    LengthNotMinimal = "length-not-minimal", "RFC 6455 5.2", Error, Sender, Close1002;
    /// The most significant bit of a 64-bit length is 0.
    LengthTooLarge = "length-too-large", "RFC 6455 5.2", Error, Sender, Close1002;
    /// A control frame is not fragmented.
    ControlFragmented = "control-fragmented", "RFC 6455 5.5", Error, Sender, Close1002;
    /// A control frame's payload has 125 bytes at most.
    ControlTooLong = "control-too-long", "RFC 6455 5.5", Error, Sender, Close1002;
    /// A continuation frame continues a message.
    ContinuationWithoutStart = "continuation-without-start", "RFC 6455 5.4", Error, Sender, Close1002;
    /// No message begins before the one before it has ended.
    MessageInterrupted = "message-interrupted", "RFC 6455 5.4", Error, Sender, Close1002;
    /// A text message is UTF-8.
    TextNotUtf8 = "text-not-utf8", "RFC 6455 8.1", Error, Sender, Close1007;
    /// A compressed message is DEFLATE data that refers to nothing that never came.
    DeflateDamaged = "deflate-damaged", "RFC 7692 7.2.2", Error, Sender, Close1007;
    /// Messages do not become a hundred times larger, and huge, when they are inflated.
    InflatedTooMuch = "inflated-too-much", "RFC 6455 10.4", Warning, Sender, Nothing;

    // Closing.
    /// A close frame's body is empty or begins with a code of two bytes.
    CloseBodyOneByte = "close-body-one-byte", "RFC 6455 5.5.1", Error, Sender, Close1002;
    /// A close code is one that may be sent.
    CloseCodeIllegal = "close-code-illegal", "RFC 6455 7.4", Error, Sender, Close1002;
    /// A close code is one that has a meaning.
    CloseCodeUnassigned = "close-code-unassigned", "RFC 6455 7.4", Warning, Sender, Close1002;
    /// A close reason is UTF-8.
    CloseReasonNotUtf8 = "close-reason-not-utf8", "RFC 6455 5.5.1", Error, Sender, Close1007;
    /// No data frame follows a close frame.
    FrameAfterClose = "frame-after-close", "RFC 6455 5.5.1", Error, Sender, Discarded;
    /// No Ping or Pong follows a close frame: none is forbidden, and none is of use.
    ControlAfterClose = "control-after-close", "RFC 6455 5.5.1", Note, Sender, Discarded;
    /// A side sends one close frame only.
    CloseRepeated = "close-repeated", "RFC 6455 5.5.1", Error, Sender, Discarded;
    /// A close frame that arrived is answered with one before TCP is ended.
    CloseUnanswered = "close-unanswered", "RFC 6455 5.5.1", Error, Sender, GivenUp;

    // Frames of hixie-76.
    /// A hixie-76 frame is a text, or begins the closing handshake.
    HixieFrameType = "hixie-frame-type", "hybi-00 4.2", Warning, Sender, Discarded;
    /// A hixie-76 text is UTF-8.
    HixieTextNotUtf8 = "hixie-text-not-utf8", "hybi-00 4.2", Error, Sender, Nothing;
    /// No hixie-76 frame follows the one that closes.
    HixieFrameAfterClose = "hixie-frame-after-close", "hybi-00 1.4", Error, Sender, Discarded;
    /// A hixie-76 frame that closes is answered with one before TCP is ended.
    HixieCloseUnanswered = "hixie-close-unanswered", "hybi-00 1.4", Error, Sender, GivenUp;

    // What a capture lacks: nobody's fault, but worth knowing.
    /// The bytes between HTTP messages are all there.
    MessagesLost = "messages-lost", "RFC 9112 6", Note, Sender, Nothing;
    /// The bytes between frames are all there.
    FramesLost = "frames-lost", "RFC 6455 5.2", Note, Sender, Nothing;
    /// Where frames begin again behind missing bytes is known.
    FramesResumed = "frames-resumed", "RFC 6455 5.2", Note, Sender, Nothing;
    /// The handshake of a WebSocket is in the capture, or its frames show that it was there.
    WebsocketGuessed = "websocket-guessed", "RFC 6455 4", Note, Sender, Nothing;
    /// The handshake of a WebSocket is in the capture, or the user says that it was there.
    WebsocketForced = "websocket-forced", "RFC 6455 4", Note, Sender, Nothing;
    /// The messages to which a compressed one refers are all there.
    ContextLost = "context-lost", "RFC 7692 7.1.1", Note, Sender, Nothing;
    /// There is room to inflate messages.
    NoRoomToInflate = "no-room-to-inflate", "RFC 7692 7.1.1", Note, Sender, Nothing;
    /// The bytes between TLS records are all there.
    RecordsLost = "records-lost", "RFC 8446 5.1", Note, Sender, Nothing;
    /// There is room to keep the beginning of a message until its rest comes.
    NoRoomForBytes = "no-room-for-bytes", "RFC 9112 2.2", Note, Sender, Nothing;

    // TCP and IP: what is refused, and what a reader of the capture should know.
    /// Bytes that come again are those that came first.
    TcpOverlapDiffers = "tcp-overlap-differs", "RFC 9293 3.10.7.4", Warning, Sender, Nothing;
    /// Data and FIN lie inside the window that the receiver offers.
    TcpOutsideWindow = "tcp-outside-window", "RFC 9293 3.10.7.4", Warning, Sender, Discarded;
    /// The first byte of the capture is the first that is told.
    TcpBeforeStart = "tcp-before-start", "RFC 9293 3.4", Note, Sender, Nothing;
    /// A RST has a number that its receiver expects.
    TcpResetOutsideWindow = "tcp-reset-outside-window", "RFC 5961 3.2", Warning, Sender, Challenged;
    /// A RST has no payload, or one that explains it.
    TcpResetWithData = "tcp-reset-with-data", "RFC 9293 3.5.3", Note, Sender, Nothing;
    /// A SYN has no data unless the two sides know each other.
    TcpSynData = "tcp-syn-data", "RFC 7413 3", Note, Sender, Nothing;
    /// Data on a SYN is acknowledged with it.
    TcpSynDataRefused = "tcp-syn-data-refused", "RFC 7413 3", Note, Sender, Nothing;
    /// No data follows a FIN.
    TcpDataAfterFin = "tcp-data-after-fin", "RFC 9293 3.10.4", Warning, Sender, Discarded;
    /// A FIN that is sent again stays where it was.
    TcpFinMoved = "tcp-fin-moved", "RFC 9293 3.6", Warning, Sender, Nothing;
    /// No SYN comes in the middle of a connection.
    TcpSynInside = "tcp-syn-inside", "RFC 5961 4", Warning, Sender, Challenged;
    /// A connection keeps its number.
    NumberChanged = "number-changed", "RFC 5961 4", Note, Sender, Nothing;
    /// The flags of a segment go together.
    TcpFlags = "tcp-flags", "RFC 9293 3.10.7", Warning, Sender, Discarded;
    /// Data is never urgent: what the pointer means differs between systems.
    TcpUrgent = "tcp-urgent", "RFC 6093 6", Note, Sender, Nothing;
    /// The checksum is right.
    TcpChecksum = "tcp-checksum", "RFC 9293 3.1", Note, Sender, Nothing;
    /// The checksum of a FIN or RST is right, where those of its sender's other segments are.
    TcpChecksumRefused = "tcp-checksum-refused", "RFC 9293 3.1", Warning, Sender, Discarded;
    /// No more waits behind a hole than there is room for.
    TcpHoleGivenUp = "tcp-hole-given-up", "RFC 9293 3.4", Warning, Sender, Nothing;
    /// A packet is captured once.
    CapturedTwice = "captured-twice", "RFC 6864 4.1", Note, Sender, Nothing;
    /// The packets of both sides are captured.
    OneSided = "one-sided", "RFC 9293 3.4", Note, Sender, Nothing;
    /// A client speaks like a client, and a server like a server.
    RolesReversed = "roles-reversed", "RFC 9293 3.5", Note, Sender, Nothing;
    /// The checksum of an IPv4 header is right.
    IpChecksum = "ip-checksum", "RFC 791 3.1", Note, Sender, Nothing;
    /// Overlapping IP fragments have the same bytes.
    IpFragmentsDiffer = "ip-fragments-differ", "RFC 1858 4", Warning, Sender, Nothing;

    // TLS.
    /// A record has a known type and version.
    TlsRecordMalformed = "tls-record-malformed", "RFC 8446 5.1", Error, Sender, Alert;
    /// A record is not longer than TLS allows.
    TlsRecordTooLong = "tls-record-too-long", "RFC 8446 5.2", Error, Sender, Alert;
    /// A handshake message follows the grammar.
    TlsHandshakeMalformed = "tls-handshake-malformed", "RFC 8446 4", Error, Sender, Alert;
}

impl Rule {
    /// The rule's name in every output: lower-case words joined by hyphens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The document and section that state the rule, `RFC 6455 5.2`.
    #[must_use]
    pub const fn clause(self) -> &'static str {
        self.row().1
    }

    /// What breaking the rule weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.row().2
    }

    /// Who has to keep the rule.
    #[must_use]
    pub const fn responsible(self) -> Responsible {
        self.row().3
    }

    /// What a strict peer does about it.
    #[must_use]
    pub const fn reaction(self) -> Reaction {
        self.row().4
    }

    /// The rule of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_kebab_case_and_found_again() {
        let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        for &rule in Rule::ALL {
            let kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            assert!(rule.name().bytes().all(kebab), "{rule}");
            assert_eq!(Rule::from_name(rule.name()), Some(rule));
        }
        assert_eq!(Rule::from_name("no-such-rule"), None);
    }

    #[test]
    fn clauses_name_a_document_and_a_section() {
        for rule in Rule::ALL {
            let mut words = rule.clause().split(' ');
            match words.next() {
                Some("RFC") => assert!(words.next().is_some_and(|number| number.parse::<u16>().is_ok())),
                draft => assert_eq!(draft, Some("hybi-00"), "{rule}"),
            }
            assert!(words.next().is_some_and(|section| section.starts_with(|c: char| c.is_ascii_digit())));
        }
    }

    #[test]
    fn severities_compare_and_print() {
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Note);
        assert_eq!(format!("{:>8}", Severity::Error), "   error");
        assert_eq!(Rule::MaskMissing.severity(), Severity::Error);
        assert_eq!(Rule::MaskMissing.responsible(), Responsible::Client);
        assert_eq!(Rule::MaskMissing.to_string(), "mask-missing");
    }
}
