//! The frames of the Language Server Protocol: a header with the length, then one JSON message.

use std::io::{self, BufRead, Write};

use serde_json::Value;

/// Writes one message.
pub(crate) fn write(to: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    to.flush()
}

/// Reads one message; `None` where the stream ends between two of them.
pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut header = String::new();
        if from.read_line(&mut header)? == 0 {
            return if length.is_none() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        let header = header.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("Content-Length")
        {
            length = Some(value.trim().parse::<usize>().map_err(io::Error::other)?);
        }
    }
    let mut body = vec![0; length.ok_or_else(|| io::Error::other("a message without Content-Length"))?];
    from.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}
