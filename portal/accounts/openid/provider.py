"""What a provider says of itself: its addresses and its keys. Remembered for some minutes."""

import hashlib
from dataclasses import dataclass
from typing import Any

import jwt
from django.core.cache import cache

from portal.accounts.openid.errors import ProviderDown, ProviderWrong
from portal.accounts.openid.fetch import get_json, require_address

REMEMBER_SECONDS = 600
ASK_KEYS_AGAIN_SECONDS = 30
WELL_KNOWN = "/.well-known/openid-configuration"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")


@dataclass(frozen=True)
class Provider:
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    basic_auth: bool
    says_issuer: bool  # the answer to the browser names the issuer (RFC 9207)


def discover(issuer: str) -> Provider:
    """Raises ProviderDown, or ProviderWrong for a document that is of another issuer."""
    issuer = issuer.rstrip("/")
    key = _cache_key("provider", issuer)
    found = cache.get(key)
    if found is None:
        found = get_json(issuer.removesuffix(WELL_KNOWN) + WELL_KNOWN)
        cache.set(key, found, REMEMBER_SECONDS)
    return _provider(issuer.removesuffix(WELL_KNOWN), found)


def signing_key(provider: Provider, token: str) -> jwt.PyJWK:
    """The provider's key that ``token`` says it is signed with; asked again when it is new."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise ProviderWrong("token") from None
    if header.get("alg") not in ALGORITHMS:
        raise ProviderWrong("algorithm")
    key = _cache_key("keys", provider.jwks_uri)
    stored = cache.get(key)
    found = _key_in(stored, header) if stored else None
    # Anybody may send a token with an unknown key: that must not make us ask each time.
    if found is None and (stored is None or cache.add(f"{key}-again", 1, ASK_KEYS_AGAIN_SECONDS)):
        stored = get_json(provider.jwks_uri)
        cache.set(key, stored, REMEMBER_SECONDS)
        found = _key_in(stored, header)
    if found is None:
        raise ProviderWrong("unknown_key")
    return found


def _provider(issuer: str, found: dict[str, Any]) -> Provider:
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderWrong("issuer")
    addresses = {
        name: found.get(name) or ""
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
    }
    for name, address in addresses.items():
        if not isinstance(address, str):
            raise ProviderDown("discovery")
        if address or name != "userinfo_endpoint":
            require_address(address)
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(
        issuer=str(found["issuer"]),
        basic_auth="client_secret_basic" in methods,
        says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
        **addresses,
    )


def _key_in(stored: dict[str, Any], header: dict[str, Any]) -> jwt.PyJWK | None:
    rows = stored.get("keys")
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or row.get("kty") == "oct" or row.get("use") == "enc":
            continue
        if header.get("kid") not in (None, row.get("kid")):
            continue
        try:
            return jwt.PyJWK(row, algorithm=header["alg"])
        except jwt.PyJWTError:
            continue
    return None


def _cache_key(what: str, address: str) -> str:
    return f"openid-{what}-{hashlib.sha256(address.encode()).hexdigest()}"
