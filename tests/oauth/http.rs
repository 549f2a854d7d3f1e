//! HTTP for tests that play one side of a flow: a web server of a few lines on a free port of 127.0.0.1, and what sends the
//! requests of the crate oauth2.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use oauth2::http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use oauth2::{HttpRequest, HttpResponse};

/// How long a connection may be silent. A browser or a client that fails does not keep the server.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many bytes of a request are read at most.
const MOST: u64 = 64 * 1024;

/// A server that runs until this goes.
pub(crate) struct Server {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(mut answer: impl FnMut(&Request<String>) -> Response<String> + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let is_over = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&is_over);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if seen.load(Ordering::SeqCst) {
                    return;
                }
                // Whoever has gone away is not answered.
                let _ = receive(&stream).and_then(|request| respond(&stream, &answer(&request)));
            }
        });
        Self { address, is_over, thread: Some(thread) }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // It waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn receive(stream: &TcpStream) -> io::Result<Request<String>> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.take(MOST));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Err(broken()) };
    let mut request = Request::builder().method(method).uri(target);
    let headers = request.headers_mut().ok_or_else(broken)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        let name = HeaderName::try_from(name).map_err(|_| broken())?;
        headers.append(name, HeaderValue::try_from(value.trim()).map_err(|_| broken())?);
    }
    let mut body = vec![0; length(headers)];
    reader.read_exact(&mut body)?;
    request.body(String::from_utf8(body).map_err(|_| broken())?).map_err(|_| broken())
}

fn length(headers: &HeaderMap) -> usize {
    let length = headers.get("content-length").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    usize::try_from(length.unwrap_or(0).min(MOST)).expect("it is small")
}

fn broken() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

fn respond(mut stream: &TcpStream, response: &Response<String>) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\n", response.status());
    for (name, value) in response.headers() {
        head.extend([name.as_str(), ": ", value.to_str().map_err(|_| broken())?, "\r\n"]);
    }
    let body = response.body();
    write!(stream, "{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// Sends a request of the crate oauth2.
pub(crate) fn send(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let (head, mut body) = ureq::run(request)?.into_parts();
    Ok(Response::from_parts(head, body.read_to_vec()?))
}
