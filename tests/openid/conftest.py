import pytest

from tests.openid.journey import make_sign_in
from tests.openid.provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider


@pytest.fixture
def provider():
    provider = OpenIdProvider()
    yield provider
    provider.stop()


@pytest.fixture
def own(school, provider):
    return make_sign_in(school, provider)


@pytest.fixture
def entree(settings, provider):
    """The region's Entree: one client for all schools."""
    settings.ENTREE_ISSUER = provider.issuer
    settings.ENTREE_CLIENT_ID = CLIENT_ID
    settings.ENTREE_CLIENT_SECRET = CLIENT_SECRET
