import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from employers.models import Offer
from employers.services.offers import save_draft
from employers.services.picture_care import focus_of, set_focal_point, tidy_pictures
from employers.services.pictures import keep_picture, read_picture
from portal.core.models import Picture

# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def picture(picture_file, employer_user):
    return keep_picture(read_picture(picture_file()), alternative="Een oven", by=employer_user)


@pytest.fixture
def with_picture(draft, picture, employer_user):
    draft.picture, draft.picture_alternative = picture, "Een oven"
    save_draft(draft, by=employer_user)
    return Offer.objects.get(pk=draft.pk)


def test_set_focal_point_drops_the_old_cuts(with_picture, picture, employer_user):
    picture.get_rendition("fill-320x135")

    set_focal_point(with_picture, picture, 0.25, 0.75, by=employer_user)

    picture.refresh_from_db()
    assert focus_of(picture) == (0.25, 0.75)
    assert picture.renditions.count() == 0


def test_set_focal_point_of_another_is_refused(with_picture, picture, other_employer_user):
    with pytest.raises(PermissionDenied):
        set_focal_point(with_picture, picture, 0.5, 0.5, by=other_employer_user)


@pytest.mark.parametrize(
    ("data", "point"),
    [
        ({"spot": "0"}, (1 / 6, 1 / 6)),
        ({"spot": "8"}, (5 / 6, 5 / 6)),
        ({"spot": "0", "x": "0.5", "y": "0.25"}, (0.5, 0.25)),
        ({"spot": "1", "x": "nan", "y": "7"}, (0.5, 1 / 6)),
        ({"spot": "99"}, (0.5, 0.5)),
        ({}, (0.5, 0.5)),
    ],
)
def test_a_press_on_the_picture_is_a_point(
    client, with_picture, picture, employer_user, data, point
):
    client.force_login(employer_user)

    client.post(reverse("employers:offer-picture", args=[with_picture.pk]), data)

    picture.refresh_from_db()
    assert focus_of(picture) == pytest.approx(point, abs=0.01)


def test_offer_without_a_picture_says_so(client, draft, employer_user):
    client.force_login(employer_user)

    response = client.get(reverse("employers:offer-picture", args=[draft.pk]))

    assert response.url == reverse("employers:offer-edit", args=[draft.pk])


def test_replaced_picture_leaves_the_library(
    client, with_picture, picture, employer_user, offer_data, picture_file
):
    client.force_login(employer_user)
    data = {**offer_data, "picture_file": picture_file(), "picture_alternative": "Een nieuwe oven"}

    client.post(reverse("employers:offer-edit", args=[with_picture.pk]), data)

    assert [p.alternative for p in Picture.objects.all()] == ["Een nieuwe oven"]


def test_picture_that_was_taken_out_leaves_the_library(
    client, with_picture, employer_user, offer_data
):
    client.force_login(employer_user)
    data = {**offer_data, "without_picture": "on"}

    client.post(reverse("employers:offer-edit", args=[with_picture.pk]), data)

    assert not Picture.objects.exists()


def test_tidy_pictures_keeps_what_is_used(live, picture, picture_file, employer_user):
    """Online, in a draft that waits beside it, and what an editor put there."""
    Offer.objects.filter(pk=live.pk).update(picture=picture)
    waiting = keep_picture(read_picture(picture_file()), alternative="Nieuw", by=employer_user)
    changed = Offer.objects.get(pk=live.pk)
    changed.picture = waiting
    changed.save_revision(clean=False)
    loose = keep_picture(read_picture(picture_file()), alternative="Los", by=employer_user)
    editors = keep_picture(read_picture(picture_file()), alternative="Redactie", by=employer_user)
    Picture.objects.filter(pk=editors.pk).update(collection=1)
    assert tidy_pictures() == 0  # it may be on its way into an offer

    Picture.objects.update(created_at="2026-01-01T00:00Z")
    assert tidy_pictures() == 1
    assert not Picture.objects.filter(pk=loose.pk).exists()
    assert tidy_pictures() == 0
