import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from employers.forms.offers import OfferForm
from employers.forms.sessions import SessionForm
from employers.forms.worksites import WorkSiteForm
from employers.models import Offer
from portal.reference.models import Subject
from tests.factories import EmployerMembershipFactory, SessionFactory, WorkSiteFactory


def offer_form(employer, data, **files):
    return OfferForm(data, files, instance=Offer(kind="visit"), employer=employer)


def test_offer_form_makes_an_offer_without_saving(employer, offer_data):
    subjects = [subject.pk for subject in Subject.objects.all()[:2]]
    form = offer_form(employer, {**offer_data, "subjects": subjects})

    assert form.is_valid(), form.errors
    offer = form.offer()

    assert (offer.pk, offer.employer) == (None, employer)
    assert offer.subjects.count() == 2
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "tour"}, "kind"),
        ({"questions": "a?\nb?\nc?\nd?"}, "questions"),
        ({"cost_per_pupil": "-1"}, "cost_per_pupil"),
        ({"cost_per_pupil": "duur"}, "cost_per_pupil"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"weekdays": ["9"]}, "weekdays"),
        ({"tracks": ["gymnasium"]}, "tracks"),
        ({"contact_mobile": "bel maar"}, "contact_mobile"),
        ({"contact_mobile": "06 12345678"}, "contact"),
        ({"group_min": 12, "group_max": 4}, "group_max"),
        ({"group_min": 0}, "group_min"),
        ({"group_max": 900}, "group_max"),
        ({"year_min": 4, "year_max": 1}, "year_max"),
        ({"year_min": 9}, "year_min"),
        ({"duration_minutes": 3}, "duration_minutes"),
        ({"summary": "x" * 301}, "summary"),
    ],
)
def test_offer_form_says_what_is_wrong(employer, offer_data, change, field):
    form = offer_form(employer, {**offer_data, **change})

    assert field in form.errors


def test_offer_form_may_be_kept_half_filled_in(employer):
    form = offer_form(employer, {"kind": "visit", "shown": "visit"})

    assert form.is_valid(), form.errors
    assert (form.offer().group_max, form.offer().title) == (12, "")


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        ("visit", "worksite", "client_question"),
        ("guest_lecture", "room_needs", "worksite"),
        ("assignment", "client_question", "room_needs"),
    ],
)
def test_offer_form_asks_the_questions_of_its_kind(employer, kind, asked, not_asked):
    form = OfferForm(instance=Offer(kind=kind), employer=employer)

    assert asked in form.fields
    assert not_asked not in form.fields


def test_offer_form_keeps_what_was_right_when_a_pair_is_in_the_wrong_order(employer, offer_data):
    form = offer_form(employer, {**offer_data, "group_min": 12, "group_max": 4})

    assert not form.is_valid()
    kept = form.offer()
    assert (kept.group_min, kept.group_max, kept.title) == (1, 12, offer_data["title"])


def test_offer_form_of_a_lecture_has_no_place(employer, worksite, offer_data):
    form = offer_form(employer, {**offer_data, "kind": "guest_lecture"})

    assert form.is_valid(), form.errors
    assert form.offer().worksite is None


def test_offer_form_gives_nobody_the_number_of_another(employer, offer_data):
    first = EmployerMembershipFactory(employer=employer, mobile="06 11111111")
    second = EmployerMembershipFactory(employer=employer)
    offer = Offer(kind="visit", contact=first)
    data = {**offer_data, "contact": second.pk, "contact_mobile": "06 11111111"}

    form = OfferForm(data, instance=offer, employer=employer)

    assert form.is_valid(), form.errors
    assert form.mobiles() == []


def test_offer_form_wants_a_deputy_who_is_somebody_else(employer, offer_data):
    person = EmployerMembershipFactory(employer=employer)

    form = offer_form(employer, {**offer_data, "contact": person.pk, "deputy": person.pk})

    assert "deputy" in form.errors


def test_offer_form_knows_only_people_of_the_employer(employer, offer_data):
    stranger = EmployerMembershipFactory()

    assert "contact" in offer_form(employer, {**offer_data, "contact": stranger.pk}).errors


def test_offer_form_refuses_the_work_site_of_another(employer, offer_data):
    theirs = WorkSiteFactory()

    assert "worksite" in offer_form(employer, {**offer_data, "worksite": theirs.pk}).errors


def test_offer_form_wants_words_with_a_picture(employer, offer_data, picture_file):
    form = offer_form(employer, offer_data, picture_file=picture_file())

    assert list(form.errors) == ["picture_alternative"]


def test_offer_form_refuses_what_is_no_picture(employer, offer_data):
    form = offer_form(
        employer, offer_data, picture_file=SimpleUploadedFile("foto.jpg", b"geen foto")
    )

    assert list(form.errors) == ["picture_file"]


def test_offer_form_refuses_a_picture_of_50_megabytes(employer, offer_data, picture_file):
    upload = picture_file()
    upload.size = 50 * 1024 * 1024

    assert list(offer_form(employer, offer_data, picture_file=upload).errors) == ["picture_file"]


def session_data(**change):
    day = timezone.localdate() + dt.timedelta(days=7)
    return {
        "day": day.isoformat(),
        "start": "10:00",
        "end": "12:00",
        "min_places": 2,
        "max_places": 8,
        **change,
    }


def test_session_form_makes_a_moment_in_local_time(live):
    form = SessionForm(session_data(), offer=live)

    assert form.is_valid(), form.errors
    assert timezone.localtime(form.instance.starts_at).hour == 10
    assert form.instance.ends_at - form.instance.starts_at == dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": "2020-01-01"}, "day"),
        ({"day": "31-02-2027"}, "day"),
        ({"day": ""}, "day"),
        ({"end": "09:00"}, "end"),
        ({"end": "25:00"}, "end"),
        ({"max_places": 0}, "max_places"),
        ({"max_places": -3}, "max_places"),
        ({"max_places": ""}, "max_places"),
        ({"max_places": 99999}, "max_places"),
        ({"min_places": 9}, "min_places"),
        ({"min_places": 0}, "min_places"),
    ],
)
def test_session_form_says_what_is_wrong(live, change, field):
    form = SessionForm(session_data(**change), offer=live)

    assert list(form.errors) == [field]


def test_session_form_starts_from_the_offer(live):
    form = SessionForm(offer=live)

    assert (form["min_places"].value(), form["max_places"].value()) == (1, 12)


def test_session_form_shows_the_date_it_changes(live):
    session = SessionFactory(offer=live)

    form = SessionForm(instance=session, offer=live)

    assert form["day"].value() == timezone.localtime(session.starts_at).date()
    assert form["max_places"].value() == 8


def test_worksite_form_refuses_a_foreign_postcode(employer):
    form = WorkSiteForm({"postcode": "B-1000"}, employer=employer)

    assert "postcode" in form.errors
