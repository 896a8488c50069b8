//! Work that may crash or never end, in a child process: this program again, with a hidden command.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Why a child gave no answer.
pub enum Broke {
    /// It could not be started.
    Start(io::Error),
    /// It was killed when its time was over.
    TooLong,
}

/// Starts `command`, gives it `input` and returns all that it prints, up to `most` bytes; kills it after `time`.
pub fn converse(
    mut command: Command,
    input: &[u8],
    time: Duration,
    most: u64,
) -> Result<(Vec<u8>, ExitStatus), Broke> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(Broke::Start)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (sender, printed) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let _ = stdout.map(|out| out.take(most).read_to_end(&mut answer));
        sender.send(answer)
    });
    let deadline = Instant::now() + time;
    thread::scope(|scope| {
        // A child that dies early does not read on; its status tells.
        scope.spawn(move || stdin.map(|mut to| to.write_all(input)));
        let answer = printed.recv_timeout(time).ok();
        let ended = answer.map(|answer| (answer, ended_by(&mut child, deadline)));
        let _ = child.kill();
        let _ = child.wait();
        match ended {
            Some((answer, Some(status))) => Ok((answer, status)),
            _ => Err(Broke::TooLong),
        }
    })
}

/// How `child` ended, if it did by `deadline`.
fn ended_by(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(1)),
            _ => return None,
        }
    }
}

/// Gives up what a parser does not need. Where the system refuses, the parent's clock still holds.
#[cfg(unix)]
pub fn confine(memory: u64, seconds: u64) {
    use nix::sys::resource::{Resource, setrlimit};
    let limits = [
        (Resource::RLIMIT_AS, memory),
        (Resource::RLIMIT_CPU, seconds),
        (Resource::RLIMIT_CORE, 0),
        (Resource::RLIMIT_FSIZE, 0),
    ];
    for (resource, limit) in limits {
        let _ = setrlimit(resource, limit, limit);
    }
    #[cfg(target_os = "linux")]
    {
        use nix::sched::{CloneFlags, unshare};
        let _ = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET);
    }
}

/// Nothing can be given up here: the parent's clock holds.
#[cfg(not(unix))]
pub fn confine(_memory: u64, _seconds: u64) {}
