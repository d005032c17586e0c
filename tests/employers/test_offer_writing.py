"""Writing an offer: half filled in, keeping itself, two windows, another kind, sending it in."""

import pytest
from django.urls import reverse

from employers.models import Offer
from employers.services import offers as services
from employers.services.offer_end import end_offers
from employers.signals import offer_withdrawn
from tests.factories import EmployerMembershipFactory, OfferFactory, SessionFactory


@pytest.fixture
def desk(client, employer_user):
    client.force_login(employer_user)
    return client


def url(name, offer):
    return reverse(f"employers:{name}", args=[offer.pk])


def fresh(offer):
    return Offer.objects.get(pk=offer.pk)


def newest(offer):
    return fresh(offer).get_latest_revision_as_object()


def keep(client, offer, data, version=None):
    version = services.version_of(fresh(offer)) if version is None else version
    return client.post(url("offer-autosave", offer), {**data, "version": version})


def test_draft_may_be_almost_empty(desk, draft):
    response = desk.post(url("offer-edit", draft), {"kind": "visit", "shown": "visit"})

    assert response.status_code == 302
    assert fresh(draft).title == ""
    assert desk.get(url("offer-detail", draft)).status_code == 200
    assert desk.get(reverse("employers:offer-list")).status_code == 200


def test_submit_of_what_is_incomplete_names_what_is_missing(desk, draft):
    desk.post(url("offer-edit", draft), {"kind": "visit", "shown": "visit", "worksite": ""})

    response = desk.post(url("offer-submit", draft), follow=True)

    assert not fresh(draft).workflow_in_progress
    names = [name for name, _label in response.context["missing"]]
    assert names == ["title", "summary", "pupil_text", "worksite"]
    assert 'href="#id_pupil_text"' in response.text


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("visit", []),
        ("guest_lecture", ["teacher_stays"]),
        ("assignment", ["client_question", "product"]),
    ],
)
def test_each_kind_has_its_own_demands(draft, employer_user, kind, missing):
    draft.kind = kind
    services.save_draft(draft, by=employer_user)

    if not missing:
        services.submit_offer(fresh(draft), by=employer_user)
        return
    with pytest.raises(services.OfferIncomplete) as problem:
        services.submit_offer(fresh(draft), by=employer_user)
    assert [name for name, _label in problem.value.missing] == missing


def test_autosave_keeps_what_is_right_and_names_what_is_not(desk, draft, offer_data):
    response = keep(desk, draft, {**offer_data, "duration_minutes": "lang"})

    assert newest(draft).title == offer_data["title"]
    assert newest(draft).duration_minutes == 120
    assert [str(label) for label in response.context["wrong"]] != []
    assert "hx-swap-oob" in response.text


def test_autosave_of_one_sitting_is_one_revision(desk, draft, offer_data):
    keep(desk, draft, offer_data)
    keep(desk, draft, {**offer_data, "title": "Tweede"})
    keep(desk, draft, {**offer_data, "title": "Derde"})

    assert newest(draft).title == "Derde"
    assert fresh(draft).revisions.count() == 1


def test_autosave_leaves_what_the_region_read_in_the_history(
    desk, submitted, employer_user, offer_data
):
    read = fresh(submitted).latest_revision
    services.recall_offer(submitted, by=employer_user)

    keep(desk, submitted, offer_data)

    assert fresh(submitted).latest_revision != read


def test_autosave_never_touches_what_is_online(desk, live, offer_data):
    keep(desk, live, offer_data)

    assert fresh(live).title == "Kijk in de smederij"
    assert newest(live).title == offer_data["title"]


def test_autosave_from_an_older_window_says_so_and_keeps_nothing(desk, draft, offer_data):
    old = services.version_of(fresh(draft))
    keep(desk, draft, {**offer_data, "title": "Uit het andere venster"})

    response = keep(desk, draft, {**offer_data, "title": "Oud"}, version=old)

    assert response.context["newer"]
    assert newest(draft).title == "Uit het andere venster"


def test_autosave_in_review_is_refused(desk, submitted, offer_data):
    response = keep(desk, submitted, offer_data)

    assert response.context["problem"]
    assert newest(submitted).title != offer_data["title"]


def test_autosave_keeps_no_file(desk, draft, offer_data, picture_file):
    keep(desk, draft, {**offer_data, "picture_file": picture_file(), "picture_alternative": "Oven"})

    assert newest(draft).picture is None


def test_save_from_an_older_window_keeps_the_text_on_the_page(desk, draft, offer_data):
    old = services.version_of(fresh(draft))
    keep(desk, draft, {**offer_data, "title": "Uit het andere venster"})
    data = {**offer_data, "title": "Mijn tekst", "version": old}

    response = desk.post(url("offer-edit", draft), data)

    assert response.status_code == 422
    assert 'value="Mijn tekst"' in response.text
    assert newest(draft).title == "Uit het andere venster"

    desk.post(url("offer-edit", draft), {**data, "mine": "1"})
    assert newest(draft).title == "Mijn tekst"


def test_another_kind_keeps_the_rest_and_asks_other_questions(desk, draft, offer_data):
    data = {**offer_data, "kind": "assignment", "next": "kind", "duration_minutes": "lang"}

    page = desk.post(url("offer-edit", draft), data, follow=True)

    assert newest(draft).title == offer_data["title"]
    assert 'name="client_question"' in page.text
    assert 'name="shown" value="assignment"' in page.text


def test_mobile_number_goes_to_the_person(desk, draft, employer, offer_data):
    person = EmployerMembershipFactory(employer=employer)

    desk.post(
        url("offer-edit", draft),
        {**offer_data, "contact": person.pk, "contact_mobile": "06 12345678"},
    )

    person.refresh_from_db()
    assert (person.mobile, newest(draft).contact) == ("06 12345678", person)


def test_advice_quotes_the_sentence(desk):
    text = "Je gaat kijken. Indien je dat wilt, mag je zelf ook iets maken van echt leer."

    response = desk.post(reverse("employers:offer-advice"), {"pupil_text": text})

    assert [tip.number for tip in response.context["tips"]] == [2, 2]
    assert "Indien je dat wilt" in response.text


def test_script_in_any_text_is_shown_as_text(desk, draft, offer_data):
    nasty = "<script>alert(1)</script>"
    texts = ("title", "summary", "pupil_text", "programme", "clothing", "allergens", "preparation")
    data = {**offer_data, **dict.fromkeys(texts, nasty)}
    keep(desk, draft, data)

    pages = [
        desk.get(url("offer-edit", draft)),
        desk.get(url("offer-detail", draft)),
        desk.get(url("offer-preview", draft)),
        desk.get(url("offer-preview", draft), {"als": "leerling"}),
        desk.post(reverse("employers:offer-advice"), {"pupil_text": nasty}),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert [page for page in pages if nasty in page.text] == []


def test_preview_for_pupils_shows_their_card_and_day(desk, live):
    page = desk.get(url("offer-preview", live), {"als": "leerling"})

    assert live.pupil_text.split(".")[0] in page.text
    assert live.sector.pupil_label in page.text


def test_discard_throws_a_draft_away(desk, draft):
    desk.post(url("offer-discard", draft))

    assert not Offer.objects.exists()


def test_discard_of_what_was_online_or_has_dates_is_refused(draft, live, employer_user):
    SessionFactory(offer=draft)

    for offer in (draft, live):
        with pytest.raises(services.NotADraft):
            services.discard_draft(offer, by=employer_user)


def test_end_offers_takes_out_what_has_had_its_last_day(employer, day_before):
    over = OfferFactory(employer=employer, valid_until=day_before)
    promised = OfferFactory(employer=employer, valid_until=day_before)
    SessionFactory(offer=promised, places_taken=2)
    OfferFactory(employer=employer)

    assert (end_offers(), end_offers()) == (1, 0)
    assert not fresh(over).live
    assert fresh(promised).live


@pytest.fixture
def day_before():
    import datetime as dt

    from django.utils import timezone

    return timezone.localdate() - dt.timedelta(days=1)


@pytest.fixture
def told():
    heard = []

    def hear(offer, by, **kwargs):
        heard.append((offer.pk, by))

    offer_withdrawn.connect(hear)
    yield heard
    offer_withdrawn.disconnect(hear)


def unpublish(client, offer):
    return client.post(
        reverse("wagtailsnippets_employers_offer:unpublish", args=[offer.pk]), follow=True
    )


def test_editor_cannot_take_an_offer_with_agreed_dates_offline(client, live, editor, told):
    SessionFactory(offer=live, places_taken=2)
    client.force_login(editor)

    response = unpublish(client, live)

    assert fresh(live).live
    assert told == []
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_editor_who_takes_an_offer_offline_tells_the_schools(client, live, editor, told):
    client.force_login(editor)

    unpublish(client, live)

    assert not fresh(live).live
    assert told == [(live.pk, editor)]
