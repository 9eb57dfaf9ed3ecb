//! What the two hellos tell in the clear: versions, names, protocols, ciphers (RFC 8446 4.1).

use nom::bytes::complete::take;
use nom::combinator::{all_consuming, map};
use nom::multi::{length_data, many0};
use nom::number::complete::{be_u8, be_u16};
use nom::{IResult, Parser};

use super::names::is_grease;
use super::{CipherSuite, ProtocolVersion};
use crate::protocol::Rule;

/// Extension numbers (IANA, "TLS extensions").
const SERVER_NAME: u16 = 0;
const APPLICATION_LAYER_PROTOCOL_NEGOTIATION: u16 = 16;
const SUPPORTED_VERSIONS: u16 = 43;
const ENCRYPTED_CLIENT_HELLO: u16 = 0xfe0d;

/// RFC 8446 4.1.3: the "random" of a server's hello that asks for another one (SHA-256 of
/// `HelloRetryRequest`).
const HELLO_RETRY_REQUEST: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// What a client offers. Numbers that only test the server (GREASE) are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The version in the old place: never above TLS 1.2.
    pub legacy_version: ProtocolVersion,
    /// The cipher suites, in order of preference.
    pub cipher_suites: Vec<CipherSuite>,
    /// The host that the client means to reach (SNI, RFC 6066 3); decoded with replacement characters.
    pub server_name: Option<String>,
    /// The protocols offered for inside (ALPN, RFC 7301), in order of preference.
    pub alpn: Vec<String>,
    /// The versions offered in the new place (RFC 8446 4.2.1); empty before TLS 1.3.
    pub supported_versions: Vec<ProtocolVersion>,
    /// Whether the true hello is encrypted inside (ECH): then [`ClientHello::server_name`] is a front,
    /// unless the extension only tests the server.
    pub encrypted_client_hello: bool,
}

/// What a server chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// The version in the old place.
    pub legacy_version: ProtocolVersion,
    /// The version in the new place (RFC 8446 4.2.1), from TLS 1.3 on.
    pub supported_version: Option<ProtocolVersion>,
    /// The cipher suite.
    pub cipher_suite: CipherSuite,
    /// The protocol chosen for inside; from TLS 1.3 on it is encrypted and so not seen.
    pub alpn: Option<String>,
    /// Whether this is a `HelloRetryRequest`: the client has to send another hello.
    pub retry: bool,
}

impl ClientHello {
    /// Reads the whole body of a `client_hello` message.
    ///
    /// # Errors
    /// [`Rule::TlsHandshakeMalformed`] when a length points outside. An extension that is malformed
    /// inside counts as missing.
    pub fn parse(body: &[u8]) -> Result<Self, Rule> {
        let (_, (version, _, ciphers, extensions)) =
            all_consuming(client_hello).parse(body).map_err(|_| Rule::TlsHandshakeMalformed)?;
        let extensions = Extensions(extensions);
        Ok(Self {
            legacy_version: version,
            cipher_suites: numbers(ciphers).map(CipherSuite).collect(),
            server_name: extensions.get(SERVER_NAME, server_name),
            alpn: extensions.get(APPLICATION_LAYER_PROTOCOL_NEGOTIATION, protocol_names).unwrap_or_default(),
            supported_versions: extensions
                .get(SUPPORTED_VERSIONS, |data| all_consuming(length_data(be_u8)).parse(data))
                .map(|versions| numbers(versions).map(ProtocolVersion).collect())
                .unwrap_or_default(),
            encrypted_client_hello: extensions.find(ENCRYPTED_CLIENT_HELLO).is_some(),
        })
    }

    /// The newest version that the client offers, wherever it says so.
    #[must_use]
    pub fn highest_version(&self) -> ProtocolVersion {
        self.supported_versions.iter().copied().max().unwrap_or(self.legacy_version)
    }
}

impl ServerHello {
    /// Reads the whole body of a `server_hello` message.
    ///
    /// # Errors
    /// As [`ClientHello::parse`].
    pub fn parse(body: &[u8]) -> Result<Self, Rule> {
        let (_, (version, random, cipher, extensions)) =
            all_consuming(server_hello).parse(body).map_err(|_| Rule::TlsHandshakeMalformed)?;
        let extensions = Extensions(extensions);
        Ok(Self {
            legacy_version: version,
            supported_version: extensions.get(SUPPORTED_VERSIONS, all_consuming_version),
            cipher_suite: cipher,
            alpn: extensions
                .get(APPLICATION_LAYER_PROTOCOL_NEGOTIATION, protocol_names)
                .and_then(|names| names.into_iter().next()),
            retry: random == HELLO_RETRY_REQUEST,
        })
    }

    /// The version chosen, wherever the server says so.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.supported_version.unwrap_or(self.legacy_version)
    }
}

/// The bytes of an extension list, walked anew for each question.
#[derive(Clone, Copy)]
struct Extensions<'a>(&'a [u8]);

impl<'a> Extensions<'a> {
    /// `struct { ExtensionType extension_type; opaque extension_data<0..2^16-1>; } Extension;`
    fn find(self, wanted: u16) -> Option<&'a [u8]> {
        let mut rest = self.0;
        while let Ok((behind, (kind, data))) = (be_u16::<_, ()>, length_data(be_u16)).parse(rest) {
            if kind == wanted {
                return Some(data);
            }
            rest = behind;
        }
        None
    }

    /// The extension read by a parser; `None` where it is missing or malformed.
    fn get<T>(self, wanted: u16, mut parser: impl FnMut(&'a [u8]) -> IResult<&'a [u8], T>) -> Option<T> {
        let (_, value) = parser(self.find(wanted)?).ok()?;
        Some(value)
    }
}

type ClientFields<'a> = (ProtocolVersion, &'a [u8], &'a [u8], &'a [u8]);
type ServerFields<'a> = (ProtocolVersion, &'a [u8], CipherSuite, &'a [u8]);

/// `ProtocolVersion legacy_version; Random random; opaque legacy_session_id<0..32>;`
/// `CipherSuite cipher_suites<2..2^16-2>; opaque legacy_compression_methods<1..2^8-1>;`
/// `Extension extensions<8..2^16-1>;`
fn client_hello(input: &[u8]) -> IResult<&[u8], ClientFields<'_>> {
    (version, take(32_usize), length_data(be_u8), length_data(be_u16), length_data(be_u8), extensions)
        .map(|(version, random, _, ciphers, _, extensions)| (version, random, ciphers, extensions))
        .parse(input)
}

/// `ProtocolVersion legacy_version; Random random; opaque legacy_session_id_echo<0..32>;`
/// `CipherSuite cipher_suite; uint8 legacy_compression_method; Extension extensions<6..2^16-1>;`
fn server_hello(input: &[u8]) -> IResult<&[u8], ServerFields<'_>> {
    (version, take(32_usize), length_data(be_u8), map(be_u16, CipherSuite), be_u8, extensions)
        .map(|(version, random, _, cipher, _, extensions)| (version, random, cipher, extensions))
        .parse(input)
}

fn version(input: &[u8]) -> IResult<&[u8], ProtocolVersion> {
    map(be_u16, ProtocolVersion).parse(input)
}

fn all_consuming_version(input: &[u8]) -> IResult<&[u8], ProtocolVersion> {
    all_consuming(version).parse(input)
}

/// RFC 5246 7.4.1.2: extensions are there "if there are bytes following the `compression_methods`".
fn extensions(input: &[u8]) -> IResult<&[u8], &[u8]> {
    if input.is_empty() { Ok((input, input)) } else { length_data(be_u16).parse(input) }
}

/// RFC 6066 3: `ServerName server_name_list<1..2^16-1>`, each a type and a name; 0 is `host_name`, and
/// no other type was ever defined.
fn server_name(input: &[u8]) -> IResult<&[u8], String> {
    let (rest, list) = length_data(be_u16).parse(input)?;
    let (_, (_, name)) = (nom::bytes::complete::tag([0].as_slice()), length_data(be_u16)).parse(list)?;
    Ok((rest, String::from_utf8_lossy(name).into_owned()))
}

/// RFC 7301 3.1: `ProtocolName protocol_name_list<2..2^16-1>`, `opaque ProtocolName<1..2^8-1>`
fn protocol_names(input: &[u8]) -> IResult<&[u8], Vec<String>> {
    let (rest, list) = length_data(be_u16).parse(input)?;
    let (_, names) = all_consuming(many0(length_data(be_u8))).parse(list)?;
    // RFC 8701 2: GREASE names are the same pairs of bytes as the numbers.
    let grease = |name: &[u8]| matches!(name, &[high, low] if is_grease(u16::from_be_bytes([high, low])));
    let names = names.into_iter().filter(|name| !grease(name));
    Ok((rest, names.map(|name: &[u8]| String::from_utf8_lossy(name).into_owned()).collect()))
}

fn numbers(list: &[u8]) -> impl Iterator<Item = u16> {
    let (pairs, _) = list.as_chunks::<2>();
    pairs.iter().map(|pair| u16::from_be_bytes(*pair)).filter(|&number| !is_grease(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vector<const LENGTH_BYTES: usize>(bytes: &[u8]) -> Vec<u8> {
        let length = (bytes.len() as u32).to_be_bytes();
        [&length[4 - LENGTH_BYTES..], bytes].concat()
    }

    fn extension(kind: u16, data: &[u8]) -> Vec<u8> {
        [kind.to_be_bytes().as_slice(), &vector::<2>(data)].concat()
    }

    fn client(extensions: &[u8]) -> Vec<u8> {
        [
            &[3, 3],
            [7; 32].as_slice(),
            &vector::<1>(&[9; 32]),
            &vector::<2>(&[0x0a, 0x0a, 0x13, 1, 0xc0, 0x2f]),
            &vector::<1>(&[0]),
            extensions,
        ]
        .concat()
    }

    fn server(random: &[u8; 32], extensions: &[u8]) -> Vec<u8> {
        [&[3, 3], random.as_slice(), &vector::<1>(&[]), &[0xc0, 0x2f, 0], extensions].concat()
    }

    fn modern() -> Vec<u8> {
        let name = vector::<2>(&[&[0], vector::<2>(b"chat.example").as_slice()].concat());
        let alpn =
            vector::<2>(&[vector::<1>(&[0xfa, 0xfa]), vector::<1>(b"h2"), vector::<1>(b"http/1.1")].concat());
        let versions = vector::<1>(&[0x1a, 0x1a, 3, 4, 3, 3]);
        let list =
            [extension(0x2a2a, &[]), extension(0, &name), extension(16, &alpn), extension(43, &versions)];
        client(&vector::<2>(&list.concat()))
    }

    #[test]
    fn reads_a_modern_client_hello_without_its_grease() {
        let hello = ClientHello::parse(&modern()).unwrap();
        assert_eq!(hello.server_name.as_deref(), Some("chat.example"));
        assert_eq!(hello.alpn, ["h2", "http/1.1"]);
        assert_eq!(hello.supported_versions, [ProtocolVersion::TLS_1_3, ProtocolVersion::TLS_1_2]);
        assert_eq!(
            (hello.legacy_version, hello.highest_version()),
            (ProtocolVersion::TLS_1_2, ProtocolVersion::TLS_1_3)
        );
        assert_eq!(hello.cipher_suites, [CipherSuite(0x1301), CipherSuite(0xc02f)]);
        assert!(!hello.encrypted_client_hello);
    }

    #[test]
    fn reads_an_old_client_hello_without_extensions() {
        let hello = ClientHello::parse(&client(&[])).unwrap();
        assert_eq!((hello.server_name, hello.alpn.len()), (None, 0));
        let ech = extension(ENCRYPTED_CLIENT_HELLO, &[1]);
        assert!(ClientHello::parse(&client(&vector::<2>(&ech))).unwrap().encrypted_client_hello);
    }

    #[test]
    fn a_malformed_extension_counts_as_missing() {
        let bad =
            [extension(0, &[0, 9, 0]), extension(16, &vector::<2>(&[9, 1])), extension(43, &[3, 3])].concat();
        let hello = ClientHello::parse(&client(&vector::<2>(&bad))).unwrap();
        assert_eq!((hello.server_name, hello.alpn.len(), hello.supported_versions.len()), (None, 0, 0));
    }

    #[test]
    fn reads_server_hellos_of_both_kinds() {
        let old = server(&[7; 32], &vector::<2>(&extension(16, &vector::<2>(&vector::<1>(b"http/1.1")))));
        let old = ServerHello::parse(&old).unwrap();
        assert_eq!(
            (old.version(), old.alpn.as_deref(), old.retry),
            (ProtocolVersion::TLS_1_2, Some("http/1.1"), false)
        );
        assert_eq!(old.cipher_suite.to_string(), "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        let new = server(&HELLO_RETRY_REQUEST, &vector::<2>(&extension(43, &[3, 4])));
        let new = ServerHello::parse(&new).unwrap();
        assert_eq!((new.version(), new.retry), (ProtocolVersion::TLS_1_3, true));
    }

    #[test]
    fn a_cut_hello_is_malformed() {
        let whole = modern();
        // A hello may end before its extensions, so the cut there is left out.
        let without = client(&[]).len();
        for end in (0..whole.len()).filter(|&end| end != without) {
            assert_eq!(ClientHello::parse(&whole[..end]), Err(Rule::TlsHandshakeMalformed), "{end}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(
            noise in proptest::collection::vec(any::<u8>(), 0..200),
            at in 0_usize..200,
            byte: u8,
        ) {
            let _ = (ClientHello::parse(&noise), ServerHello::parse(&noise));
            let mut hello = modern();
            if let Some(place) = hello.get_mut(at) {
                *place = byte;
            }
            let _ = ClientHello::parse(&hello);
            let _ = ServerHello::parse(&server(&[0; 32], &vector::<2>(&noise)));
        }
    }
}
