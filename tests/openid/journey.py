"""A browser's way to a provider and back, over real HTTP."""

import http.client
from urllib.parse import urlsplit

from portal.accounts.sealing import seal
from schools.models import SchoolSignIn
from tests.openid.provider import CLIENT_ID, CLIENT_SECRET


def make_sign_in(school, provider, **fields):
    values = {
        "issuer": provider.issuer,
        "client_id": CLIENT_ID,
        "sealed_secret": seal(CLIENT_SECRET),
        "active": True,
        **fields,
    }
    return SchoolSignIn.objects.create(school=school, **values)


def leave(client, school=None, query=""):
    """Where the portal sends the browser."""
    path = f"/inloggen/school/{school.slug}/naar/" if school else "/inloggen/entree/"
    return client.get(path + query)


def at_provider(address):
    """Where the provider sends the browser back to, as a path of the portal."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return f"{back.path}?{back.query}"


def sign_in(client, school=None, query=""):
    """The whole way; the portal's last answer."""
    return client.get(at_provider(leave(client, school, query).url))


def signed_in(client):
    return int(client.session.get("_auth_user_id", 0)) or None
