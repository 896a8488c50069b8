//! The only door to the network: one page, or one step towards it, on request, by a policy of its own.
//!
//! http and https only; no address inside this machine or a private network unless asked, checked on the addresses
//! that are connected to, so that neither a name nor a redirect leads around it; few redirects; bounded time and
//! size, after decompression too; no cookies, no proxy from the environment.

mod address;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::time::Duration;

use claimant::{Failure, Opened, limits};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, ResponseExt};

use self::address::is_public;

/// What may be fetched.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Addresses in private networks and this machine too.
    pub allow_private: bool,
    /// For everything, from the name's lookup to the last byte.
    pub time: Duration,
    /// Bytes of one answer, after decompression.
    pub size: u64,
    /// Redirects that are followed.
    pub redirects: u32,
    /// Where owners of sites reach who runs this.
    pub contact: Option<String>,
    /// An address of this machine that a test takes for a public one.
    #[cfg(test)]
    pub public: Option<std::net::SocketAddr>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            allow_private: false,
            time: Duration::from_secs(30),
            size: limits::DOCUMENT as u64,
            redirects: 5,
            contact: None,
            #[cfg(test)]
            public: None,
        }
    }
}

impl Policy {
    fn allows(&self, address: std::net::SocketAddr) -> bool {
        #[cfg(test)]
        if self.public == Some(address) {
            return true;
        }
        self.allow_private || is_public(address.ip())
    }
}

/// What a server answered to one request: no redirect is followed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// Its headers, by their names in lower case; of several with one name the first.
    pub headers: BTreeMap<String, String>,
    /// The document, where the status is 200.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The header of that name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// Asks for `url` with these headers, and takes what is answered as it is, whatever its status.
pub fn ask(url: &str, headers: &[(&str, &str)], policy: &Policy) -> Result<Answer, Failure> {
    check_scheme(url)?;
    let agent = agent(&Policy { redirects: 0, ..policy.clone() });
    let request = headers.iter().fold(agent.get(url), |request, (name, value)| request.header(*name, *value));
    let mut answer = request
        .config()
        .http_status_as_error(false)
        .max_redirects_will_error(false)
        .build()
        .call()
        .map_err(|error| failure(&error, policy))?;
    let status = answer.status().as_u16();
    let mut headers = BTreeMap::new();
    for (name, value) in answer.headers() {
        if let Ok(value) = value.to_str() {
            headers.entry(name.as_str().to_owned()).or_insert_with(|| value.to_owned());
        }
    }
    let bytes = match status {
        200 => answer.body_mut().with_config().limit(policy.size).read_to_vec(),
        _ => Ok(Vec::new()),
    };
    Ok(Answer { status, headers, bytes: bytes.map_err(|error| failure(&error, policy))? })
}

/// What to say of a document that the server answered with another status than 200.
pub fn refused(status: u16) -> Failure {
    Failure::open("http-status", format!("the server answered {status}"))
        .hinting("open the address in a browser; save the page there if it needs a login")
}

fn check_scheme(url: &str) -> Result<(), Failure> {
    match ["http://", "https://"].iter().any(|scheme| starts_with(url, scheme)) {
        true => Ok(()),
        false => Err(Failure::open("bad-address", "only http and https addresses are fetched")
            .hinting("save the document and read the file")),
    }
}

fn agent(policy: &Policy) -> Agent {
    Agent::with_parts(config(policy), DefaultConnector::default(), Guard::new(policy))
}

/// Fetches the document at `url`.
pub fn fetch(url: &str, policy: &Policy) -> Result<Opened, Failure> {
    check_scheme(url)?;
    let mut answer = agent(policy).get(url).call().map_err(|error| failure(&error, policy))?;
    let media_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
    let hint = media_type.map(str::to_owned).or_else(|| Some(answer.get_uri().path().to_owned()));
    let url = answer.get_uri().to_string();
    let body = answer.body_mut().with_config().limit(policy.size).read_to_vec();
    let bytes = body.map_err(|error| failure(&error, policy))?;
    Ok(Opened { size: Some(bytes.len() as u64), bytes: Box::new(Cursor::new(bytes)), hint, url: Some(url) })
}

fn starts_with(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn config(policy: &Policy) -> Config {
    Agent::config_builder()
        .timeout_global(Some(policy.time))
        .max_redirects(policy.redirects)
        .proxy(None)
        .tls_config(TlsConfig::default())
        .user_agent(user_agent(policy))
        .accept("text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, text/*;q=0.9, */*;q=0.5")
        .max_idle_connections(0)
        .build()
}

/// The name and version, and how the one who runs this is reached.
fn user_agent(policy: &Policy) -> String {
    let name = concat!("claimant/", env!("CARGO_PKG_VERSION"));
    policy.contact.as_ref().map_or(name.to_owned(), |contact| format!("{name} (+{contact})"))
}

fn failure(error: &Error, policy: &Policy) -> Failure {
    match error {
        Error::StatusCode(status) => refused(*status),
        Error::Timeout(_) => {
            Failure::open("slow-server", format!("nothing complete came within {} s", policy.time.as_secs()))
        }
        Error::HostNotFound => {
            Failure::open("no-host", "there is no such host").hinting("check the address and the connection")
        }
        Error::BodyExceedsLimit(_) => Failure::Read(claimant::ReadError::TooLarge),
        Error::TooManyRedirects => {
            Failure::open("redirects", format!("the server redirects more than {} times", policy.redirects))
        }
        Error::Other(other) if other.is::<Refused>() => Failure::open("private-address", other.to_string())
            .hinting("--allow-private fetches it all the same"),
        other => Failure::open("no-answer", format!("the page could not be fetched: {other}")),
    }
}

/// Looks names up as usual and keeps only the addresses that the policy allows. They are what is connected to.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    policy: Policy,
}

impl Guard {
    fn new(policy: &Policy) -> Guard {
        Guard { inner: DefaultResolver::default(), policy: policy.clone() }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let mut allowed = self.empty();
        for address in self.inner.resolve(uri, config, timeout)?.iter().copied() {
            if self.policy.allows(address) {
                allowed.push(address);
            }
        }
        if allowed.is_empty() {
            return Err(Error::Other(Box::new(Refused(uri.host().unwrap_or_default().to_owned()))));
        }
        Ok(allowed)
    }
}

/// A host that has only private addresses.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is inside a private network or this machine", self.0)
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests;
