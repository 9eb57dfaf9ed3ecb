//! What the server saw, as one JSON object a line on standard output.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes events of the one connection.
pub struct Log {
    client_port: u16,
}

impl Log {
    pub fn new(client_port: u16) -> Self {
        Self { client_port }
    }

    /// An event that needs no further words.
    pub fn event(&self, event: &str) {
        self.line(event, "");
    }

    /// A text message that was sent or received.
    pub fn text(&self, event: &str, text: &str) {
        let fields = format!(r#","type":"text","bytes":{},"text":{}"#, text.len(), quoted(text));
        self.line(event, &fields);
    }

    /// A Close frame that was received.
    pub fn close(&self, code: u16, reason: &str) {
        let fields = format!(r#","code":{code},"reason":{}"#, quoted(reason));
        self.line("close", &fields);
    }

    fn line(&self, event: &str, fields: &str) {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        println!(
            r#"{{"at":{at},"who":"server","clientPort":{},"event":{}{fields}}}"#,
            self.client_port,
            quoted(event)
        );
    }
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
