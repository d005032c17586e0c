"""Four pictures open the door on a device of the class, and nowhere else; guessing is slow."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from portal.audit.trail import entries_for
from portal.core.school_year import current_school_year
from schools.models import ClassDevice, LoginCard, Student
from schools.services.card_pictures import NAMES, PICTURES_A_CODE, pictures_from, row_of
from schools.services.class_devices import (
    device_with,
    revoke_device,
    set_up_device,
    token_of_device,
)
from schools.services.login_cards import (
    card_by_pictures,
    issue_cards_for_group,
    pictures_of,
    renew_card,
    revoke_card,
)
from schools.views.device_cookie import COOKIE
from tests.factories import GroupFactory, StudentFactory


@pytest.fixture
def group(school):
    return GroupFactory(school=school, name="2P1", school_year=current_school_year())


def make_card(group):
    student = StudentFactory(base_group=group)
    issue_cards_for_group(group, by=None)
    return LoginCard.objects.select_related("student__user").get(student=student)


@pytest.fixture
def card(group):
    return make_card(group)


@pytest.fixture
def tablet(school, group, coordinator):
    """A browser on a device of the class."""
    device = set_up_device(school, by=coordinator, name="Tablet 1", group=group)
    return on(device)


def on(device):
    browser = Client()
    browser.cookies[COOKIE] = token_of_device(device)
    return browser


def page(school):
    return f"/inloggen/klas/{school.slug}/plaatjes/"


def tap(browser, school, row, **more):
    """Tap one after another; the answer to the last."""
    answer, chosen = None, []
    for name in row:
        answer = browser.post(page(school), {"row": ",".join(chosen), "picture": name, **more})
        chosen.append(name)
    return answer


def other_row(card):
    """A row that is nobody's."""
    first = next(name for name in NAMES if name != pictures_of(card)[0])
    return (first, *pictures_of(card)[1:])


def signed_in(browser):
    return int(browser.session.get("_auth_user_id", 0)) or None


def test_pupil_signs_in_with_pictures(tablet, school, card):
    answer = tap(tablet, school, pictures_of(card))

    assert answer.url == "/mijn/"
    assert signed_in(tablet) == card.student.user_id
    assert tablet.session["class_school"] == school.slug


def test_done_is_big_on_every_page_and_makes_room(tablet, school, card, group):
    second = make_card(group)
    tap(tablet, school, pictures_of(card))
    assert "done-big" in tablet.get("/mijn/").text

    done = tablet.post("/inloggen/klaar/")
    tap(tablet, school, pictures_of(second))

    assert done.url == f"/inloggen/klas/{school.slug}/"
    assert signed_in(tablet) == second.student.user_id


def test_nothing_is_said_before_the_fourth_picture(tablet, school, card):
    answer = tap(tablet, school, pictures_of(card)[:3])

    assert answer.status_code == 200
    assert answer.context["row"] == pictures_of(card)[:3]
    assert answer.context["error"] == ""


def test_last_picture_can_be_taken_back(tablet, school, card):
    row = pictures_of(card)

    answer = tablet.post(page(school), {"row": ",".join(row[:2]), "action": "back"})

    assert answer.context["row"] == row[:1]


def test_wrong_pictures_give_a_message_and_start_again(tablet, school, card):
    answer = tap(tablet, school, other_row(card))

    assert answer.context["row"] == ()
    assert "nog een keer" in answer.context["error"]
    assert signed_in(tablet) is None


@pytest.mark.parametrize("row", ["x", "sun,sun,sun,sun,sun,sun", "", "sun,,\x00", "zon" * 900])
def test_strange_rows_are_no_error(tablet, school, card, row):
    assert tablet.post(page(school), {"row": row, "picture": "geen"}).status_code in (200, 400)
    assert signed_in(tablet) is None


def test_own_phone_takes_no_pictures(client, school, card):
    answer = tap(client, school, pictures_of(card))

    assert answer.status_code == 403
    assert "Plaatjes werken hier niet" in answer.text
    assert signed_in(client) is None


def test_device_of_another_school_takes_none(school, other_school, other_coordinator, card):
    device = set_up_device(other_school, by=other_coordinator, name="Elders")
    browser = on(device)

    assert tap(browser, school, pictures_of(card)).status_code == 403
    assert signed_in(browser) is None


def test_device_that_was_removed_takes_none(tablet, school, card, coordinator):
    revoke_device(ClassDevice.objects.get(), by=coordinator)

    assert tap(tablet, school, pictures_of(card)).status_code == 403


def test_made_up_cookie_is_no_device(client, school, card, tablet):
    client.cookies[COOKIE] = str(ClassDevice.objects.get().pk)

    assert tap(client, school, pictures_of(card)).status_code == 403
    assert device_with("1:onzin") is None


def test_card_of_another_class_stays_out(tablet, school, card):
    other = make_card(GroupFactory(school=school, school_year=current_school_year()))

    tap(tablet, school, pictures_of(other))

    assert signed_in(tablet) is None


def test_pupil_who_moved_signs_in_with_the_new_class(school, coordinator, group, card, tablet):
    new = GroupFactory(school=school, school_year=current_school_year())
    Student.objects.filter(pk=card.student_id).update(base_group=new)
    there = on(set_up_device(school, by=coordinator, name="Tablet 2", group=new))

    tap(tablet, school, pictures_of(card))
    tap(there, school, pictures_of(card))

    assert signed_in(tablet) is None
    assert signed_in(there) == card.student.user_id


def test_device_of_the_whole_school_asks_the_class(school, coordinator, group, card):
    browser = on(set_up_device(school, by=coordinator, name="Mediatheek"))

    first = browser.get(page(school))
    answer = tap(browser, school, pictures_of(card), klas=group.pk)

    assert first.context["groups"].get() == group
    assert answer.url == "/mijn/"


def test_device_of_the_whole_school_knows_no_class_of_another(school, coordinator, other_school):
    foreign = GroupFactory(school=other_school, school_year=current_school_year())
    browser = on(set_up_device(school, by=coordinator, name="Mediatheek"))

    for klas in (foreign.pk, "x", "9" * 40):
        assert "groups" in browser.get(page(school), {"klas": klas}).context


def test_blocked_card_and_leaver_stay_out(tablet, school, card, coordinator):
    Student.objects.update(status=Student.Status.LEFT)
    tap(tablet, school, pictures_of(card))
    assert signed_in(tablet) is None
    Student.objects.update(status=Student.Status.ENROLLED)
    revoke_card(card.student, by=coordinator)

    answer = tap(tablet, school, pictures_of(card))

    assert "werkt niet meer" in answer.context["error"]
    assert signed_in(tablet) is None


def test_new_card_has_new_pictures(card, coordinator):
    new = renew_card(card.student, by=coordinator)

    assert pictures_of(new) != pictures_of(card)


def test_pictures_are_unique_in_a_school_and_found_in_the_class(group, school):
    cards = [make_card(group) for _number in range(3)]

    assert len({card.picture_digest for card in cards}) == 3
    for card in cards:
        assert card_by_pictures(pictures_of(card), group) == card


def test_same_pictures_twice_are_drawn_again(group, monkeypatch):
    first = make_card(group)
    drawn = iter([first.nonce, "0" * 31 + "7"])
    monkeypatch.setattr("schools.services.login_cards.new_nonce", lambda: next(drawn))

    second = make_card(group)

    assert second.nonce == "0" * 31 + "7"


def test_each_row_is_as_likely():
    assert pictures_from(bytes(8)) == ("sun",) * 4
    assert pictures_from((30**4 - 1).to_bytes(8)) == ("ice",) * 4
    assert row_of("sun,nee,moon,sun,sun,sun") == ("sun", "moon", "sun", "sun")


def amount(settings, name):
    """How many a quarter of an hour."""
    number, _slash, rest = settings.ACCOUNT_RATE_LIMITS[name].partition("/")
    assert rest == "15m/key"
    return int(number)


def test_guessing_stays_below_what_the_module_says(settings):
    rows = len(NAMES) ** PICTURES_A_CODE
    an_hour = 4 * amount(settings, "card_pictures_group")

    assert rows == 810_000
    assert an_hour * 30 / rows < 0.006
    assert an_hour / rows < 0.0002


def test_guessing_stops_for_the_class_but_words_and_other_classes_go_on(
    tablet, school, card, coordinator, settings
):
    for _number in range(amount(settings, "card_pictures_group")):
        assert tap(tablet, school, other_row(card)).status_code == 200
    other = make_card(GroupFactory(school=school, school_year=current_school_year()))
    there = on(set_up_device(school, by=coordinator, name="2", group=other.student.base_group))

    stopped = tap(tablet, school, pictures_of(card)[:1])
    tap(there, school, pictures_of(other))

    assert stopped.status_code == 429
    assert "kwartier" in stopped.text
    assert tablet.get(f"/inloggen/klas/{school.slug}/").status_code == 200
    assert signed_in(there) == other.student.user_id


def test_school_as_a_whole_is_limited_too(tablet, school, card, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "card_pictures_school": "2/15m/key",
    }
    for _number in range(2):
        tap(tablet, school, other_row(card))

    assert tap(tablet, school, pictures_of(card)[:1]).status_code == 429


def test_one_mistake_of_each_pupil_of_a_class_locks_nobody_out(tablet, school, card):
    for _pupil in range(30):
        tap(tablet, school, other_row(card))

    assert tap(tablet, school, pictures_of(card)).url == "/mijn/"


def test_class_device_does_not_wait_for_guesses_elsewhere(tablet, client, school, card):
    """Everybody at a school has one address; its own devices are counted one by one."""
    from schools.services.login_cards import code_of

    for _number in range(31):
        client.post("/inloggen/kaart/", {"code": "aap aap aap 10"})
    assert client.post("/inloggen/kaart/", {"code": "aap aap aap 10"}).status_code == 429

    answer = tablet.post(f"/inloggen/klas/{school.slug}/", {"code": code_of(card)})

    assert answer.url == "/mijn/"


def test_setting_up_signs_out_and_leaves_a_cookie(client, school, group, mentor):
    client.force_login(mentor)

    answer = client.post("/school/apparaten/", {"name": "Tablet 3", "group": group.pk})

    device = ClassDevice.objects.get()
    assert answer.url == f"/inloggen/klas/{school.slug}/"
    assert signed_in(client) is None
    assert (device.group, device.name, device.set_up_by) == (group, "Tablet 3", mentor)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert device_with(cookie.value) == device
    assert "Met de plaatjes" in client.get(answer.url).text
    assert [entry.action for entry in entries_for(school)] == ["schools.device.set_up"]


def test_device_stays_of_the_class_after_the_browser_closes(tablet, school):
    assert tablet.get("/inloggen/kaart/").context["school"] == school


def test_mentor_sets_up_own_class_only(client, school, mentor, group):
    other = GroupFactory(school=school, school_year=current_school_year())
    client.force_login(mentor)

    for chosen in (other.pk, ""):
        answer = client.post("/school/apparaten/", {"name": "x", "group": chosen})
        assert "group" in answer.context["form"].errors
    with pytest.raises(PermissionDenied):
        set_up_device(school, by=mentor, name="x", group=other)
    with pytest.raises(PermissionDenied):
        set_up_device(school, by=mentor, name="x")
    assert ClassDevice.objects.count() == 0


def test_device_is_removed_by_who_may(client, school, group, mentor, other_mentor, coordinator):
    device = set_up_device(school, by=coordinator, name="Tablet", group=group)
    client.force_login(other_mentor)
    assert client.post(f"/school/apparaten/{device.pk}/weg/").status_code == 404
    with pytest.raises(PermissionDenied):
        revoke_device(device, by=other_mentor)
    client.force_login(mentor)

    client.post(f"/school/apparaten/{device.pk}/weg/")
    revoke_device(device, by=mentor)

    device.refresh_from_db()
    assert device.revoked_at is not None
    assert sorted(entry.action for entry in entries_for(school)) == [
        "schools.device.revoke",
        "schools.device.set_up",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_device_list_are_constant(
    client, number, school, group, coordinator, django_assert_num_queries
):
    for n in range(number):
        set_up_device(school, by=coordinator, name=f"Tablet {n}", group=group)
    client.force_login(coordinator)
    client.get("/school/apparaten/")

    with django_assert_num_queries(8):
        client.get("/school/apparaten/")
