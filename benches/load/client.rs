//! Many WebSocket clients in one process, which speak at the rate that they are asked for.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use super::Counts;
use super::frame::{self, CLOSE, NORMAL, PING, TEXT};
use super::socket::{BUFFER, Socket};

/// What to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Connections that are open at once.
    pub(crate) connections: usize,
    /// Frames a second in all: the clients send half of them, the server answers.
    pub(crate) frames_a_second: u64,
    /// How long, once all connections are open.
    pub(crate) seconds: u64,
}

/// One frame in so many is a Ping.
const PING_EVERY: u64 = 50;
/// One connection in so many is closed, and opened anew, each second.
const REOPENED: usize = 50;
/// Most connections that are being opened at once: a listener's queue is no longer.
const OPENING: usize = 100;
/// Most frames of a connection that wait for their answer; beyond that it is left out.
const WAITING: u64 = 64;
/// What could not be sent for so long is not made up for.
const BACKLOG: Duration = Duration::from_millis(50);
/// Most frames sent before answers are looked for.
const ROUND: u64 = 256;
/// How long to wait for all connections to open, and to close; and how long at once.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(10);

/// Opens connections, speaks over them as planned, closes them; what was said and heard. Calls `speaking`
/// once all are open.
pub(crate) fn offer(server: SocketAddr, plan: Plan, speaking: impl FnOnce()) -> io::Result<Counts> {
    let mut clients = Clients {
        server,
        poll: Poll::new()?,
        events: Events::with_capacity(1024),
        buffer: vec![0; BUFFER],
        places: (0..plan.connections).map(|_| None).collect(),
        opening: 0,
        spoke: 0,
        counts: Counts::default(),
    };
    clients.all_open()?;
    speaking();
    clients.speak(plan)?;
    clients.all_open()?;
    clients.leave();
    let start = Instant::now();
    while clients.places.iter().any(Option::is_some) && start.elapsed() < PATIENCE {
        clients.listen(GLANCE)?;
    }
    Ok(clients.counts)
}

struct Clients {
    server: SocketAddr,
    poll: Poll,
    events: Events,
    buffer: Vec<u8>,
    places: Vec<Option<Client>>,
    /// How many are neither open nor closed.
    opening: usize,
    /// Texts and Pings sent.
    spoke: u64,
    counts: Counts,
}

impl Clients {
    /// Waits until all connections are open.
    fn all_open(&mut self) -> io::Result<()> {
        let start = Instant::now();
        while self.open()? && start.elapsed() < PATIENCE {
            self.listen(GLANCE)?;
        }
        Ok(())
    }

    /// Opens connections where there are none, some at a time; whether any is not open yet.
    fn open(&mut self) -> io::Result<bool> {
        let missing = self.places.iter_mut().enumerate().filter(|(_, client)| client.is_none());
        for (number, place) in missing.take(OPENING.saturating_sub(self.opening)) {
            let mut stream = TcpStream::connect(self.server)?;
            let both = Interest::READABLE | Interest::WRITABLE;
            self.poll.registry().register(&mut stream, Token(number), both)?;
            *place = Some(Client::new(stream));
            self.opening += 1;
        }
        Ok(self.opening > 0)
    }

    /// Sends frames evenly over time and over connections.
    fn speak(&mut self, plan: Plan) -> io::Result<()> {
        let (start, mut given_up) = (Instant::now(), 0);
        let in_time = |time: Duration| plan.frames_a_second / 2 * time.as_micros() as u64 / 1_000_000;
        let backlog = in_time(BACKLOG);
        let (mut next, mut reopened) = (0, 0);
        loop {
            let time = start.elapsed();
            if time.as_secs() >= plan.seconds {
                return Ok(());
            }
            let due = in_time(time).saturating_sub(self.spoke + given_up);
            given_up += due.saturating_sub(backlog);
            let mut left = due.min(ROUND);
            for _ in 0..self.places.len() {
                if left == 0 {
                    break;
                }
                next = (next + 1) % self.places.len();
                left -= u64::from(self.say(next));
            }
            // Those that close are spread over the list, so that all get their turn.
            while reopened < time.as_millis() as usize * self.places.len() / REOPENED / 1000 {
                let number = reopened * 7919 % self.places.len();
                if let Some(client) = self.places[number].as_mut().filter(|client| client.is_open()) {
                    self.counts.sent += client.close();
                }
                reopened += 1;
            }
            self.open()?;
            self.listen(if due > ROUND { Duration::ZERO } else { Duration::from_millis(1) })?;
        }
    }

    /// Lets a client send a frame, which is one packet; whether it can.
    fn say(&mut self, number: usize) -> bool {
        let client = self.places[number].as_mut();
        let Some(client) = client.filter(|client| client.is_open() && client.unanswered < WAITING) else {
            return false;
        };
        self.spoke += 1;
        let text = format!("client {number} says something for the {}th time", client.spoke);
        let is_ping = self.spoke.is_multiple_of(PING_EVERY);
        let (opcode, payload) = if is_ping { (PING, "still there?") } else { (TEXT, &text[..]) };
        client.say(opcode, payload.as_bytes());
        self.counts.messages += u64::from(opcode == TEXT);
        self.counts.sent += 1;
        client.socket.flush()
    }

    /// Closes all.
    fn leave(&mut self) {
        for place in &mut self.places {
            match place {
                Some(client) if client.is_open() => self.counts.sent += client.close(),
                Some(client) if client.stage == Stage::Closing => {}
                _ => *place = None,
            }
        }
    }

    /// Waits for what arrives, and takes it.
    fn listen(&mut self, patience: Duration) -> io::Result<()> {
        match self.poll.poll(&mut self.events, Some(patience)) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
        for event in &self.events {
            let Some(place) = self.places.get_mut(event.token().0) else { continue };
            let Some(client) = place else { continue };
            let was_opening = client.is_opening();
            let stays =
                client.turn(&self.server, &mut self.buffer, &mut self.counts) && !event.is_read_closed();
            if was_opening && !(stays && client.is_opening()) {
                self.opening -= 1;
            }
            if !stays {
                *place = None;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connecting,
    Upgrading,
    Open,
    Closing,
}

struct Client {
    socket: Socket,
    stage: Stage,
    /// Frames that wait for their answer.
    unanswered: u64,
    /// Frames sent; and the masking key of the next.
    spoke: u32,
}

impl Client {
    fn new(stream: TcpStream) -> Self {
        Self { socket: Socket::new(stream), stage: Stage::Connecting, unanswered: 0, spoke: 0 }
    }

    fn is_open(&self) -> bool {
        self.stage == Stage::Open
    }

    fn is_opening(&self) -> bool {
        matches!(self.stage, Stage::Connecting | Stage::Upgrading)
    }

    /// Writes a frame; it is sent with the next flush.
    fn say(&mut self, opcode: u8, payload: &[u8]) {
        self.spoke += 1;
        let key = self.spoke.wrapping_mul(0x9e37_79b9);
        frame::push(self.socket.out(), opcode, Some(key), payload);
        self.unanswered += 1;
    }

    /// Sends Close; how many frames that were.
    fn close(&mut self) -> u64 {
        self.say(CLOSE, &NORMAL);
        self.stage = Stage::Closing;
        self.socket.flush();
        1
    }

    /// Does what can be done; whether the connection goes on.
    fn turn(&mut self, server: &SocketAddr, buffer: &mut [u8], counts: &mut Counts) -> bool {
        if self.stage == Stage::Connecting {
            if self.socket.stream.peer_addr().is_err() {
                return matches!(self.socket.stream.take_error(), Ok(None));
            }
            self.stage = Stage::Upgrading;
            let key = STANDARD.encode([7; 16]);
            let request = format!(
                "GET /load HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            );
            self.socket.out().extend(request.into_bytes());
            if self.socket.stream.set_nodelay(true).is_err() {
                return false;
            }
        }
        let goes_on = self.socket.receive(buffer);
        if self.stage == Stage::Upgrading && self.socket.head().is_some() {
            self.stage = Stage::Open;
            counts.opened += 1;
        }
        if !self.is_opening() {
            for frame in self.socket.frames() {
                counts.received += 1;
                counts.closed += u64::from(frame.opcode == CLOSE);
                self.unanswered = self.unanswered.saturating_sub(1);
            }
        }
        self.socket.flush() && goes_on
    }
}
