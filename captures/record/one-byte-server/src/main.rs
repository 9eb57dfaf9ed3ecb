//! A WebSocket server whose TCP keep-alive probes carry one garbage byte.
//!
//! Linux sends keep-alive probes without any data. Other systems, Windows for
//! one, repeat the last byte that was already acknowledged, or put a meaningless
//! byte in its place; RFC 9293, 3.8.4 allows both. The TCP of smoltcp does the
//! second, so this server brings its own TCP: it sits behind a TAP device and
//! plays a whole host with one address. It serves one connection, then exits:
//!
//! 1. it pushes `get it` as soon as the WebSocket is open,
//! 2. it sends back every text it receives,
//! 3. with `--goodbye MS` it closes that long after it last sent something back.
//!
//! What it sees it prints as one JSON object a line.

mod log;
mod tcp;

use std::io;
use std::time::{Duration, Instant};

use tungstenite::protocol::frame::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Error, Message, WebSocket};

use crate::log::Log;
use crate::tcp::{Host, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let mut host = Host::new(&arguments.options)?;
    println!(r#"{{"ready":true}}"#);

    let client_port = host.accept()?;
    let log = Log::new(client_port);

    // The request was acknowledged at once, as a kernel does. From then on wait
    // a moment, so that the acknowledgement can ride on an answer.
    let mut socket = tungstenite::accept(host).map_err(|error| error.to_string())?;
    socket.get_mut().acknowledge_after(Duration::from_millis(10));
    log.event("open");

    let result = converse(&mut socket, arguments.goodbye, &log);
    socket.get_mut().finish();
    result
}

/// The conversation, from the push to the end of the WebSocket connection.
fn converse(
    socket: &mut WebSocket<Host>,
    goodbye: Option<Duration>,
    log: &Log,
) -> Result<(), Box<dyn std::error::Error>> {
    socket.send(Message::text("get it"))?;
    log.text("send", "get it");

    loop {
        match socket.read() {
            Ok(Message::Text(text)) => {
                socket.send(Message::Text(text.clone()))?;
                log.text("message", &text);
                log.text("send", &text);
                socket.get_mut().wake_at(goodbye.map(|after| Instant::now() + after));
            }
            Ok(Message::Close(frame)) => {
                let (code, reason) =
                    frame.as_ref().map_or((1005, ""), |frame| (frame.code.into(), &*frame.reason));
                log.close(code, reason);
            }
            Ok(_) => {}
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                socket.get_mut().wake_at(None);
                socket.close(Some(CloseFrame { code: CloseCode::Normal, reason: "that was all".into() }))?;
                log.event("close called");
            }
            Err(Error::ConnectionClosed) => return Ok(()),
            Err(error) => {
                log.event("connection lost");
                return Err(error.into());
            }
        }
    }
}

/// The command line.
struct Arguments {
    options: Options,
    goodbye: Option<Duration>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn std::error::Error>> {
        let mut arguments = Self {
            options: Options {
                device: "tap0".to_owned(),
                address: [10, 44, 0, 2],
                mac: [0x02, 0x00, 0x0a, 0x2c, 0x00, 0x02],
                port: 8080,
                keep_alive: Duration::from_secs(2),
            },
            goodbye: None,
        };
        while let Some(name) = words.next() {
            let value = words.next().ok_or(format!("{name} needs a value"))?;
            let milliseconds = || value.parse().map(Duration::from_millis);
            match name.as_str() {
                "--tap" => arguments.options.device = value,
                "--port" => arguments.options.port = value.parse()?,
                "--keep-alive" => arguments.options.keep_alive = milliseconds()?,
                "--goodbye" => arguments.goodbye = Some(milliseconds()?),
                "--address" => {
                    arguments.options.address = value.parse::<std::net::Ipv4Addr>()?.octets();
                }
                "--mac" => {
                    for (byte, digits) in arguments.options.mac.iter_mut().zip(value.split(':')) {
                        *byte = u8::from_str_radix(digits, 16)?;
                    }
                }
                _ => return Err(format!("unknown option {name}").into()),
            }
        }
        Ok(arguments)
    }
}
