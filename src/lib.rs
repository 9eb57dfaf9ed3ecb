//! wiretale reads packets and tells the story of every WebSocket connection in them: how TCP opened,
//! how HTTP was upgraded, which frames went by, who acknowledged what, and who closed it and why.
//!
//! This page is the architecture. The modules stand in the order in which data flows through them,
//! and **a module may import only modules declared above it** (`tests/architecture.rs` checks it):
//!
//! - [`limits`]: every bound there is, each with its reason. Bytes off the wire decide nothing about
//!   our memory.
//! - [`capture`]: bytes in. A [`capture::Source`] lends one [`capture::Record`] after another: packets, with
//!   their number (Wireshark's `frame.number`) and their time, and the statistics between them, which carry
//!   time while nothing is captured, and say what was lost. pcap and pcapng, plain or compressed, from
//!   files or standard input. What a file holds besides is kept aside. Bytes are read back, not kept: a
//!   packet has a [`capture::Place`], by which a [`capture::ReadBack`] reads it again.
//!   `capture::live` watches an interface (feature `live`, Linux): a thread of its own writes what comes to
//!   a growing pcapng stream, with no rights left and the system's clock as statistics, and that stream is
//!   read like any file.
//! - [`decode`]: packet to TCP segment, IP fragments put together, or why there is none.
//! - [`flow`]: segments to TCP events. [`flow::Connections`] numbers connections like `tcp.stream`,
//!   labels segments, accounts for acknowledgements, follows the state of each side (RFC 9293), and
//!   puts the bytes of each direction in order: each once, borrowed from the packet where it came in
//!   order, holes said as gaps. What a receiver would refuse is told as a [`flow::Anomaly`] and changes
//!   nothing; in doubt, nothing is refused. A SYN that nothing follows is kept in a few dozen bytes, and
//!   what is silent for too long, or for the longest time when there is no room, is let go. What the capture
//!   itself lost is told to each connection with its next segment, and explains the holes near it.
//! - [`protocol`]: bytes to values, with nom. It knows no TCP and keeps no connection, and imports no
//!   other stage. Its [`protocol::rules`] are the one table of all rules an observer can check.
//! - [`session`]: the life of one connection above TCP. It finds out what is spoken, follows HTTP until
//!   it becomes WebSocket, or finds frames where the handshake or bytes before them are missing, inflates
//!   compressed messages, and tells every [`session::Observer`] what happened: a stream of [`session::Event`]s,
//!   borrowed, never kept. WebSocket is that of RFC 6455 and of the drafts before it, down to hixie-76: what they
//!   say is told with the same events.
//! - [`summary`]: what can be said of a whole connection: its states, who kept it alive, how it ended;
//!   and of two that a proxy joins, what it did not pass on.
//! - [`teach`]: why it happened, in words only. Events become keys and values ([`teach::Sentence`]),
//!   and these become English or Chinese with the catalogs, `catalog.toml` and `screens.toml`. Each packet
//!   is told in full; whoever listens to many hears a lesson once.
//! - [`tell`]: what is shown, whatever shows it: stories with phases, silences and folded runs; the rows
//!   of the tables; times; text made safe. [`tell::Index`] is what the interface knows of all packets.
//! - [`view`]: the outputs themselves. Each is an observer; none knows another.
//! - [`pipeline`]: joins the stages, and is the one place that knows them all. It also tells one
//!   connection again, out of packets that are read back.
//!   Where more connections are open than fit into the processor's cache, it looks some packets ahead, so that what
//!   they need comes from memory while those before them are taken in (`prefetch`; what is kept of connections
//!   stands in `slots`, which can be fetched without a look at them).
//! - [`replay`]: a capture as the terminal interface uses it, read once and read back wherever one
//!   looks. The reading can wait. Of what has no end, the index keeps the newest: [`tell::Newest`].
//!
//! The program (`main.rs`, `cli`, `watch` for interfaces, `several` for captures side by side, `progress` for who
//! waits) turns the command line into a pipeline and a view, and does nothing else.
//!
//! # Three habits
//!
//! **Push borrowed, keep owned.** Whoever wants to keep bytes copies them, bounded. Frames stream: a
//! frame of 1 GiB is never held.
//!
//! **The packet is the only clock.** No stage but `capture::live`, which writes it down, reads the time of
//! day, so that a file and a live interface give the same answer (clippy refuses `Instant::now` and its
//! like).
//!
//! **Three kinds of failure.** We can't go on: an error that names the operation, the file and the
//! mend. A peer broke a rule, or a limit was reached: an event, and analysis goes on. Our own bug: a
//! `debug_assert!`. Bytes off the wire are never indexed, sliced or unwrapped without a check.
//!
//! # An observer of one's own
//!
//! ```
//! use wiretale::capture::open;
//! use wiretale::pipeline::{self, Settings};
//! use wiretale::session::{Event, EventKind, Observer, WebSocketEvent};
//!
//! /// Counts frames.
//! #[derive(Default)]
//! struct Frames(u64);
//!
//! impl Observer for Frames {
//!     fn observe(&mut self, event: &Event<'_>) {
//!         if let EventKind::WebSocket(WebSocketEvent::Frame(_)) = event.kind {
//!             self.0 += 1;
//!         }
//!     }
//! }
//!
//! let mut capture = open("captures/echo.pcapng".as_ref())?;
//! let mut frames = Frames::default();
//! let report = pipeline::run(&mut capture, &mut frames, Settings::default());
//! assert_eq!((report.connections, frames.0), (1, 8));
//! # Ok::<(), wiretale::capture::CaptureError>(())
//! ```

pub mod limits;
mod prefetch;
mod slots;
pub mod capture;
pub mod decode;
pub mod flow;
pub mod protocol;
pub mod session;
pub mod summary;
pub mod teach;
pub mod tell;
pub mod view;
pub mod pipeline;
pub mod replay;
