//! Crafted captures: packets built field by field, and conversations that read like a script.
//!
//! ```ignore
//! mod support;
//! use support::*;
//!
//! let mut talk = Conversation::new("10.0.0.1:50000", "10.0.0.2:8080");
//! talk.handshake().get("/chat").switching_protocols();
//! talk.server(text("get it")).client_ack();
//! talk.after_ms(300).client(masked(close(1000, "bye"))).server(close(1000, "bye"));
//! talk.server_fin().client_fin().server_ack();
//! let capture: Vec<u8> = talk.into_pcap();
//! ```
//!
//! [`Conversation::packets`] is a plain list: a test may split, merge, reorder, repeat or drop what
//! is in it, and write the rest with [`to_capture`].

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "every test crate compiles this module for itself and uses another part of it"
)]

mod conversation;
mod file;
mod follow;
mod frame;
mod json;
mod link;
mod made;
mod network;
mod packet;
mod tcp_option;
mod telling;

pub use conversation::{Conversation, SAMPLE_KEY, Side, accept_for};
pub use file::{
    FileFormat, Order, RawPacket, TestStatistics, block_starts, to_capture, with_statistics, write_capture,
};
pub use follow::{Flows, decode_each, follow, follow_in};
pub use frame::{
    Frame, LengthForm, binary, close, close_empty, continuation, masked, ping, pong, reserved, text,
};
pub use json::Json;
pub use link::Link;
pub use made::Made;
pub use network::{Extension, Fragment, IpFields};
pub use packet::{TestPacket, retime};
pub use tcp_option::TcpOption;
pub use telling::{ALL_ROWS, Everything, Recorded, json_of, rows_of, source, tell_everything, text_of};
