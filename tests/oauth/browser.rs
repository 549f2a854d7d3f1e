//! A browser without a screen: it follows redirects, keeps cookies and leaves this computer for nobody.

use std::collections::BTreeMap;
use std::time::Duration;

use oauth2::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use oauth2::http::{Request, Response, StatusCode};
use oauth2::url::{Url, form_urlencoded};
use ureq::Body;

/// More redirects in a row than a sign-in has.
const MOST_REDIRECTS: usize = 10;

pub(crate) struct Browser {
    agent: ureq::Agent,
    /// By name: all are of one server, whose names do not depend on the path.
    cookies: BTreeMap<String, String>,
}

/// Where a request ended.
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let config = ureq::config::Config::builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self { agent: ureq::Agent::new_with_config(config), cookies: BTreeMap::new() }
    }

    pub(crate) fn open(&mut self, url: &str) -> Page {
        self.visit(Url::parse(url).expect("an address"), None)
    }

    /// Sends a form to the page's own address.
    pub(crate) fn submit(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.visit(page.url.clone(), Some(form))
    }

    fn visit(&mut self, mut url: Url, mut form: Option<String>) -> Page {
        for _ in 0..=MOST_REDIRECTS {
            let mut response = self.request(&url, form.take());
            self.keep_cookies(&response);
            let Some(location) = response.headers().get(LOCATION) else {
                let text = response.body_mut().read_to_string().expect("text");
                return Page { url, status: response.status(), text };
            };
            url = url.join(location.to_str().expect("ASCII")).expect("an address");
        }
        panic!("more than {MOST_REDIRECTS} redirects, the last one to {url}");
    }

    fn request(&self, url: &Url, form: Option<String>) -> Response<Body> {
        assert_eq!(url.host_str(), Some("127.0.0.1"), "{url}");
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().uri(url.as_str()).header(COOKIE, cookies.join("; "));
        let answer = match form {
            None => self.agent.run(request.body(()).expect("a request")),
            Some(form) => {
                let request = request.method("POST").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                self.agent.run(request.body(form).expect("a request"))
            }
        };
        answer.unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for header in response.headers().get_all(SET_COOKIE) {
            let cookie = header.to_str().expect("ASCII").split(';').next().unwrap_or_default();
            let (name, value) = cookie.split_once('=').expect("a cookie");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
