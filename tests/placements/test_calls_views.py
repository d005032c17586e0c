"""The pages of a school's calls, and the region's list."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.models import Call, CallAnswer
from portal.reference.models import Sector
from tests.factories import CallFactory, LocationFactory, OfferFactory

State = Call.State


@pytest.fixture
def sector():
    return Sector.objects.order_by("order").first()


@pytest.fixture
def form(school, sector):
    LocationFactory(school=school)
    month = timezone.localdate().replace(day=1)
    return {
        "what": "Een bakkerij van binnen zien", "sector": sector.pk, "kind": "visit",
        "pupils": 12, "year": 2, "from_month": f"{month:%Y-%m}", "to_month": f"{month:%Y-%m}",
        "km": 20, "expires_on": (month + datetime.timedelta(days=90)).isoformat(), "next": "open",
    }  # fmt: skip


def test_a_call_is_made_and_opened_in_one_go(client, coordinator, form):
    client.force_login(coordinator)

    response = client.post(reverse("placements:call-new"), form, follow=True)

    call = Call.objects.get()
    assert (response.status_code, call.state, call.km, call.kind) == (200, State.OPEN, 20, "visit")
    assert (call.pc4, call.from_month) == ("4001", timezone.localdate().replace(day=1))


def test_a_call_can_be_kept_as_a_draft(client, teacher, form):
    client.force_login(teacher)

    client.post(reverse("placements:call-new"), {**form, "next": "draft"})

    assert Call.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"what": "x" * 121},
        {"sector": "9999"},
        {"pupils": "0"},
        {"pupils": "twaalf"},
        {"pupils": "201"},
        {"year": "9"},
        {"km": "3"},
        {"from_month": "2019-01"},
        {"from_month": "april"},
        {"expires_on": "2020-01-01"},
        {"expires_on": "31-31-2027"},
        {"kind": "feest"},
    ],
)
def test_a_wrong_call_is_not_kept_and_nothing_is_lost(client, coordinator, form, wrong):
    client.force_login(coordinator)

    response = client.post(reverse("placements:call-new"), {**form, **wrong})

    assert (response.status_code, Call.objects.count()) == (422, 0)
    assert 'value="12"' in response.text or wrong.get("pupils")


def test_months_in_the_wrong_order_are_refused(client, coordinator, form):
    later = (timezone.localdate().replace(day=1) + datetime.timedelta(days=70)).strftime("%Y-%m")
    client.force_login(coordinator)

    response = client.post(reverse("placements:call-new"), {**form, "from_month": later})

    assert response.status_code == 422


def test_an_end_more_than_a_year_away_is_refused(client, coordinator, form):
    far = (timezone.localdate() + datetime.timedelta(days=500)).isoformat()
    client.force_login(coordinator)

    response = client.post(reverse("placements:call-new"), {**form, "expires_on": far})

    assert (response.status_code, Call.objects.count()) == (422, 0)


def test_an_empty_catalogue_fills_the_form_in(client, coordinator, sector):
    client.force_login(coordinator)

    page = client.get(
        reverse("placements:call-new"), {"sector": sector.code, "kind": "visit", "q": "bakkerij"}
    )

    initial = page.context["form"].initial
    assert (initial["what"], initial["sector"], initial["kind"]) == ("bakkerij", sector.pk, "visit")


def test_nonsense_in_the_address_is_left_out(client, coordinator):
    client.force_login(coordinator)

    page = client.get(
        reverse("placements:call-new"), {"sector": "<x>", "kind": "y", "q": "z" * 999}
    )

    assert (page.status_code, len(page.context["form"].initial["what"])) == (200, 120)


def test_a_pupil_who_asks_for_something_comes_to_the_own_screens(client, student, sector):
    client.force_login(student.user)

    response = client.get(reverse("placements:call-new"), {"sector": sector.code})
    plain = client.get(reverse("placements:call-new"))

    assert response.url == reverse("placements:idea-what", args=[sector.code])
    assert plain.url == reverse("placements:idea")


def test_a_school_with_two_locations_says_which(client, school, coordinator, form):
    second = LocationFactory(school=school, postcode="9711 AA", place="Groningen")
    client.force_login(coordinator)

    client.post(reverse("placements:call-new"), {**form, "location": second.pk})

    assert (Call.objects.get().pc4, Call.objects.get().place) == ("9711", "Groningen")


def test_markup_in_a_call_is_shown_as_text(client, school, coordinator):
    call = CallFactory(school=school, what="<script>alert(1)</script>", more="<b>vet</b>")
    client.force_login(coordinator)

    for address in (call.get_absolute_url(), reverse("placements:call-list")):
        page = client.get(address)
        assert ("<script>alert" in page.text, "<b>vet" in page.text) == (False, False)


def test_the_life_of_a_call_by_its_buttons(client, school, coordinator):
    call = CallFactory(draft=True, school=school, asked_by=coordinator)
    client.force_login(coordinator)

    def do(name, **data):
        address = reverse("placements:call-transition", args=[call.pk, name])
        page = client.post(address, data, follow=True)
        call.refresh_from_db()
        return page.status_code, call.state

    assert do("open") == (200, State.OPEN)
    assert do("close") == (200, State.OPEN)  # no reason
    assert do("close", reason="other", words="Toch niet nodig") == (200, State.CLOSED)
    assert do("fulfil") == (200, State.CLOSED)
    assert do("answer")[0] == 404


def test_changing_a_call(client, school, coordinator, form):
    call = CallFactory(school=school, asked_by=coordinator)
    client.force_login(coordinator)
    address = reverse("placements:call-edit", args=[call.pk])

    assert client.get(address).status_code == 200
    client.post(address, {**form, "what": "Iets anders"})

    call.refresh_from_db()
    assert (call.what, call.state) == ("Iets anders", State.OPEN)
    Call.objects.filter(pk=call.pk).update(state=State.CLOSED)
    assert client.get(address).url == call.get_absolute_url()


def test_the_page_shows_answers_that_are_online_only(client, school, coordinator):
    call = CallFactory(school=school, asked_by=coordinator)
    shown, hidden = OfferFactory(title="Kom bij ons bakken"), OfferFactory(title="Nog geheim")
    CallAnswer.objects.create(call=call, offer=shown, published_at=timezone.now())
    CallAnswer.objects.create(call=call, offer=hidden)
    client.force_login(coordinator)

    page = client.get(call.get_absolute_url())

    assert ("Kom bij ons bakken" in page.text, "Nog geheim" in page.text) == (True, False)


def test_the_region_sees_all_and_those_without_an_answer(client, region_editor):
    lonely, happy = CallFactory(), CallFactory(state=State.ANSWERED)
    CallAnswer.objects.create(call=happy, offer=OfferFactory(), published_at=timezone.now())
    CallFactory(draft=True)
    CallFactory(idea=True)
    client.force_login(region_editor)

    everything = client.get(reverse("placements:call-list"))
    without = client.get(reverse("placements:call-list"), {"toon": "zonder"})

    assert set(everything.context["page_obj"]) == {lonely, happy}
    assert list(without.context["page_obj"]) == [lonely]
    assert client.get(lonely.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_call_list_costs_the_same_for_any_number(
    client, school, coordinator, rows, django_assert_max_num_queries
):
    CallFactory.create_batch(rows, school=school)
    client.force_login(coordinator)
    client.get(reverse("placements:call-list"))

    with django_assert_max_num_queries(9):
        page = client.get(reverse("placements:call-list"))

    assert len(page.context["page_obj"]) == rows


def test_employers_come_to_their_own_page(client, employer_user):
    call = CallFactory()
    client.force_login(employer_user)

    response = client.get(call.get_absolute_url())

    assert response.url == reverse("placements:call-for-employer", args=[call.pk])
    assert client.get(reverse("placements:call-list")).status_code == 403
