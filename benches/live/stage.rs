//! One run: a program captures what clients and a server say to each other.

use std::io::{BufRead as _, BufReader, Read as _, stdin};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use super::load::{Counts, Plan, offer, serve};
use super::network::{CLIENT_SIDE, Network};
use super::programs::{Program, Said, errors};
use super::usage::{Usage, Watched, sum};

/// How long a program may take to begin.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often programs are looked at.
const GLANCE: Duration = Duration::from_millis(50);
/// After so long without a packet, all that were sent have reached a program: tcpdump asks the kernel once
/// a second where there is little to take.
const SETTLED: Duration = Duration::from_millis(1200);
/// Where the server listens.
const ADDRESS: &str = "10.44.0.2:80";

/// What one run showed.
pub(crate) struct Run {
    /// Packets that the interface saw.
    pub(crate) packets: u64,
    pub(crate) client: Counts,
    pub(crate) server: Counts,
    pub(crate) said: Said,
    pub(crate) usage: Usage,
    /// How long was spoken, in seconds.
    pub(crate) seconds: u64,
}

impl Run {
    /// Frames of both sides in a second.
    pub(crate) fn rate(&self) -> u64 {
        self.frames() / self.seconds
    }

    /// Frames that went over the wire.
    pub(crate) fn frames(&self) -> u64 {
        self.client.sent + self.server.sent
    }
}

/// Who makes, or is made to wait for, packets.
pub(crate) struct Stage<'a> {
    pub(crate) network: &'a Network,
    /// Where programs leave what they write.
    pub(crate) folder: &'a Path,
}

impl Stage<'_> {
    /// Lets a program, to which `words` are said, capture what is offered.
    pub(crate) fn run(&self, program: Program, plan: Plan, words: &[&str]) -> Run {
        self.run_and_hold(program, plan, words, None)
    }

    /// The same; once, for so long, the program is kept from doing anything.
    pub(crate) fn run_and_hold(
        &self,
        program: Program,
        plan: Plan,
        words: &[&str],
        hold: Option<Duration>,
    ) -> Run {
        let mut watched = self.start(program, words);
        let before = self.network.client.packets(CLIENT_SIDE);
        let mut server = Role::start(&self.network.server.command(&this_program()), &["serve", ADDRESS]);
        assert_eq!(server.line(), "ready");
        let numbers =
            [plan.connections as u64, plan.frames_a_second, plan.seconds].map(|number| number.to_string());
        let [connections, rate, seconds] = &numbers;
        let offer = ["offer", ADDRESS, connections, rate, seconds];
        let mut client = Role::start(&self.network.client.command(&this_program()), &offer);
        assert_eq!(client.line(), "speaking");
        if let Some(time) = hold {
            sleep(GLANCE);
            signal("-STOP", watched[0].id());
            sleep(time);
            signal("-CONT", watched[0].id());
        }
        while client.child.try_wait().expect("a child").is_none() {
            watched.iter_mut().for_each(Watched::glance);
            sleep(GLANCE);
        }
        let counts = [&mut client, &mut server].map(Role::end);
        let packets = self.settle() - before;
        signal("-INT", watched[0].id());
        let mut usage = Usage::default();
        for one in watched {
            let (used, status) = one.end();
            assert!(status.success(), "{program:?}: {status}: {}", errors(self.folder));
            usage = sum(usage, used);
        }
        let [client, server] = counts;
        let said = program.said(self.folder);
        Run { packets, client, server, said, usage, seconds: plan.seconds }
    }

    /// Starts a program, and waits until it captures.
    fn start(&self, program: Program, words: &[&str]) -> Vec<Watched> {
        let computer = &self.network.client;
        let others = computer.packet_sockets();
        let children = program.start(computer, self.folder, words);
        let begin = Instant::now();
        while computer.packet_sockets() == others {
            assert!(begin.elapsed() < PATIENCE, "{program:?} captures: {}", errors(self.folder));
            sleep(GLANCE);
        }
        // The filter is set right after that.
        sleep(4 * GLANCE);
        children.into_iter().map(Watched::new).collect()
    }

    /// Waits until nothing moves any more; packets that the interface saw.
    fn settle(&self) -> u64 {
        let mut before = 0;
        loop {
            let packets = self.network.client.packets(CLIENT_SIDE);
            if packets == before {
                return packets;
            }
            before = packets;
            sleep(SETTLED);
        }
    }
}

/// This program in one of its roles, somewhere else.
struct Role {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Role {
    /// Starts it, with all the files that the system allows: each connection is one.
    fn start(inside: &Command, words: &[&str]) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n $(ulimit -Hn); exec \"$@\"", "sh"]);
        command.arg(inside.get_program()).args(inside.get_args()).args(words);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("this program");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, out }
    }

    /// The next line that it says.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    /// Lets it end; what it counted.
    fn end(&mut self) -> Counts {
        drop(self.child.stdin.take());
        let counts = Counts::of_line(&self.line()).expect("counts");
        self.child.wait().expect("a child");
        counts
    }
}

fn signal(name: &str, id: u32) {
    let status = Command::new("kill").args([name, &id.to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()), "kill {name}");
}

fn this_program() -> String {
    std::env::current_exe().expect("this program has a path").to_str().expect("UTF-8").to_owned()
}

/// What this program does where it is not the bench itself, but one of its roles.
pub(crate) fn play(role: &str, address: &str, numbers: &[&str]) -> Option<()> {
    let address = address.parse().ok()?;
    let counts = match (role, numbers) {
        ("serve", []) => {
            let stop = AtomicBool::new(false);
            thread::scope(|scope| {
                scope.spawn(|| {
                    let _ = stdin().read_to_end(&mut Vec::new());
                    stop.store(true, Ordering::Relaxed);
                });
                serve(address, || println!("ready"), &stop)
            })
        }
        ("offer", &[connections, frames_a_second, seconds]) => {
            let plan = Plan {
                connections: connections.parse().ok()?,
                frames_a_second: frames_a_second.parse().ok()?,
                seconds: seconds.parse().ok()?,
            };
            offer(address, plan, || println!("speaking"))
        }
        _ => return None,
    };
    println!("{}", counts.expect("a network").to_line());
    Some(())
}
