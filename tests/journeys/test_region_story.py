"""One story from beginning to end, through the screens: a company opens its doors, a school sends
its pupils, and everybody hears how it was.
"""

import gc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from employers.models import EmployerMembership, Offer, Session
from placements.models import Attendance, EmployerFeedback, Placement, Reflection, Round
from placements.tasks import ask_for_feedback
from portal.accounts.models import User
from portal.accounts.services import grant_region_role
from portal.reference.models import Competence, Sector
from schools.models import Group, RosterImport, SchoolMembership, Student
from tests.employers.conftest import picture_file  # noqa: F401 - a fixture
from tests.factories import (
    EmployerFactory,
    EmployerMembershipFactory,
    LocationFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    UserFactory,
    WorkSiteFactory,
)
from tests.factories.edexml import edexml_text, pupil_xml

NAMES = [("1001", "Noor", "Berg"), ("1002", "Sem", "Dijk"), ("1003", "Yara", "Eik")]
NAMES += [("1004", "Milan", "Fonteyn")]
IN_GROUP = "<groep key='g1'/>"
GROUPS = "<groep key='g1'><naam>2P1</naam><jaargroep>12</jaargroep></groep>"


@pytest.fixture
def school():
    school = SchoolFactory(name="Praktijkschool De Wissel", brin="99XY")
    LocationFactory(school=school, brin6="99XY01")
    return school


@pytest.fixture
def people(person, school):
    """Everybody in the story but the pupils, who come out of the roster."""
    baker = EmployerMembershipFactory(
        employer=EmployerFactory(
            name="Bakkerij De Korst", sector=Sector.objects.get(code="hospitality_food")
        ),
        user=UserFactory(first_name="Bram"),
    )
    WorkSiteFactory(employer=baker.employer)
    editor = UserFactory(first_name="Ed")
    grant_region_role(editor, "editor")
    roles = SchoolMembership.Role
    return {
        "baker": person(baker.user),
        "editor": person(editor),
        "coordinator": person(SchoolMembershipFactory(school=school, role=roles.COORDINATOR).user),
        "mentor": person(SchoolMembershipFactory(school=school, role=roles.MENTOR).user),
        "visitor": person(),
    }


def fresh_browsers(people, person):
    """After some weeks everybody signs in again."""
    return {who: person(somebody.user) for who, somebody in people.items()}


# ---- The steps, in the order of the story


def the_baker_makes_offers(baker, picture):
    employer = EmployerMembership.objects.get(user=baker.user).employer
    bread = _offer(baker, employer, "Bak je eigen brood", picture_file=picture)
    cake = _offer(baker, employer, "Maak een taart af", sector="crafts")
    for offer, days, places in (
        (bread, ("2026-12-08", "2026-12-10"), 2),
        (cake, ["2026-12-11"], 3),
    ):
        for day in days:
            baker.do(
                "employers:session-new", offer.pk,
                day=day, start="10:00", end="12:00", min_places=1, max_places=places,
            )  # fmt: skip
        baker.do("employers:offer-submit", offer.pk)
    return bread, cake


def _offer(baker, employer, title, *, sector="hospitality_food", **more):
    if more:
        more |= {"picture_alternative": "Brood dat net uit de oven komt."}
    baker.do("employers:offer-new", kind="visit")
    offer = Offer.objects.latest("pk")
    baker.do(
        "employers:offer-edit",
        offer.pk,
        kind="visit",
        shown="visit",
        title=title,
        summary="Je werkt een ochtend mee in de bakkerij.",
        sector=Sector.objects.get(code=sector).pk,
        pupil_text="Je werkt mee. Je neemt iets mee naar huis.",
        worksite=employer.worksites.get().pk,
        group_min=1,
        group_max=8,
        year_min=1,
        year_max=4,
        duration_minutes=120,
        lead_days=7,
        **more,
    )
    return Offer.objects.get(pk=offer.pk)


def the_editor_approves(editor, offer):
    task = Offer.objects.get(pk=offer.pk).current_workflow_task_state
    editor.look("wagtailsnippets_employers_offer:edit", offer.pk)
    editor.do(
        "wagtailsnippets_employers_offer:workflow_action", offer.pk, "approve", task.pk, comment=""
    )


def the_coordinator_brings_the_pupils_in(coordinator):
    pupils = [
        pupil_xml(key, inside=IN_GROUP, roepnaam=given, achternaam=family, jaargroep="12")
        for key, given, family in NAMES
    ]
    file = SimpleUploadedFile("leerlingen.xml", edexml_text(*pupils, groups=GROUPS).encode())
    coordinator.do("schools:import-upload", file=file)
    import_ = RosterImport.objects.get()
    report = coordinator.look("schools:import-detail", import_.pk)
    assert not Student.objects.exists()  # a dry run first
    ticks = dict.fromkeys(report.context["form"].fields, "on")
    coordinator.do("schools:import-apply", import_.pk, **ticks)
    return Group.objects.get(name="2P1")


def the_coordinator_prints_the_cards(coordinator, mentor, group):
    coordinator.do("schools:group-mentors", group.pk, mentors=[mentor.user.pk])
    coordinator.do("schools:group-cards", group.pk)
    cards = coordinator.look("schools:group-cards", group.pk).context["cards"]
    return {card.student.given_name: " ".join(card.words) for card in cards}


def the_coordinator_opens_a_round(coordinator, group):
    coordinator.do(
        "placements:round-new",
        title="Winterronde",
        first_day="2026-12-07",
        last_day="2026-12-18",
        wishes_day="2026-12-04",
        wishes_time="17:00",
        groups=[group.pk],
        places_each=1,
        wishes_each=2,
    )
    round_ = Round.objects.get()
    dates = list(Session.objects.order_by("starts_at"))
    places = {f"places-{date.pk}": date.max_places for date in dates}
    pks = [date.pk for date in dates]
    coordinator.do("placements:round-sessions", round_.pk, shown=pks, session=pks, **places)
    coordinator.do("placements:round-transition", round_.pk, "open")
    return round_


def the_pupil_signs_in_and_wishes(somebody, words, round_, *offers):
    somebody.do("accounts:card-sign-in", code=words)
    somebody.user = User.objects.get(pk=somebody.client.session["_auth_user_id"])
    somebody.look("placements:pupil-wishes", round_.pk)
    for offer in offers:
        somebody.do("placements:pupil-wish-toggle", round_.pk, offer.pk)
    somebody.do("placements:pupil-wishes-send", round_.pk)
    return somebody


def the_coordinator_divides_and_publishes(coordinator, round_):
    coordinator.do("placements:round-transition", round_.pk, "close")
    coordinator.do("placements:round-run", round_.pk)
    before = places_in(round_)
    first = Placement.objects.filter(round=round_).earliest("pk")
    coordinator.do("placements:placement-lock", first.pk, vast="1")
    coordinator.do("placements:round-run", round_.pk, weinig="1")
    assert places_in(round_) == before  # nothing had to change
    assert Placement.objects.get(student=first.student).locked
    coordinator.look("placements:round-review", round_.pk)
    coordinator.do("placements:round-publish", round_.pk)


def places_in(round_):
    return set(Placement.objects.filter(round=round_).values_list("student", "session"))


def the_pupil_looks_back(pupil, reflection, words):
    for number, _competence in enumerate(Competence.all_cached(), start=1):
        answer = {"face": "1", "words": words if number == 1 else ""}
        pupil.do("placements:reflection-question", reflection.pk, number, **answer)
    pupil.do("placements:reflection-end", reflection.pk)


# ---- The story, in four chapters


@pytest.fixture
def _pictures_are_let_go():
    """Wagtail leaves the files of the pictures it made to the garbage collector."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore:.*[uU]nclosed file:ResourceWarning")
@pytest.mark.usefixtures("_pictures_are_let_go")
def test_from_an_open_door_to_a_pupil_who_looks_back(
    people, person, clock, picture_file, mailoutbox, django_capture_on_commit_callbacks  # noqa: F811
):  # fmt: skip
    clock(2026, 11, 23, 9)
    offers = a_company_opens_its_doors(people, picture_file())
    round_, pupils = pupils_choose(people, person, *offers)
    mailoutbox.clear()
    places_are_published(people, pupils, round_, mailoutbox)

    clock(2026, 12, 10, 16)
    people, noor = fresh_browsers(people, person), person(pupils["Noor"].user)
    session = somebody_goes_and_looks_back(people, noor)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_for_feedback() == 2
    the_company_answers(people, session, mailoutbox)
    everybody_sees_it(people, noor, session)


def a_company_opens_its_doors(people, picture):
    """Nobody sees an offer until the region has looked at it."""
    visitor = people["visitor"]
    bread, cake = the_baker_makes_offers(people["baker"], picture)
    assert bread.title not in visitor.look("placements:catalogue").text
    the_editor_approves(people["editor"], bread)
    the_editor_approves(people["editor"], cake)
    catalogue = visitor.look("placements:catalogue").text
    assert bread.title in catalogue
    assert cake.title in catalogue
    assert "8 december" in visitor.look("placements:offer-page", bread.pk).text
    return bread, cake


def pupils_choose(people, person, bread, cake):
    """Cards in their hands, wishes on their screens. Milan forgets; his coordinator helps."""
    coordinator = people["coordinator"]
    group = the_coordinator_brings_the_pupils_in(coordinator)
    words = the_coordinator_prints_the_cards(coordinator, people["mentor"], group)
    assert set(words) == {given for _key, given, _family in NAMES}
    round_ = the_coordinator_opens_a_round(coordinator, group)
    wishes = {"Noor": [bread, cake], "Sem": [bread], "Yara": [cake, bread]}
    pupils = {
        name: the_pupil_signs_in_and_wishes(person(), words[name], round_, *offers)
        for name, offers in wishes.items()
    }
    milan = Student.objects.get(given_name="Milan")
    coordinator.do(
        "placements:round-wish-entry", round_.pk, milan.pk, wish_1=bread.pk, wish_2=cake.pk
    )
    return round_, pupils


def places_are_published(people, pupils, round_, mailoutbox):
    """Divided, looked at, divided again with least change, published once; all are told."""
    the_coordinator_divides_and_publishes(people["coordinator"], round_)
    placed = Placement.objects.published().filter(round=round_)
    assert [p.level for p in placed] == [1] * len(NAMES)
    told = {address for mail in mailoutbox for address in mail.to}
    assert told == {people["mentor"].user.email, people["baker"].user.email}
    for mail in mailoutbox:
        assert not any(family in mail.subject + mail.body for _key, _given, family in NAMES)
    assert "Je hebt een plek" in pupils["Noor"].look("notifications:inbox").text
    assert "Bak je eigen brood" in pupils["Noor"].look("placements:pupil-day").text


def somebody_goes_and_looks_back(people, noor):
    """Her mentor goes along with a phone; she looks back on the bus."""
    placement = Placement.objects.get(student__given_name="Noor")
    people["mentor"].do("placements:attendance-all-present", placement.session_id)
    assert placement.attendance.status == Attendance.Status.PRESENT
    the_pupil_looks_back(noor, placement.reflection, "Mijn brood was goed gerezen.")
    assert Reflection.objects.get(placement=placement).state == Reflection.State.DONE
    return placement.session


def the_company_answers(people, session, mailoutbox):
    """From the mail, without a password."""
    mail = next(
        mail for mail in mailoutbox
        if link_in(mail) and session.pk == asked_in(people["visitor"], mail)
    )  # fmt: skip
    assert mail.to == [people["baker"].user.email]
    answer = {"head_count": "2", "interest": "1", "preparation": "1", "again": "1"}
    people["visitor"].do(link_in(mail), **answer, words="Wat een doorzetters.")
    assert EmployerFeedback.objects.given().get().session == session


def link_in(mail):
    """The path of the link in the mail."""
    links = [word for word in mail.body.split() if "/terugkoppeling/" in word]
    return "/" + links[0].split("/", 3)[3] if links else ""


def asked_in(visitor, mail):
    return visitor.look(link_in(mail)).context["session"].pk


def everybody_sees_it(people, noor, session):
    """The pupil in the folder, the mentor in the file, the coordinator in the coverage."""
    student = Student.objects.get(given_name="Noor")
    for page in (
        noor.look("placements:pupil-file"),
        people["mentor"].look("placements:student-file", student.pk),
    ):
        assert "Mijn brood was goed gerezen." in page.text
        assert "Wat een doorzetters." in page.text
    coordinators_view = people["coordinator"].look("placements:student-file", student.pk).text
    assert "Mijn brood was goed gerezen." not in coordinators_view
    group = people["mentor"].look("placements:group-detail", student.base_group_id).context
    attended = Attendance.objects.filter(status=Attendance.Status.PRESENT).count()
    assert (group["glance"].progress.been, group["glance"].progress.looked_back) == (attended, 1)
    coverage = people["coordinator"].look("placements:coverage", groep=student.base_group_id)
    seen = {row["student"]: row["standing"].met for row in coverage.context["by_pupil"]["rows"]}
    assert seen[student] == {"hospitality_food"}
