//! What the user says that connections speak: Wireshark's "Decode As" for WebSocket.

use std::fmt;
use std::str::FromStr;

use crate::flow::Opened;

/// What a user says that the connections of some ports speak. The first rule that fits counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecodeAs {
    rules: [Option<DecodeAsRule>; DecodeAs::MOST],
}

/// What the connections of one port speak, on either side: `tcp.port==8080,websocket`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeAsRule {
    port: u16,
    spoken: Told,
}

/// What a user says that is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// WebSocket, with a handshake in the capture or without.
    WebSocket,
    /// Anything but a WebSocket whose handshake is not in the capture.
    Nothing,
}

/// Why a rule is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: say tcp.port==NUMBER,websocket or tcp.port==NUMBER,none")]
pub struct DecodeAsError(&'static str);

impl DecodeAs {
    /// Most rules that there may be.
    pub const MOST: usize = 16;

    /// These rules; `None` if there are more than [`MOST`](Self::MOST).
    #[must_use]
    pub fn new(rules: &[DecodeAsRule]) -> Option<Self> {
        let mut all = Self::default();
        for (place, rule) in all.rules.iter_mut().zip(rules) {
            *place = Some(*rule);
        }
        (rules.len() <= Self::MOST).then_some(all)
    }

    /// What is said of a connection.
    pub(super) fn of(&self, opened: &Opened) -> Option<Told> {
        let ports = [opened.server.port(), opened.client.port()];
        self.rules.iter().flatten().find(|rule| ports.contains(&rule.port)).map(|rule| rule.spoken)
    }
}

impl FromStr for DecodeAsRule {
    type Err = DecodeAsError;

    fn from_str(rule: &str) -> Result<Self, DecodeAsError> {
        let (layer, spoken) = rule.split_once(',').ok_or(DecodeAsError("no protocol"))?;
        let (field, port) = layer.split_once("==").ok_or(DecodeAsError("no port"))?;
        if field.trim() != "tcp.port" {
            return Err(DecodeAsError("only the port of TCP can be named"));
        }
        let port = port.trim().parse().map_err(|_| DecodeAsError("a port is a number from 0 to 65535"))?;
        let spoken = match spoken.trim().to_ascii_lowercase().as_str() {
            "websocket" => Told::WebSocket,
            "none" => Told::Nothing,
            _ => return Err(DecodeAsError("only websocket can be named, or none")),
        };
        Ok(Self { port, spoken })
    }
}

impl fmt::Display for DecodeAsRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spoken = match self.spoken {
            Told::WebSocket => "websocket",
            Told::Nothing => "none",
        };
        write!(f, "tcp.port=={},{spoken}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Roles;

    fn rule(text: &str) -> Result<DecodeAsRule, DecodeAsError> {
        text.parse()
    }

    #[test]
    fn reads_rules_as_tshark_does() {
        for text in ["tcp.port==8080,websocket", "tcp.port==0,none"] {
            assert_eq!(rule(text).unwrap().to_string(), text);
        }
        assert_eq!(rule("tcp.port == 80, WebSocket"), rule("tcp.port==80,websocket"));
        let wrong = [
            "",
            "websocket",
            "tcp.port==80",
            "udp.port==80,none",
            "tcp.port==65536,none",
            "tcp.port==1,http",
        ];
        for text in wrong {
            let error = rule(text).unwrap_err().to_string();
            assert!(error.ends_with("say tcp.port==NUMBER,websocket or tcp.port==NUMBER,none"), "{error}");
        }
    }

    #[test]
    fn the_first_rule_that_fits_counts_for_either_side() {
        let rules = ["tcp.port==80,none", "tcp.port==5000,websocket"].map(|text| rule(text).unwrap());
        let decode_as = DecodeAs::new(&rules).unwrap();
        let of = |client: u16, server: u16| {
            let [client, server] = [client, server].map(|port| ([127, 0, 0, 1], port).into());
            decode_as.of(&Opened { client, server, roles: Roles::Guessed, reused: false })
        };
        assert_eq!(of(5000, 80), Some(Told::Nothing));
        assert_eq!(of(5000, 81), Some(Told::WebSocket));
        assert_eq!(of(81, 82), None);
        assert_eq!(DecodeAs::new(&rules.repeat(9)), None);
    }
}
