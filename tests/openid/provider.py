"""A small real OpenID provider on this machine: discovery, keys, authorize, token, userinfo.

It is strict where the standard is (code once, PKCE, client's secret, return address), so that a
client that forgets something fails here. ``wrong`` makes it misbehave in one way.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "praktijkplein"
CLIENT_SECRET = "geheim-van-de-test"
KEY_ID = "sleutel-1"


@cache
def signing_key(name=KEY_ID):
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OpenIdProvider:
    """``person``: the claims of who signs in; ``ask``: show a page with a button first."""

    def __init__(self):
        self.person = {"sub": "persoon-1"}
        self.wrong = ""
        self.ask = False
        self.basic_auth = True
        self.asked = []
        self.codes = {}
        self.tokens = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.provider = self
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def discovery(self):
        issuer = self.issuer
        return {
            "issuer": "https://iemand-anders.example" if self.wrong == "discovery" else issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic" if self.basic_auth else "client_secret_post"
            ],
            "authorization_response_iss_parameter_supported": True,
        }

    def jwks(self):
        row = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(signing_key().public_key()))
        kid = "een-andere" if self.wrong == "unknown_key" else KEY_ID
        return {"keys": [{**row, "kid": kid, "use": "sig", "alg": "RS256"}]}

    def authorize(self, query):
        """The address that the browser goes back to."""
        self.asked.append(query)
        if self.wrong == "cancelled":
            return _with(query["redirect_uri"], error="access_denied", state=query["state"])
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**query, "person": dict(self.person)}
        issuer = "https://mix.example" if self.wrong == "mix_up" else self.issuer
        return _with(query["redirect_uri"], code=code, state=query["state"], iss=issuer)

    def token(self, fields, authorization):
        """(status, answer) for the code, once, to the client that proves it is the one."""
        given = self.codes.pop(fields.get("code", ""), None)
        if not self._is_client(fields, authorization):
            return 401, {"error": "invalid_client"}
        if given is None or fields.get("redirect_uri") != given["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        if given["code_challenge_method"] != "S256" or _base64(digest) != given["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        access_token = secrets.token_urlsafe(16)
        self.tokens[access_token] = given["person"]
        answer = {"access_token": access_token, "token_type": "Bearer"}
        if self.wrong != "no_id_token":
            answer["id_token"] = self.id_token(given, access_token)
        return 200, answer

    def id_token(self, given, access_token):
        now = int(time.time())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": given["nonce"],
            "at_hash": _base64(half),
            **{k: v for k, v in given["person"].items() if k in ("sub", "amr", "auth_time")},
            **self._wrong_claims(now),
        }
        keys = {
            "no_signature": (None, "none"),
            "own_secret": (CLIENT_SECRET * 3, "HS256"),
            "signature": (signing_key("vals"), "RS256"),
        }
        key, algorithm = keys.get(self.wrong, (signing_key(), "RS256"))
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": KEY_ID})

    def _wrong_claims(self, now):
        return {
            "issuer": {"iss": "https://iemand-anders.example"},
            "audience": {"aud": "een-ander-portaal"},
            "two_audiences": {"aud": [CLIENT_ID, "een-ander-portaal"]},
            "expired": {"iat": now - 900, "exp": now - 600},
            "nonce": {"nonce": "van-een-andere-keer"},
            "no_nonce": {"nonce": ""},
            "at_hash": {"at_hash": "anders"},
        }.get(self.wrong, {})

    def userinfo(self, authorization):
        person = self.tokens.get(authorization.removeprefix("Bearer "))
        if person is None:
            return 401, {"error": "invalid_token"}
        hidden = ("amr", "auth_time")
        found = {name: value for name, value in person.items() if name not in hidden}
        if self.wrong == "subject":
            found["sub"] = "iemand-anders"
        return 200, found

    def _is_client(self, fields, authorization):
        if not self.basic_auth:
            pair = [fields.get("client_id"), fields.get("client_secret")]
            return pair == [CLIENT_ID, CLIENT_SECRET]
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        return [unquote_plus(part) for part in pair.split(":")] == [CLIENT_ID, CLIENT_SECRET]


class _Handler(BaseHTTPRequestHandler):
    broken: ClassVar = {
        "down": (503, b"even niet"),
        "nonsense": (200, b"<html>hallo</html>"),
        "endless": (200, b" " * (600 * 1024)),
    }

    @property
    def provider(self):
        return self.server.provider

    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.provider.wrong in self.broken:
            self._send(*self.broken[self.provider.wrong])
        elif parts.path == "/authorize":
            self._authorize(query)
        else:
            answers = {
                "/.well-known/openid-configuration": lambda: (200, self.provider.discovery()),
                "/jwks": lambda: (200, self.provider.jwks()),
                "/userinfo": lambda: self.provider.userinfo(self.headers["Authorization"] or ""),
            }
            self._json(*answers.get(parts.path, lambda: (404, {}))())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        if self.provider.wrong == "token_down":
            self._send(502, b"")
        else:
            self._json(*self.provider.token(fields, self.headers["Authorization"] or ""))

    def _authorize(self, query):
        if self.provider.ask and "ok" not in query:
            link = escape(_with(f"{self.provider.issuer}/authorize", **query, ok="1"))
            page = f"<!doctype html><h1>Inloggen bij school</h1><a href='{link}'>Ja, dat ben ik</a>"
            self._send(200, page.encode(), "text/html; charset=utf-8")
            return
        self.send_response(302)
        self.send_header("Location", self.provider.authorize(query))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, status, answer):
        self._send(status, json.dumps(answer).encode())

    def _send(self, status, body, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Quiet."""


def _with(address, **query):
    return f"{address}?{urlencode(query)}"


def _base64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
