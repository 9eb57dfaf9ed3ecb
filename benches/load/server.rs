//! A WebSocket server that answers every text with the same text, and every Ping and Close as it must.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use slab::Slab;

use super::Counts;
use super::frame::{self, CLOSE, PING, PONG, TEXT};
use super::socket::{BUFFER, Socket};
use crate::support::accept_for;

const LISTENER: Token = Token(usize::MAX);

/// How often it looks whether it shall stop.
const GLANCE: Duration = Duration::from_millis(50);

/// Serves until it is told to stop; calls `ready` once clients can come.
pub(crate) fn serve(address: SocketAddr, ready: impl FnOnce(), stop: &AtomicBool) -> io::Result<Counts> {
    let mut listener = TcpListener::bind(address)?;
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    ready();
    let mut events = Events::with_capacity(1024);
    let mut guests: Slab<Guest> = Slab::new();
    let mut buffer = vec![0; BUFFER];
    let mut counts = Counts::default();
    while !stop.load(Ordering::Relaxed) {
        match poll.poll(&mut events, Some(GLANCE)) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    stream.set_nodelay(true)?;
                    let entry = guests.vacant_entry();
                    let both = Interest::READABLE | Interest::WRITABLE;
                    poll.registry().register(&mut stream, Token(entry.key()), both)?;
                    entry.insert(Guest::new(stream));
                }
            } else if let Some(guest) = guests.get_mut(event.token().0) {
                let stays = guest.serve(&mut buffer) && !event.is_read_closed();
                let done = guest.counts;
                guest.counts = Counts::default();
                counts += done;
                if !stays {
                    guests.remove(event.token().0);
                }
            }
        }
    }
    Ok(counts)
}

/// A client that is connected.
struct Guest {
    socket: Socket,
    is_websocket: bool,
    /// Whether our Close is on its way: then we close TCP first (RFC 6455 7.1.1).
    is_leaving: bool,
    counts: Counts,
}

impl Guest {
    fn new(stream: TcpStream) -> Self {
        let counts = Counts::default();
        Self { socket: Socket::new(stream), is_websocket: false, is_leaving: false, counts }
    }

    /// Answers what has arrived; whether the connection goes on.
    fn serve(&mut self, buffer: &mut [u8]) -> bool {
        let open = self.socket.receive(buffer);
        if !self.is_websocket {
            self.upgrade();
        }
        if self.is_websocket {
            for frame in self.socket.frames() {
                self.counts.received += 1;
                let answer = match frame.opcode {
                    TEXT => TEXT,
                    PING => PONG,
                    CLOSE => CLOSE,
                    _ => continue,
                };
                frame::push(self.socket.out(), answer, None, &frame.payload);
                self.counts.sent += 1;
                self.counts.messages += u64::from(answer == TEXT);
                if answer == CLOSE {
                    self.is_leaving = true;
                    self.counts.closed += 1;
                    break;
                }
            }
        }
        self.socket.flush() && open && !(self.is_leaving && self.socket.is_flushed())
    }

    fn upgrade(&mut self) {
        let Some(head) = self.socket.head() else { return };
        let key = head.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let accept = accept_for(key.expect("only our own clients come"));
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        self.socket.out().extend(answer.into_bytes());
        self.is_websocket = true;
        self.counts.opened += 1;
    }
}
