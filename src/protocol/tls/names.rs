//! The numbers of TLS and their names, each spelled once, as in RFC 8446 and the IANA registries.

use std::fmt;

/// Writes a number's type, its known values and their names from one list.
macro_rules! numbers {
    ($($(#[doc = $doc:literal])+ $type:ident($number:ty) { $($value:literal $constant:ident $name:literal)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(
            /// The number as sent.
            pub $number,
        );

        impl $type {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Self = Self($value);
            )+

            /// The number's name, where it is known here.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($name),)+
                    _ => None,
                }
            }
        }

        /// Prints the name, or `unknown-N` with the number in decimal.
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => f.pad(&format!("unknown-{}", self.0)),
                }
            }
        }
    )+};
}

numbers! {
    /// What a record carries (RFC 8446 5.1).
    ContentType(u8) {
        20 CHANGE_CIPHER_SPEC "change_cipher_spec"
        21 ALERT "alert"
        22 HANDSHAKE "handshake"
        23 APPLICATION_DATA "application_data"
    }

    /// A version of the protocol, as a number that begins with 3 (RFC 8446 4.1.2).
    ProtocolVersion(u16) {
        0x0300 SSL_3_0 "SSL 3.0"
        0x0301 TLS_1_0 "TLS 1.0"
        0x0302 TLS_1_1 "TLS 1.1"
        0x0303 TLS_1_2 "TLS 1.2"
        0x0304 TLS_1_3 "TLS 1.3"
    }

    /// What a handshake message is (RFC 8446 4, RFC 5246 7.4).
    HandshakeType(u8) {
        0 HELLO_REQUEST "hello_request"
        1 CLIENT_HELLO "client_hello"
        2 SERVER_HELLO "server_hello"
        4 NEW_SESSION_TICKET "new_session_ticket"
        5 END_OF_EARLY_DATA "end_of_early_data"
        8 ENCRYPTED_EXTENSIONS "encrypted_extensions"
        11 CERTIFICATE "certificate"
        12 SERVER_KEY_EXCHANGE "server_key_exchange"
        13 CERTIFICATE_REQUEST "certificate_request"
        14 SERVER_HELLO_DONE "server_hello_done"
        15 CERTIFICATE_VERIFY "certificate_verify"
        16 CLIENT_KEY_EXCHANGE "client_key_exchange"
        20 FINISHED "finished"
        22 CERTIFICATE_STATUS "certificate_status"
        24 KEY_UPDATE "key_update"
        25 COMPRESSED_CERTIFICATE "compressed_certificate"
        254 MESSAGE_HASH "message_hash"
    }

    /// How grave an alert is (RFC 8446 6).
    AlertLevel(u8) {
        1 WARNING "warning"
        2 FATAL "fatal"
    }

    /// What an alert says (RFC 8446 6, RFC 5246 7.2).
    AlertDescription(u8) {
        0 CLOSE_NOTIFY "close_notify"
        10 UNEXPECTED_MESSAGE "unexpected_message"
        20 BAD_RECORD_MAC "bad_record_mac"
        21 DECRYPTION_FAILED "decryption_failed"
        22 RECORD_OVERFLOW "record_overflow"
        30 DECOMPRESSION_FAILURE "decompression_failure"
        40 HANDSHAKE_FAILURE "handshake_failure"
        41 NO_CERTIFICATE "no_certificate"
        42 BAD_CERTIFICATE "bad_certificate"
        43 UNSUPPORTED_CERTIFICATE "unsupported_certificate"
        44 CERTIFICATE_REVOKED "certificate_revoked"
        45 CERTIFICATE_EXPIRED "certificate_expired"
        46 CERTIFICATE_UNKNOWN "certificate_unknown"
        47 ILLEGAL_PARAMETER "illegal_parameter"
        48 UNKNOWN_CA "unknown_ca"
        49 ACCESS_DENIED "access_denied"
        50 DECODE_ERROR "decode_error"
        51 DECRYPT_ERROR "decrypt_error"
        70 PROTOCOL_VERSION "protocol_version"
        71 INSUFFICIENT_SECURITY "insufficient_security"
        80 INTERNAL_ERROR "internal_error"
        86 INAPPROPRIATE_FALLBACK "inappropriate_fallback"
        90 USER_CANCELED "user_canceled"
        100 NO_RENEGOTIATION "no_renegotiation"
        109 MISSING_EXTENSION "missing_extension"
        110 UNSUPPORTED_EXTENSION "unsupported_extension"
        112 UNRECOGNIZED_NAME "unrecognized_name"
        113 BAD_CERTIFICATE_STATUS_RESPONSE "bad_certificate_status_response"
        115 UNKNOWN_PSK_IDENTITY "unknown_psk_identity"
        116 CERTIFICATE_REQUIRED "certificate_required"
        120 NO_APPLICATION_PROTOCOL "no_application_protocol"
        121 ECH_REQUIRED "ech_required"
    }

    /// The algorithms that protect a connection; only the usual ones have a name here.
    CipherSuite(u16) {
        0x002f RSA_AES_128_CBC_SHA "TLS_RSA_WITH_AES_128_CBC_SHA"
        0x0035 RSA_AES_256_CBC_SHA "TLS_RSA_WITH_AES_256_CBC_SHA"
        0x003c RSA_AES_128_CBC_SHA256 "TLS_RSA_WITH_AES_128_CBC_SHA256"
        0x009c RSA_AES_128_GCM_SHA256 "TLS_RSA_WITH_AES_128_GCM_SHA256"
        0x009d RSA_AES_256_GCM_SHA384 "TLS_RSA_WITH_AES_256_GCM_SHA384"
        0x009e DHE_RSA_AES_128_GCM_SHA256 "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
        0x009f DHE_RSA_AES_256_GCM_SHA384 "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
        0x00ff EMPTY_RENEGOTIATION_INFO_SCSV "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"
        0x1301 AES_128_GCM_SHA256 "TLS_AES_128_GCM_SHA256"
        0x1302 AES_256_GCM_SHA384 "TLS_AES_256_GCM_SHA384"
        0x1303 CHACHA20_POLY1305_SHA256 "TLS_CHACHA20_POLY1305_SHA256"
        0x1304 AES_128_CCM_SHA256 "TLS_AES_128_CCM_SHA256"
        0x1305 AES_128_CCM_8_SHA256 "TLS_AES_128_CCM_8_SHA256"
        0x5600 FALLBACK_SCSV "TLS_FALLBACK_SCSV"
        0xc009 ECDHE_ECDSA_AES_128_CBC_SHA "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
        0xc00a ECDHE_ECDSA_AES_256_CBC_SHA "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
        0xc013 ECDHE_RSA_AES_128_CBC_SHA "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
        0xc014 ECDHE_RSA_AES_256_CBC_SHA "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
        0xc023 ECDHE_ECDSA_AES_128_CBC_SHA256 "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"
        0xc024 ECDHE_ECDSA_AES_256_CBC_SHA384 "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
        0xc027 ECDHE_RSA_AES_128_CBC_SHA256 "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
        0xc028 ECDHE_RSA_AES_256_CBC_SHA384 "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
        0xc02b ECDHE_ECDSA_AES_128_GCM_SHA256 "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
        0xc02c ECDHE_ECDSA_AES_256_GCM_SHA384 "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
        0xc02f ECDHE_RSA_AES_128_GCM_SHA256 "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
        0xc030 ECDHE_RSA_AES_256_GCM_SHA384 "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
        0xcca8 ECDHE_RSA_CHACHA20_POLY1305_SHA256 "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        0xcca9 ECDHE_ECDSA_CHACHA20_POLY1305_SHA256 "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
    }
}

/// Whether a number is one of those that clients send so that servers learn to pass over what they
/// don't know (GREASE, RFC 8701 2): `0x0a0a`, `0x1a1a` … `0xfafa`.
pub(super) const fn is_grease(number: u16) -> bool {
    let [high, low] = number.to_be_bytes();
    high == low && low & 0x0f == 0x0a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_have_names_and_others_print_their_number() {
        assert_eq!(ContentType::HANDSHAKE.to_string(), "handshake");
        assert_eq!(ContentType(99).to_string(), "unknown-99");
        assert_eq!(ProtocolVersion::TLS_1_3.name(), Some("TLS 1.3"));
        assert_eq!(CipherSuite(0x1301).to_string(), "TLS_AES_128_GCM_SHA256");
        assert_eq!(AlertDescription(48).to_string(), "unknown_ca");
        assert_eq!(
            (AlertLevel(2).to_string(), HandshakeType(1).to_string()),
            ("fatal".into(), "client_hello".into())
        );
    }

    #[test]
    fn grease_is_known() {
        assert!(is_grease(0x0a0a) && is_grease(0xfafa));
        assert!(!is_grease(0x0a1a) && !is_grease(0x1301));
    }
}
