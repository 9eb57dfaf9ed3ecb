//! Two computers that exist only inside the kernel, joined by a cable; gone with whoever made them.
//!
//! ```text
//! client 10.44.0.1  wire0 ═══ wire1  10.44.0.2 server
//! ```
//!
//! Each is a network namespace without a name and without a way out, and a mount namespace, held by a process
//! that ends when its standard input does; the cable is a veth pair. Nothing but TCP runs over it: there is no IPv6, and
//! the hardware addresses are known.

#![allow(dead_code, reason = "tests and benches compile this module for themselves and use a part of it")]

use std::fs::read_to_string;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The interface of the client.
pub(crate) const CLIENT_SIDE: &str = "wire0";
/// The interface of the server.
pub(crate) const SERVER_SIDE: &str = "wire1";
pub(crate) const CLIENT: &str = "10.44.0.1";
pub(crate) const SERVER: &str = "10.44.0.2";

/// By what right namespaces can be made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// We are root.
    Root,
    /// We may be root in a namespace of our own.
    User,
}

impl Right {
    /// What is possible here.
    pub(crate) fn find() -> Option<Self> {
        let root = is_root().then_some(Self::Root).into_iter();
        root.chain([Self::User]).find(|right| {
            let [program, words @ ..] = right.unshare() else { return false };
            let mut command = Command::new(program);
            let output = command.args(words).args(["ip", "link", "set", "lo", "up"]).output();
            output.is_ok_and(|output| output.status.success())
        })
    }

    /// The words before a program that shall run in namespaces of its own.
    fn unshare(self) -> &'static [&'static str] {
        match self {
            Self::Root => &["unshare", "--net", "--mount"],
            Self::User => &["unshare", "--user", "--map-root-user", "--net", "--mount"],
        }
    }

    /// How to enter the namespaces of a process.
    fn enter(self) -> &'static [&'static str] {
        match self {
            Self::Root => &["--net", "--mount"],
            Self::User => &["--user", "--preserve-credentials", "--net", "--mount"],
        }
    }
}

/// Whether this process is root's.
pub(crate) fn is_root() -> bool {
    let status = read_to_string("/proc/self/status").unwrap_or_default();
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    ids.and_then(|ids| ids.split_whitespace().nth(1)) == Some("0")
}

/// Both computers.
pub(crate) struct Network {
    pub(crate) client: Computer,
    pub(crate) server: Computer,
    pub(crate) right: Right,
}

impl Network {
    /// Makes both and plugs in the cable.
    pub(crate) fn new(right: Right) -> Self {
        let [program, words @ ..] = right.unshare() else { unreachable!("there is a program") };
        let mut first = Command::new(program);
        first.args(words);
        let client = Computer::hold(first, right);
        let mut second = Command::new("unshare");
        if right == Right::User {
            second = client.command("unshare");
        }
        second.args(["--net", "--mount"]);
        let server = Computer::hold(second, right);
        client.shell(&format!(
            "ip link add {CLIENT_SIDE} type veth peer name {SERVER_SIDE} netns {}",
            server.holder.id()
        ));
        let network = Self { client, server, right };
        let sides = [(&network.client, CLIENT_SIDE, 1, 2), (&network.server, SERVER_SIDE, 2, 1)];
        for (computer, side, own, peer) in sides {
            computer.shell(&format!(
                "for scope in all default; do echo 1 >/proc/sys/net/ipv6/conf/$scope/disable_ipv6; done
                ip link set lo up
                ip link set {side} address 02:00:0a:2c:00:0{own}
                ip address add 10.44.0.{own}/24 dev {side}
                ip link set {side} up
                ip neigh replace 10.44.0.{peer} lladdr 02:00:0a:2c:00:0{peer} nud permanent dev {side}"
            ));
        }
        network
    }
}

/// A network namespace, and the process that holds it.
pub(crate) struct Computer {
    holder: Child,
    right: Right,
}

impl Computer {
    fn hold(mut unshare: Command, right: Right) -> Self {
        unshare.args(["sh", "-c", "echo held; exec cat"]);
        let mut holder = unshare.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("unshare");
        let mut said = String::new();
        let out = holder.stdout.as_mut().expect("a pipe");
        BufReader::new(out).read_line(&mut said).expect("its word");
        assert_eq!(said, "held\n", "a namespace is made");
        Self { holder, right }
    }

    /// A program that will run here; its process identifier is that of the child.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.holder.id().to_string()]).args(self.right.enter());
        command.args(["--", program]);
        command
    }

    /// Runs commands of the shell here.
    pub(crate) fn shell(&self, commands: &str) {
        let mut child = self.command("sh").args(["-eu"]).stdin(Stdio::piped()).spawn().expect("sh");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(commands.as_bytes()).expect("sh reads");
        drop(stdin);
        assert!(child.wait().expect("sh").success(), "{commands}");
    }

    /// A path as it is seen here: something may be mounted there that is nowhere else.
    pub(crate) fn path(&self, path: &Path) -> PathBuf {
        let root = format!("/proc/{}/root", self.holder.id());
        Path::new(&root).join(path.strip_prefix("/").expect("an absolute path"))
    }

    /// Packets that whoever captures on an interface should have seen so far: those that came, those that
    /// went, and those that it failed to hand over, which are seen before that.
    pub(crate) fn packets(&self, interface: &str) -> u64 {
        let path = format!("/proc/{}/net/dev", self.holder.id());
        let table = read_to_string(path).expect("the counters");
        let mut lines = table.lines().filter_map(|line| line.split_once(':'));
        let (_, numbers) = lines.find(|(name, _)| name.trim() == interface).expect("the interface");
        let numbers: Vec<u64> =
            numbers.split_whitespace().map(|word| word.parse().expect("digits")).collect();
        let [received, sent, not_handed_over] = [1, 9, 11].map(|column: usize| numbers[column]);
        received + sent + not_handed_over
    }

    /// The sockets that capture on an interface here.
    pub(crate) fn packet_sockets(&self) -> usize {
        let path = format!("/proc/{}/net/packet", self.holder.id());
        let table = read_to_string(path).expect("the sockets");
        // Protocol 0 receives nothing yet.
        table.lines().skip(1).filter(|line| line.split_whitespace().nth(3) != Some("0000")).count()
    }
}

impl Drop for Computer {
    /// The holder ends; the namespace goes with the last process in it.
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}
