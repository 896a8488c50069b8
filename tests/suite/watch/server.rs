//! A server on this machine: it answers what it is told to, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    status: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    wait: Duration,
}

impl Answer {
    pub fn ok(media_type: &str, body: &str) -> Answer {
        let headers = vec![("Content-Type".to_owned(), media_type.to_owned())];
        Answer { status: "200 OK".to_owned(), headers, body: body.as_bytes().to_vec(), wait: Duration::ZERO }
    }

    pub fn status(status: &str) -> Answer {
        Answer { status: status.to_owned(), headers: Vec::new(), body: b"no".to_vec(), wait: Duration::ZERO }
    }

    /// The same with a header.
    pub fn with(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, but it takes a while.
    pub fn after(mut self, wait: Duration) -> Answer {
        self.wait = wait;
        self
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn write(&self, to: &mut TcpStream) {
        thread::sleep(self.wait);
        let headers: String =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = self.body.len();
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n",
            self.status
        );
        // A caller that was killed does not listen.
        let _ = to.write_all(head.as_bytes()).and_then(|()| to.write_all(&self.body));
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    headers: BTreeMap<String, String>,
}

impl Asked {
    /// The header of that name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// The server: answers by path; robots.txt is missing unless it is set.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    answers: Mutex<BTreeMap<String, Answer>>,
    asked: Mutex<Vec<Asked>>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared::default());
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = serving.clone();
                thread::spawn(move || serve(stream, &shared));
            }
        });
        Server { address, shared }
    }

    /// The address of `path`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From now on `path` is answered so.
    pub fn set(&self, path: &str, answer: Answer) {
        self.shared.answers.lock().expect("answers").insert(path.to_owned(), answer);
    }

    /// What was asked since it was last forgotten.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("asked").clone()
    }

    /// The paths of that.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }

    pub fn forget(&self) {
        self.shared.asked.lock().expect("asked").clear();
    }
}

fn serve(mut stream: TcpStream, shared: &Shared) {
    let Some(asked) = request(&stream) else { return };
    let answer = shared.answers.lock().expect("answers").get(&asked.path).cloned();
    let answer = answer.unwrap_or_else(|| Answer::status("404 Not Found"));
    let same = |asked: Option<&str>, has: Option<&str>| asked.is_some() && asked == has;
    let unchanged = same(asked.header("if-none-match"), answer.header("etag"))
        || asked.header("if-none-match").is_none()
            && same(asked.header("if-modified-since"), answer.header("last-modified"));
    shared.asked.lock().expect("asked").push(asked);
    match unchanged {
        true => Answer::status("304 Not Modified").nothing().write(&mut stream),
        false => answer.write(&mut stream),
    }
}

impl Answer {
    fn nothing(mut self) -> Answer {
        self.body.clear();
        self
    }
}

fn request(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line.ok().filter(|line| !line.is_empty());
        let Some(line) = line else { break };
        let (name, value) = line.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    Some(Asked { path, headers })
}
