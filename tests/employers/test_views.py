import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, Offer, Session, WorkSite
from employers.services.offers import save_draft, submit_offer
from tests.factories import (
    EmployerMembershipFactory,
    OfferFactory,
    SessionFactory,
    WorkSiteFactory,
)


@pytest.fixture
def desk(client, employer_user):
    client.force_login(employer_user)
    return client


def url(name, *args):
    return reverse(f"employers:{name}", args=args)


def titles(response):
    return [row["title"] for row in response.context["rows"]]


def test_offer_list_shows_own_offers_with_their_status(desk, live, draft, submitted):
    OfferFactory()  # somebody else's

    response = desk.get(url("offer-list"))

    found = {row["offer"].pk: row["status"].code for row in response.context["rows"]}
    assert found == {live.pk: "online", submitted.pk: "waiting"}


def test_offer_list_of_two_employers_is_grouped(desk, employer_user, live):
    second = EmployerMembershipFactory(user=employer_user).employer
    OfferFactory(employer=second)

    response = desk.get(url("offer-list"))

    assert f'id="bedrijf-{live.employer_id}"' in response.text
    assert f'id="bedrijf-{second.pk}"' in response.text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("online", ["Kijk in de smederij"]),
        ("waiting", ["Wacht"]),
        ("draft", ["Concept"]),
        ("returned", []),
        ("nonsense", ["Concept", "Kijk in de smederij", "Wacht"]),
    ],
)
def test_offer_list_filters_by_link(desk, employer, employer_user, live, status, expected):
    OfferFactory(employer=employer, draft=True, title="Concept")
    submit_offer(OfferFactory(employer=employer, draft=True, title="Wacht"), by=employer_user)

    response = desk.get(url("offer-list"), {"status": status})

    assert titles(response) == expected


def test_offer_list_shows_the_newest_title(desk, live, employer_user):
    live.title = "Nieuwe titel"
    save_draft(live, by=employer_user)

    assert titles(desk.get(url("offer-list"))) == ["Nieuwe titel"]


def test_offer_list_without_offers_says_what_to_do(desk):
    assert url("offer-new") in desk.get(url("offer-list")).text


@pytest.mark.parametrize("count", [1, 3])
def test_offer_list_costs_the_same(desk, employer, employer_user, count, django_assert_num_queries):
    for _number in range(count):
        offer = OfferFactory(employer=employer)
        SessionFactory(offer=offer, places_taken=2)
        submit_offer(OfferFactory(employer=employer, draft=True), by=employer_user)
    desk.get(url("offer-list"))

    with django_assert_num_queries(11):
        response = desk.get(url("offer-list"))

    assert len(response.context["rows"]) == 2 * count
    assert len(response.context["visits"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_offer_detail_costs_the_same(desk, live, count, django_assert_num_queries):
    SessionFactory.create_batch(count, offer=live)
    desk.get(url("offer-detail", live.pk))

    with django_assert_num_queries(16):
        response = desk.get(url("offer-detail", live.pk))

    assert len(response.context["dates"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_worksite_list_costs_the_same(desk, employer, count, django_assert_num_queries):
    WorkSiteFactory.create_batch(count, employer=employer)
    desk.get(url("worksite-list"))

    with django_assert_num_queries(7):
        response = desk.get(url("worksite-list"))

    assert len(response.context["page_obj"]) == count


def test_offer_edit_keeps_the_picture_and_goes_on_to_its_cut(desk, draft, offer_data, picture_file):
    data = {**offer_data, "picture_file": picture_file(), "picture_alternative": "Een oven"}

    response = desk.post(url("offer-edit", draft.pk), {**data, "next": "preview"})

    assert response.url == url("offer-picture", draft.pk)
    assert Offer.objects.get().picture.alternative == "Een oven"


def test_offer_edit_with_faults_loses_nothing(desk, draft, offer_data):
    data = {**offer_data, "group_max": 1}
    data["picture_file"] = SimpleUploadedFile("foto.jpg", b"geen foto")

    response = desk.post(url("offer-edit", draft.pk), data)

    assert response.status_code == 422
    assert offer_data["title"] in response.text
    assert 'class="error-summary"' in response.text
    assert Offer.objects.get().title != offer_data["title"]


def test_offer_new_asks_for_which_company(desk, employer_user, employer):
    second = EmployerMembershipFactory(user=employer_user).employer

    page = desk.get(url("offer-new"))

    assert f"?bedrijf={second.slug}" in page.text
    assert desk.get(url("offer-new"), {"bedrijf": second.slug}).context["employer"] == second


def test_offer_new_for_the_company_of_another_is_not_found(desk, other_employer_user):
    theirs = Employer.objects.get(memberships__user=other_employer_user)

    assert desk.get(url("offer-new"), {"bedrijf": theirs.slug}).status_code == 404


def test_offer_edit_starts_from_the_newest_version(desk, live, employer_user):
    live.title = "Nieuwe titel"
    save_draft(live, by=employer_user)

    assert "Nieuwe titel" in desk.get(url("offer-edit", live.pk)).text


def test_offer_edit_keeps_changes_beside_what_is_online(desk, live, offer_data):
    desk.post(url("offer-edit", live.pk), offer_data)

    live.refresh_from_db()
    assert live.title == "Kijk in de smederij"
    assert live.get_latest_revision_as_object().title == offer_data["title"]


def test_offer_edit_can_drop_the_picture(desk, draft, offer_data, picture_file):
    data = {**offer_data, "picture_file": picture_file(), "picture_alternative": "Een oven"}
    desk.post(url("offer-edit", draft.pk), data)
    offer = draft

    desk.post(url("offer-edit", offer.pk), {**offer_data, "without_picture": "on"})

    offer.refresh_from_db()
    assert offer.picture is None


def test_offer_edit_in_review_says_why_not(desk, submitted):
    response = desk.get(url("offer-edit", submitted.pk), follow=True)

    assert response.redirect_chain[-1][0] == url("offer-detail", submitted.pk)
    assert response.context["status"].code == "waiting"


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_offer_preview_shows_the_picture_and_the_dates(desk, draft, offer_data, picture_file):
    data = {**offer_data, "picture_file": picture_file(), "picture_alternative": "Een oven"}
    desk.post(url("offer-edit", draft.pk), data)
    offer = draft
    session = SessionFactory(offer=offer)

    response = desk.get(url("offer-preview", offer.pk))

    assert 'alt="Een oven"' in response.text
    assert response.context["dates"] == [session]


def test_offer_preview_shows_the_newest_version(desk, live, employer_user):
    live.title = "Nieuwe titel"
    save_draft(live, by=employer_user)

    response = desk.get(url("offer-preview", live.pk))

    assert "<h1>Nieuwe titel</h1>" in response.text
    assert url("offer-submit", live.pk) in response.text


def test_offer_buttons_in_turn(desk, draft):
    desk.post(url("offer-submit", draft.pk))
    assert Offer.objects.get().workflow_in_progress

    desk.post(url("offer-recall", draft.pk))
    assert not Offer.objects.get().workflow_in_progress

    response = desk.post(url("offer-copy", draft.pk))
    copy = Offer.objects.exclude(pk=draft.pk).get()
    assert response.url == url("offer-edit", copy.pk)


def test_offer_withdraw(desk, live):
    desk.post(url("offer-withdraw", live.pk))

    assert not Offer.objects.get().live


def test_offer_withdraw_with_visitors_says_why_not(desk, live):
    SessionFactory(offer=live, places_taken=1)

    response = desk.post(url("offer-withdraw", live.pk), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Offer.objects.get().live


def date_data(**change):
    day = timezone.localdate() + dt.timedelta(days=7)
    return {
        "day": day.isoformat(),
        "start": "10:00",
        "end": "12:00",
        "min_places": 2,
        "max_places": 8,
        **change,
    }


def test_session_new_and_another(desk, live):
    response = desk.post(url("session-new", live.pk), date_data(next="another"))

    assert response.url == url("session-new", live.pk)
    assert Session.objects.get().max_places == 8


def test_session_new_in_the_past_is_said(desk, live):
    response = desk.post(url("session-new", live.pk), date_data(day="2020-01-01"))

    assert response.status_code == 422
    assert not Session.objects.exists()


def test_session_edit(desk, live):
    session = SessionFactory(offer=live)

    desk.post(url("session-edit", session.pk), date_data(max_places=11))

    session.refresh_from_db()
    assert session.max_places == 11


def test_session_edit_of_a_cancelled_date_says_why_not(desk, live):
    session = SessionFactory(offer=live, state="cancelled")

    response = desk.get(url("session-edit", session.pk))

    assert response.url == url("offer-detail", live.pk)


def test_session_cancel_asks_for_a_reason(desk, live):
    session = SessionFactory(offer=live, places_taken=3)
    assert "3" in desk.get(url("offer-detail", live.pk)).text

    desk.post(url("session-cancel", session.pk), {"reason": ""})
    session.refresh_from_db()
    assert session.state == "open"

    desk.post(url("session-cancel", session.pk), {"reason": "De oven is stuk."})
    session.refresh_from_db()
    assert (session.state, session.cancel_reason) == ("cancelled", "De oven is stuk.")


def test_session_finish(desk, live):
    before = timezone.now() - dt.timedelta(days=1)
    session = SessionFactory(offer=live, starts_at=before)

    desk.post(url("session-finish", session.pk))

    session.refresh_from_db()
    assert session.state == "done"


def test_worksite_new_and_edit(desk, employer):
    data = {
        "name": "De hal",
        "street": "Kade",
        "house_number": "3",
        "postcode": "4001ab",
        "place": "Tiel",
    }

    desk.post(url("worksite-new"), data)
    site = WorkSite.objects.get()
    desk.post(url("worksite-edit", site.pk), {**data, "name": "De grote hal"})

    site.refresh_from_db()
    assert (site.name, site.pc4, site.employer) == ("De grote hal", "4001", employer)


def test_worksite_with_a_bad_postcode_is_said(desk):
    response = desk.post(url("worksite-new"), {"name": "De hal", "postcode": "12"})

    assert response.status_code == 422


def test_profile(desk, employer):
    data = {"name": employer.name, "sector": employer.sector_id, "size": "small", "about": "Brood."}

    desk.post(url("employer-edit", employer.slug), data)

    employer.refresh_from_db()
    assert employer.about == "Brood."


def test_pages_never_show_a_pupil(desk, live, student):
    SessionFactory(offer=live, places_taken=1)

    text = desk.get(url("offer-list")).text + desk.get(url("offer-detail", live.pk)).text

    assert student.given_name not in text
