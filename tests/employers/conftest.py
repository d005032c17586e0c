"""An employer with an offer, and an editor who may decide about it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from employers.models import Employer
from employers.services.offers import submit_offer
from portal.accounts.services import grant_region_role
from tests.factories import OfferFactory, UserFactory, WorkSiteFactory


@pytest.fixture
def employer(employer_user):
    return Employer.objects.get(memberships__user=employer_user)


@pytest.fixture
def draft(employer):
    return OfferFactory(employer=employer, draft=True, first_published_at=None, confirmed_on=None)


@pytest.fixture
def live(employer):
    return OfferFactory(employer=employer, title="Kijk in de smederij")


@pytest.fixture
def submitted(draft, employer_user):
    submit_offer(draft, by=employer_user)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def editor():
    user = UserFactory(first_name="Ed")
    grant_region_role(user, "editor")
    return user


@pytest.fixture
def worksite(employer):
    return WorkSiteFactory(employer=employer)


@pytest.fixture
def offer_data(employer, worksite):
    """What the form of an offer sends when it is filled in well."""
    return {
        "kind": "visit",
        "shown": "visit",
        "title": "Een ochtend in de bakkerij",
        "summary": "Je bakt brood en ziet hoe een bakker werkt.",
        "sector": employer.sector_id,
        "pupil_text": "Je kneedt deeg. Je bakt een brood.",
        "worksite": worksite.pk,
        "group_min": 4,
        "group_max": 10,
        "year_min": 1,
        "year_max": 4,
        "duration_minutes": 120,
        "lead_days": 14,
    }


@pytest.fixture
def picture_file():
    def make(size=(640, 480), kind="JPEG", name="foto.jpg", mode="RGB", **options):
        stream = BytesIO()
        Image.new(mode, size, "teal").save(stream, kind, **options)
        return SimpleUploadedFile(name, stream.getvalue(), content_type="image/jpeg")

    return make
