"""Asking a provider something over HTTP, where somebody outside chose the address.

A coordinator types the address, so it may not point into our own network: only https, only
addresses of the internet, no redirects. The address that was checked is the one connected to, so
that a name that changes in between does not help. Answers are small and come soon, or not.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from portal.accounts.openid.errors import ProviderDown, ProviderWrong

MAX_BYTES = 512 * 1024
CONNECT_SECONDS = 5
ALL_SECONDS = 10
OK = 200


def get_json(url: str, *, bearer: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return _json(*_ask("GET", url, None, headers))


def post_form(url: str, fields: dict[str, str], *, headers: dict[str, str]) -> dict[str, Any]:
    headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    return _json(*_ask("POST", url, urlencode(fields), headers))


def require_address(url: str) -> None:
    """Raises ProviderWrong for an address that we never call: no https, or no host."""
    try:
        parts = urlsplit(url)
        inside = parts.hostname in settings.OPENID_INSIDE_HOSTS
        fits = bool(parts.hostname) and parts.scheme == "https" and parts.port in (None, 443)
    except ValueError:
        raise ProviderWrong("address") from None
    if not (fits or inside) or parts.username or parts.fragment:
        raise ProviderWrong("address")


def _json(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500:  # noqa: PLR2004
        raise ProviderDown("unavailable")
    try:
        found = json.loads(body)
    except ValueError:
        raise ProviderDown("no_json") from None
    if not isinstance(found, dict):
        raise ProviderDown("no_json")
    if status != OK:
        raise ProviderWrong("refused")
    return found


def _ask(method: str, url: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
    require_address(url)
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    until = time.monotonic() + ALL_SECONDS
    connection = _connection(parts)
    try:
        connection.request(method, target, body, {"Accept": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, _read(answer, until)
    except (OSError, http.client.HTTPException, UnicodeError):
        raise ProviderDown("unreachable") from None
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """All of it, unless it is long or comes a drop at a time."""
    body = b""
    while part := answer.read1(64 * 1024):
        body += part
        if len(body) > MAX_BYTES or time.monotonic() > until:
            raise ProviderDown("too_much")
    return body


def _connection(parts) -> http.client.HTTPConnection:
    if parts.hostname in settings.OPENID_INSIDE_HOSTS:
        kind = _Https if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.hostname, parts.port, timeout=CONNECT_SECONDS)
    return _PinnedHttps(parts.hostname, _public_address(parts.hostname))


def _public_address(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ProviderDown("unreachable") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(ipaddress.ip_address(a).is_global for a in addresses):
        raise ProviderWrong("address")
    return addresses[0]


class _Https(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int | None, *, timeout: float):
        super().__init__(host, port, timeout=timeout, context=ssl.create_default_context())


class _PinnedHttps(_Https):
    """Connects to ``address`` and checks the certificate of ``host``."""

    def __init__(self, host: str, address: str):
        super().__init__(host, None, timeout=CONNECT_SECONDS)
        self.address = address
        self.tls = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)
