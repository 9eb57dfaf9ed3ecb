//! One host with one TCP connection: smoltcp behind a TAP device, as a blocking
//! byte stream.

use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::phy::{Medium, TunTapInterface, wait};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::time;
use smoltcp::wire::{EthernetAddress, IpAddress, IpCidr};

/// The longest sleep, so that deadlines are met whatever the network does.
const NAP: time::Duration = time::Duration::from_millis(20);

/// Who the host is, and how it keeps its connection alive.
pub struct Options {
    pub device: String,
    pub address: [u8; 4],
    pub mac: [u8; 6],
    pub port: u16,
    pub keep_alive: Duration,
}

/// The host and its connection.
pub struct Host {
    device: TunTapInterface,
    interface: Interface,
    sockets: SocketSet<'static>,
    handle: SocketHandle,
    wake_at: Option<Instant>,
}

impl Host {
    /// Takes the device and listens on the port.
    pub fn new(options: &Options) -> io::Result<Self> {
        let mut device = TunTapInterface::new(&options.device, Medium::Ethernet)?;
        let mut config = Config::new(EthernetAddress(options.mac).into());
        config.random_seed =
            u64::from(std::process::id()) ^ time::Instant::now().total_micros().cast_unsigned();
        let mut interface = Interface::new(config, &mut device, time::Instant::now());
        let [a, b, c, d] = options.address;
        interface.update_ip_addrs(|addresses| {
            addresses
                .push(IpCidr::new(IpAddress::v4(a, b, c, d), 24))
                .expect("an interface has room for one address");
        });

        let mut socket = Socket::new(SocketBuffer::new(vec![0; 65_536]), SocketBuffer::new(vec![0; 65_536]));
        // Before `listen`: on an open connection it would probe at once.
        socket.set_keep_alive(Some(options.keep_alive.into()));
        socket.set_nagle_enabled(false);
        socket.set_ack_delay(None);
        socket.listen(options.port).map_err(io::Error::other)?;

        let mut sockets = SocketSet::new(Vec::new());
        let handle = sockets.add(socket);
        Ok(Self { device, interface, sockets, handle, wake_at: None })
    }

    /// Waits for the client; returns its port.
    pub fn accept(&mut self) -> io::Result<u16> {
        loop {
            self.run();
            let socket = self.socket();
            if let (State::Established, Some(client)) = (socket.state(), socket.remote_endpoint()) {
                return Ok(client.port);
            }
            self.sleep()?;
        }
    }

    /// How long an acknowledgement waits for data to ride on.
    pub fn acknowledge_after(&mut self, delay: Duration) {
        self.socket().set_ack_delay(Some(delay.into()));
    }

    /// When a waiting `read` shall give up with [`io::ErrorKind::WouldBlock`].
    pub fn wake_at(&mut self, at: Option<Instant>) {
        self.wake_at = at;
    }

    /// Closes TCP and answers until the connection is over, two seconds at most.
    pub fn finish(&mut self) {
        self.socket().close();
        let until = Instant::now() + Duration::from_secs(2);
        let over = [State::TimeWait, State::Closed];
        while Instant::now() < until && !over.contains(&self.socket().state()) {
            self.run();
            if self.sleep().is_err() {
                return;
            }
        }
        self.run();
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.handle)
    }

    /// Takes in and sends what there is.
    fn run(&mut self) {
        self.interface.poll(time::Instant::now(), &mut self.device, &mut self.sockets);
    }

    /// Sleeps until a packet comes or a timer of TCP is due.
    fn sleep(&mut self) -> io::Result<()> {
        let due = self.interface.poll_delay(time::Instant::now(), &self.sockets);
        let nap = due.map_or(NAP, |due| due.min(NAP));
        wait(self.device.as_raw_fd(), Some(nap))
    }
}

impl Read for Host {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.run();
            let socket = self.socket();
            if socket.can_recv() {
                return socket.recv_slice(buffer).map_err(io::Error::other);
            }
            if !socket.may_recv() {
                return Ok(0);
            }
            if self.wake_at.is_some_and(|at| at <= Instant::now()) {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            self.sleep()?;
        }
    }
}

impl Write for Host {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            let socket = self.socket();
            if !socket.may_send() {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            if socket.can_send() {
                let sent = socket.send_slice(bytes).map_err(io::Error::other)?;
                self.run();
                return Ok(sent);
            }
            self.run();
            self.sleep()?;
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.run();
        Ok(())
    }
}
