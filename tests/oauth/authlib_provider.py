"""An OAuth server for the test beside it: the pages on which a person signs in and consents, around Authlib.

Usage: python authlib_provider.py SCOPE…

It is spoken to, and speaks, as provider.mjs: the first line says where it listens on 127.0.0.1; a line follows for each
request that matters, and for each secret. It ends with its stdin.
"""

import logging
import os
import secrets
import sys
import threading
import time
import traceback
from urllib.parse import urlsplit

# It serves this computer alone.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import Flask, json, redirect, request, session
from werkzeug.serving import make_server

MOST_REQUESTS = 100
MOST_SECONDS = 60
LIFETIME = 600

SCOPES = sys.argv[1:]
CODES = {}
TOKENS = []


def say(line):
    print(line, flush=True)


def fail(problem):
    print(problem, file=sys.stderr, flush=True)
    os._exit(1)


class Client(ClientMixin):
    """A public client with a loopback address."""

    def __init__(self, client_id):
        self.client_id = client_id

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return " ".join(name for name in (scope or "").split() if name in SCOPES)

    def check_redirect_uri(self, redirect_uri):
        # Any port of it: RFC 8252, section 7.3.
        parts = urlsplit(redirect_uri)
        return (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "/")

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "none"

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type in ("authorization_code", "refresh_token")


CLIENTS = {
    name: Client(name)
    for name in (
        "integration",
        # Is told the scope of a token only where it must be: RFC 6749, section 5.1.
        "terse",
        # Is never told, which that section forbids where it is not the one that was asked.
        "careless",
        # The API, which asks what a token is good for: RFC 7662.
        "api",
    )
}


class Code(AuthorizationCodeMixin):
    """What a person granted to whom, until it becomes a token."""

    def __init__(self, code, payload, asked, granted, withdrawn, user):
        self.code = code
        self.client_id = payload.client_id
        self.redirect_uri = payload.redirect_uri
        self.code_challenge = payload.data.get("code_challenge")
        self.code_challenge_method = payload.data.get("code_challenge_method")
        self.asked, self.granted, self.withdrawn, self.user = asked, granted, withdrawn, user

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.granted


class Token(TokenMixin):
    """An access token, with its refresh token if it has one."""

    def __init__(self, client, user, answer):
        self.client, self.user = client, user
        self.access_token, self.refresh_token = answer["access_token"], answer.get("refresh_token")
        self.scope = answer.get("scope", "")
        self.end = time.time() + LIFETIME

    def check_client(self, client):
        return self.client is client

    def get_scope(self):
        return self.scope

    def get_expires_in(self):
        return LIFETIME

    def is_expired(self):
        return time.time() > self.end

    def is_revoked(self):
        return False


class AuthorizationCodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def save_authorization_code(self, code, request):
        """The form names what is declined, and what the person takes back as soon as the first token is issued."""
        declined = request.form.getlist("decline")
        granted = " ".join(name for name in request.scope.split() if name not in declined)
        withdrawn = request.form.getlist("withdraw")
        CODES[code] = Code(code, request.payload, request.payload.scope, granted, withdrawn, request.user)
        say(f"authorized {request.payload.scope}")

    def query_authorization_code(self, code, client):
        found = CODES.get(code)
        return found if found and found.client_id == client.client_id else None

    def delete_authorization_code(self, authorization_code):
        del CODES[authorization_code.code]

    def authenticate_user(self, authorization_code):
        return authorization_code.user


class RefreshTokenGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def authenticate_refresh_token(self, refresh_token):
        return next((token for token in TOKENS if token.refresh_token == refresh_token), None)

    def authenticate_user(self, refresh_token):
        return refresh_token.user

    def revoke_old_credential(self, refresh_token):
        """The refresh token goes on, with all that was granted first: a later refresh may ask for that again."""


class Introspection(IntrospectionEndpoint):
    CLIENT_AUTH_METHODS = ["none"]

    def check_permission(self, token, client, request):
        return client.client_id == "api"

    def query_token(self, token_string, token_type_hint):
        return next((token for token in TOKENS if token.access_token == token_string), None)

    def introspect_token(self, token):
        return {"active": True, "client_id": token.client.client_id, "scope": token.scope, "sub": token.user}


class Issuer(IssuerParameter):
    def get_issuer(self):
        return issuer


def save_token(answer, request):
    TOKENS.append(Token(request.client, request.user, answer))


app = Flask(__name__)
app.secret_key = secrets.token_bytes(32)
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
server = AuthorizationServer(app, query_client=CLIENTS.get, save_token=save_token)
server.register_grant(AuthorizationCodeGrant, [CodeChallenge(required=True)])
server.register_grant(RefreshTokenGrant)
server.register_endpoint(Introspection)
server.register_extension(Issuer())


@app.route("/auth", methods=["GET", "POST"])
def authorize():
    """The two pages of a sign-in. GET says which one it is, and a line for each scope asked; POST takes the form."""
    user = session.get("user")
    if user is None:
        if request.method == "GET":
            return "login"
        session["user"] = request.form["name"]
        return redirect(request.url)
    grant = server.get_consent_grant(end_user=user)
    if request.method == "GET":
        return "\n".join(["consent", *grant.request.scope.split()])
    return server.create_authorization_response(grant_user=None if "refuse" in request.form else user, grant=grant)


def is_told(client, asked, granted):
    """Whether the client is told the scope of its token."""
    if client == "careless":
        return False
    return client != "terse" or set(asked.split()) != set(granted.split())


@app.post("/token")
def token():
    """Says what a token request asked and was answered."""
    form = request.form
    kind, asked = form["grant_type"], form.get("scope", "-")
    code = CODES.get(form.get("code"))
    response = server.create_token_response()
    answer = json.loads(response.get_data())
    if response.status_code != 200:
        say(f"{kind} asked {asked} failed {answer['error']}")
        return response
    for secret in ("code", "code_verifier", "refresh_token", "access_token"):
        for holder in (form, answer):
            if secret in holder:
                say(f"secret {holder[secret]}")
    if code:
        TOKENS[-1].scope = " ".join(name for name in TOKENS[-1].scope.split() if name not in code.withdrawn)
    if not is_told(form["client_id"], code.asked if code else asked, answer["scope"]):
        del answer["scope"]
    say(f"{kind} asked {asked} answered {answer.get('scope', '-')}")
    response.set_data(json.dumps(answer))
    return response


@app.post("/token/introspection")
def introspect():
    return server.create_endpoint_response(Introspection.ENDPOINT_NAME)


requests = 0


@app.before_request
def count():
    global requests
    requests += 1
    if requests > MOST_REQUESTS:
        fail(f"more than {MOST_REQUESTS} requests")


@app.errorhandler(Exception)
def unexpected(error):
    fail("".join(traceback.format_exception(error)))


def end():
    sys.stdin.read()
    os._exit(0)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
threading.Thread(target=end, daemon=True).start()
overdue = threading.Timer(MOST_SECONDS, fail, [f"still running after {MOST_SECONDS} s"])
overdue.daemon = True
overdue.start()
http = make_server("127.0.0.1", 0, app)
issuer = f"http://127.0.0.1:{http.server_port}"
say(f"listening {issuer}")
http.serve_forever()
