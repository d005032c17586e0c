"""The two halves of signing in: send the browser off, and judge what it comes back with.

Authorization code flow with PKCE. The ID token's signature, issuer, audience, times and nonce are
checked, and the answer of userinfo must be about the same subject.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode

import jwt
from django.utils.crypto import constant_time_compare

from portal.accounts.openid.errors import ProviderDown, ProviderWrong
from portal.accounts.openid.fetch import get_json, post_form
from portal.accounts.openid.provider import ALGORITHMS, Provider, discover, signing_key

LEEWAY_SECONDS = 60  # clocks differ
SCOPES = "openid profile email"
OF_THE_TOKEN = ("iss", "aud", "exp", "iat", "nonce", "amr", "acr", "auth_time", "azp", "sub")


@dataclass(frozen=True)
class Client:
    """We, as this provider knows us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Secrets:
    """What ties the browser's return to its leaving; kept in its session meanwhile."""

    state: str
    nonce: str
    verifier: str


def new_secrets() -> Secrets:
    return Secrets(*(secrets.token_urlsafe(48) for _number in range(3)))


def address_to_leave_to(
    client: Client, made: Secrets, *, redirect_uri: str, sign_in_anew: bool = False
) -> str:
    """Where the browser goes. ``sign_in_anew``: whoever used this device before does not count."""
    provider = discover(client.issuer)
    challenge = hashlib.sha256(made.verifier.encode("ascii")).digest()
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": made.state,
        "nonce": made.nonce,
        "code_challenge": _base64(challenge),
        "code_challenge_method": "S256",
        **({"prompt": "login", "max_age": "0"} if sign_in_anew else {}),
    }
    joint = "&" if "?" in provider.authorization_endpoint else "?"
    return f"{provider.authorization_endpoint}{joint}{urlencode(query)}"


def claims_for(
    client: Client, made: Secrets, answer: Mapping[str, str], *, redirect_uri: str
) -> dict[str, Any]:
    """Everything the provider says of the person. ``answer`` is the query the browser brought.

    Raises ProviderDown or ProviderWrong.
    """
    provider = discover(client.issuer)
    said = answer.get("iss", "")
    if (said or provider.says_issuer) and said != provider.issuer:
        raise ProviderWrong("issuer")
    tokens = _exchange(provider, client, made, answer.get("code", ""), redirect_uri)
    access_token, id_token = tokens.get("access_token"), tokens.get("id_token")
    if not isinstance(id_token, str):
        raise ProviderWrong("token")
    claims = _verified(provider, client, made, id_token)
    if provider.userinfo_endpoint and isinstance(access_token, str):
        _check_hash(claims, access_token)
        more = get_json(provider.userinfo_endpoint, bearer=access_token)
        if more.get("sub") != claims["sub"]:
            raise ProviderWrong("subject")
        claims = {
            **more,
            **{name: claims[name] for name in OF_THE_TOKEN if name in claims},
            **{name: value for name, value in claims.items() if name not in more},
        }
    return claims


def _exchange(
    provider: Provider, client: Client, made: Secrets, code: str, redirect_uri: str
) -> dict[str, Any]:
    if not code:
        raise ProviderWrong("code")
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": made.verifier,
    }
    headers = {}
    if provider.basic_auth:
        pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
    else:
        fields |= {"client_id": client.client_id, "client_secret": client.client_secret}
    return post_form(provider.token_endpoint, fields, headers=headers)


def _verified(provider: Provider, client: Client, made: Secrets, id_token: str) -> dict[str, Any]:
    key = signing_key(provider, id_token)
    try:
        claims = jwt.decode(
            id_token,
            key=key,
            algorithms=list(ALGORITHMS),
            audience=client.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except jwt.ExpiredSignatureError:
        raise ProviderWrong("expired") from None
    except jwt.InvalidIssuerError:
        raise ProviderWrong("issuer") from None
    except jwt.InvalidAudienceError:
        raise ProviderWrong("audience") from None
    except (jwt.PyJWTError, ValueError, TypeError, binascii.Error):
        raise ProviderWrong("token") from None
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client.client_id:
        raise ProviderWrong("audience")
    if not constant_time_compare(str(claims.get("nonce", "")), made.nonce):
        raise ProviderWrong("nonce")
    if not claims["sub"]:
        raise ProviderWrong("subject")
    return claims


def _check_hash(claims: dict[str, Any], access_token: str) -> None:
    """Where the ID token says which access token it came with, it must be this one."""
    if "at_hash" not in claims:
        return
    raw = access_token.encode()
    digests = (hashlib.new(name, raw).digest() for name in ("sha256", "sha384", "sha512"))
    if claims["at_hash"] not in {_base64(digest[: len(digest) // 2]) for digest in digests}:
        raise ProviderWrong("token")


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


__all__ = [
    "Client",
    "ProviderDown",
    "ProviderWrong",
    "Secrets",
    "address_to_leave_to",
    "claims_for",
    "new_secrets",
]
