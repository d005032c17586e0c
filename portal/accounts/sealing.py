"""Values that must be used again but not lie about readable: sealed with a key of SECRET_KEY."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(value: str) -> str:
    return _box().encrypt(value.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Empty when it was sealed with a key that is gone: somebody has to fill it in again."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = salted_hmac("portal.accounts.sealing", "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
