use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use super::*;

/// A server on this machine that gives `answer` to every caller.
fn serve(answer: impl Fn(&mut TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            answer(&mut stream);
        }
    });
    address
}

fn says(status: &str, headers: &str, body: &[u8]) -> impl Fn(&mut TcpStream) + Send + 'static {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    let all = [head.as_bytes(), body].concat();
    move |stream| {
        let _ = stream.write_all(&all);
    }
}

fn private() -> Policy {
    Policy { allow_private: true, ..Policy::default() }
}

fn refused(url: &str, policy: &Policy) -> Failure {
    match fetch(url, policy) {
        Ok(_) => panic!("{url} was fetched"),
        Err(failure) => failure,
    }
}

#[test]
fn a_page_is_fetched_with_its_kind_and_its_last_address() {
    let page = serve(says("200 OK", "Content-Type: text/html\r\n", b"<p>Rates fell."));
    let first = serve(says("302 Found", &format!("Location: http://{page}/b\r\n"), b""));
    let mut opened =
        fetch(&format!("http://{first}/a"), &private()).unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    opened.bytes.read_to_string(&mut text).unwrap();
    assert_eq!(text, "<p>Rates fell.");
    assert_eq!(opened.hint.as_deref(), Some("text/html"));
    assert_eq!(opened.url, Some(format!("http://{page}/b")));
}

#[test]
fn this_machine_is_not_fetched_from_unless_asked() {
    let page = serve(says("200 OK", "", b"secret"));
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
        let failure = refused(&format!("http://{host}:{}/", page.port()), &Policy::default());
        assert_eq!(failure.code(), "private-address", "{host}: {failure}");
        assert!(failure.hint().is_some_and(|hint| hint.contains("--allow-private")));
    }
}

#[test]
fn a_redirect_does_not_lead_around_the_policy() {
    let secret = serve(says("200 OK", "", b"secret"));
    let public = serve(says("302 Found", &format!("Location: http://{secret}/\r\n"), b""));
    let policy = Policy { public: Some(public), ..Policy::default() };
    assert_eq!(refused(&format!("http://{public}/"), &policy).code(), "private-address");
    let to_ftp = serve(says("302 Found", "Location: ftp://127.0.0.1/a\r\n", b""));
    assert_eq!(refused(&format!("http://{to_ftp}/"), &private()).code(), "no-answer");
}

#[test]
fn redirects_come_to_an_end() {
    let around = serve(says("302 Found", "Location: /again\r\n", b""));
    assert_eq!(refused(&format!("http://{around}/"), &private()).code(), "redirects");
}

#[test]
fn a_slow_server_is_given_up() {
    let slow = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for _ in 0..100 {
            thread::sleep(Duration::from_millis(50));
            if stream.write_all(b"x").is_err() {
                return;
            }
        }
    });
    let policy = Policy { time: Duration::from_millis(400), ..private() };
    let start = std::time::Instant::now();
    assert_eq!(refused(&format!("http://{slow}/"), &policy).code(), "slow-server");
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_huge_answer_is_given_up_packed_or_not() {
    let policy = Policy { size: 100_000, ..private() };
    let plain = serve(says("200 OK", "", &[b'x'; 200_000]));
    assert_eq!(refused(&format!("http://{plain}/"), &policy).code(), "too-large");
    // 1,000,000 zeros, packed: the limit holds for what comes out.
    let packed = serve(says("200 OK", "Content-Encoding: gzip\r\n", &gzip_of_zeros()));
    assert_eq!(refused(&format!("http://{packed}/"), &policy).code(), "too-large");
}

/// A gzip stream of 1,000,000 zero bytes.
fn gzip_of_zeros() -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 1_000_000]).unwrap();
    packed.finish().unwrap()
}

#[test]
fn other_schemes_and_errors_are_told_apart() {
    assert_eq!(refused("ftp://example.org/a", &Policy::default()).code(), "bad-address");
    assert_eq!(refused("file:///etc/hostname", &Policy::default()).code(), "bad-address");
    let missing = serve(says("404 Not Found", "", b"no"));
    let failure = refused(&format!("http://{missing}/"), &private());
    assert_eq!((failure.code(), failure.to_string().as_str()), ("http-status", "the server answered 404"));
}
