//! What a test of live capture happens on: a network, peers that speak over it, and folders.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::network::{CLIENT_SIDE, Network, Right, SERVER};
use super::watching::{Ended, Running};

/// Where Debian keeps the modules of Node.
const NODE_MODULES: &str = "/usr/share/nodejs";

/// A network, and a folder that everybody may use.
pub(crate) struct Stage {
    pub(crate) network: Network,
    folder: TempDir,
}

impl Stage {
    /// Sets a stage up; none where nobody may, which is said.
    pub(crate) fn new() -> Option<Self> {
        let Some(right) = Right::find() else {
            return left_out("network namespaces can be made neither as root nor with unshare --user");
        };
        // The program becomes another user, who shall be able to write there too.
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o1777)).unwrap();
        Some(Self { network: Network::new(right), folder })
    }

    /// The same for what only root can try.
    pub(crate) fn of_root() -> Option<Self> {
        let stage = Self::new()?;
        if stage.network.right == Right::Root {
            return Some(stage);
        }
        eprintln!("left out: this needs root");
        None
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same as a word of a command line.
    pub(crate) fn word(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The program at the client's side, in an environment that says nothing but where to spool.
    pub(crate) fn wiretale(&self, arguments: &[&str]) -> Command {
        self.program(&[env!("CARGO_BIN_EXE_wiretale")], arguments)
    }

    /// A program at the client's side that may be started by others.
    pub(crate) fn program(&self, program: &[&str], arguments: &[&str]) -> Command {
        let mut command = self.network.client.command("env");
        command.args(["-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TZ=UTC"]);
        command.arg(format!("TMPDIR={}", self.folder.path().display()));
        command.arg(format!("XDG_CACHE_HOME={}", self.path("cache").display()));
        command.args(program).args(arguments);
        command
    }

    /// Starts to watch the client's side of the cable.
    pub(crate) fn watch(&self, command: &str, arguments: &[&str]) -> Running {
        self.capture(&[&[command, "-i", CLIENT_SIDE], arguments].concat())
    }

    /// Starts a capture, and waits until it goes on.
    pub(crate) fn capture(&self, arguments: &[&str]) -> Running {
        let running = Running::start(self.wiretale(arguments));
        running.says("capturing on");
        running
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Running::start(self.wiretale(arguments)).ends()
    }

    /// The folders of spools that are there now.
    pub(crate) fn spools(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(|it| it.path().is_dir())
            {
                let is_spool = entry.file_name().to_string_lossy().starts_with("live-");
                (if is_spool { &mut found } else { &mut folders }).push(entry.path());
            }
        }
        found
    }
}

/// Says that a test is left out; where everything is meant to be tested, that is a failure.
fn left_out<T>(why: &str) -> Option<T> {
    assert!(std::env::var_os("CI").is_none(), "nothing may be left out here: {why}");
    eprintln!("left out: {why}");
    None
}

/// A server, and clients that do what they are asked to.
pub(crate) struct Peers {
    _server: Running,
    clients: Running,
}

impl Peers {
    pub(crate) fn new(network: &Network) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/peers.js");
        let node = |mut command: Command, words: &[&str]| {
            command.arg(format!("NODE_PATH={NODE_MODULES}")).arg("node").arg(&script).args(words);
            Running::start(command)
        };
        let server = node(network.server.command("env"), &["serve"]);
        server.tells(1);
        let clients = node(network.client.command("env"), &["talk", SERVER]);
        Self { _server: server, clients }
    }

    /// Asks for something, and waits until it is done.
    pub(crate) fn ask(&mut self, what: &str) {
        self.clients.ask(what);
    }
}

/// The packets that tshark reads in a file.
pub(crate) fn tshark_count(file: &Path) -> usize {
    let mut command = Command::new("tshark");
    command.args(["-n", "-r"]).arg(file).args(["-T", "fields", "-e", "frame.number"]);
    let output = command.output().expect("tshark: scripts/setup test installs it");
    String::from_utf8(output.stdout).unwrap().lines().count()
}
