"""Two schools, two employers and the region, with something in every room that could leak.

Each pupil has a name found nowhere else, so that one look at an answer says whose pupils it shows.
"""

import datetime
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from employers.models import OfferPartner
from employers.services.offers import submit_offer
from placements.models import (
    EmployerFeedback,
    MatchRun,
    Placement,
    Round,
    Unplaced,
)
from placements.services.feedback import token_for
from portal.accounts.models import User
from portal.accounts.services import grant_region_role, set_up_editors
from portal.notifications.models import Notification
from portal.reference.models import Competence
from schools.models import LearningPeriod, PhotoDecider, RosterImport, SchoolMembership, Student
from schools.services.login_cards import issue_cards_for_group, token_of
from schools.services.roster_imports import upload_roster
from schools.services.roster_work import read_import
from tests.access.bookings import add_booking_pages
from tests.access.calls import add_call_pages
from tests.access.catalogue import add_catalogue_things
from tests.access.companies import add_companies
from tests.access.dates import add_date_pages
from tests.access.employer_forms import add_employer_forms
from tests.access.lob import add_lob_pages
from tests.access.rosters import add_roster_pages
from tests.access.set_up import add_set_up_pages
from tests.access.sign_in import add_sign_in_pages
from tests.access.team import add_team_pages
from tests.access.visits import add_visit_pages
from tests.access.year import add_year
from tests.factories import (
    AttendanceFactory,
    EmployerFactory,
    EmployerMembershipFactory,
    GroupFactory,
    GuestFactory,
    LearningPeriodFactory,
    LocationFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    RoundFactory,
    RoundSessionFactory,
    SafetyPassportFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    SessionFactory,
    StudentFactory,
    StudentNeedFactory,
    UserFactory,
    WishFactory,
    WishListFactory,
)
from tests.factories.edexml import edexml_file, pupil_xml

Role = SchoolMembership.Role
PUPIL = ("Zilvermare", "Quintaal")
CLASSMATE = ("Goudhamer", "Oktopaal")
NEIGHBOUR = ("Kopermeer", "Triakonta")
OTHER_PUPIL = ("Bronswijn", "Duodecaal")
PRIVATE_WORDS = "ikvondhetspannendgeheim"
SHARED_WORDS = "ikvondhetleukgedeeld"


@dataclass
class World:
    people: dict[str, User | None] = field(default_factory=dict)
    places: dict[str, dict | list] = field(default_factory=dict)  # address in the table: arguments
    forms: dict[str, dict] = field(default_factory=dict)  # address in the table: what is posted


def make_world() -> World:
    set_up_editors()
    world = World()
    ours, theirs = _school(world, "ours"), _school(world, "theirs", other=True)
    employer, other = _employers(world)
    add_companies(world, employer)
    _region(world)
    _pupil_things(world, ours, employer)
    _round_things(world, ours, employer)
    add_booking_pages(world, ours, employer)
    add_date_pages(world, ours, theirs, employer)
    add_catalogue_things(world)
    add_call_pages(world, ours, employer)
    add_roster_pages(world, ours, PUPIL)
    add_set_up_pages(world, ours)
    _messages(world)
    _site(world)
    world.people["anon"] = None
    assert theirs["pupil"].school_id != ours["pupil"].school_id
    assert employer.pk != other.pk
    return world


def _pupil(group, names) -> Student:
    user = UserFactory(email=None, first_name="", last_name="")
    return StudentFactory(
        base_group=group, given_name=names[0], name_prefix="", family_name=names[1], user=user
    )


def _staff(school, role, group=None) -> User:
    user = SchoolMembershipFactory(school=school, role=role).user
    if group:
        group.mentors.add(user)
    return user


def _teacher(school, group) -> User:
    user = _staff(school, Role.SUBJECT_TEACHER)
    group.teachers.add(user)
    return user


def _school(world, slug, *, other=False) -> dict:
    school = SchoolFactory(name=f"Praktijkschool {slug}", slug=slug)
    LocationFactory(school=school)
    group = GroupFactory(school=school, name="2P1")
    people = {
        "mentor": _staff(school, Role.MENTOR, group),
        "coord": _staff(school, Role.COORDINATOR),
    }
    pupil = _pupil(group, OTHER_PUPIL if other else PUPIL)
    people["pupil"] = pupil.user
    if other:
        world.people |= {f"{name}2": user for name, user in people.items()}
    else:
        second = GroupFactory(school=school, name="2P2")
        mate = _pupil(group, CLASSMATE)
        _pupil(second, NEIGHBOUR)
        world.people |= people | {
            "mate": mate.user,
            "mentorB": _staff(school, Role.MENTOR, second),
            "teach": _teacher(school, group),
            "coach": _staff(school, Role.COACH, group),
            "super": _staff(school, Role.INTERNSHIP_SUPERVISOR),
            "liais": _staff(school, Role.COMPANY_LIAISON),
            "supp": _staff(school, Role.SUPPORT_COORDINATOR),
            "lead": _staff(school, Role.SCHOOL_LEADER),
        }
    period = LearningPeriodFactory(school=school, label="Herfst")
    free = LearningPeriodFactory(school=school, label="Lente")
    issue_cards_for_group(group, by=people["coord"])
    if not other:
        _school_places(world, school, group, pupil, period=free)
        add_team_pages(world, school)
        add_sign_in_pages(world, school, group)
        add_year(world, school, group)
        add_lob_pages(world, school)
        _imports(world, school)
    return {"school": school, "group": group, "pupil": pupil, "period": period}


def _school_places(world, school, group, pupil, *, period: LearningPeriod) -> None:
    by_group, by_period = {"pk": group.pk}, {"pk": period.pk}
    world.places |= {
        "schools:school-detail": {"slug": school.slug},
        "schools:school-telephone": {"slug": school.slug},
        "schools:group-mentors": by_group,
        "schools:group-cards": by_group,
        "schools:group-needs": by_group,
        "schools:group-photos": by_group,
        "schools:student-needs": {"pk": pupil.pk},
        "schools:student-photos": {"pk": pupil.pk},
        "placements:group-print": by_group,
        "placements:group-export": by_group,
        "schools:cards-renew": by_group,
        "schools:period-edit": by_period,
        "schools:period-delete": by_period,
        "placements:group-detail": by_group,
        "placements:student-file": {"pk": pupil.pk},
        "accounts:card-qr": {"token": token_of(pupil.login_cards.get())},
        "accounts:class-device": {"school": school.slug},
    }
    StudentNeedFactory(student=pupil)
    PhotoDecider.objects.create(student=pupil, since=datetime.date(2025, 9, 1))
    mentor = world.people["mentor"]
    days = {"school_year": period.school_year, "first_day": period.first_day.isoformat()}
    days |= {"last_day": period.last_day.isoformat()}
    world.forms |= {
        "schools:group-mentors": {"mentors": [mentor.pk]},
        "schools:cards-renew": {"student": pupil.pk},
        "schools:group-needs": {"shown": [pupil.pk], f"need-{pupil.pk}": ["break"]},
        "schools:group-photos": {"shown": [pupil.pk], f"photo-{pupil.pk}": ["school"]},
        "schools:student-needs": {"need": ["hearing"]},
        "schools:student-photos": {"shown": [pupil.pk], f"photo-{pupil.pk}": ["social"]},
        "placements:pupil-photos": {"photo": ["portal"]},
        "schools:period-edit": {"label": "Lente anders", **days},
        "schools:period-create": {"label": "Zomer", **days},
    }  # fmt: skip


def _imports(world, school) -> None:
    """One to look at, read from a file that names a pupil; others that wait or are at work."""
    coordinator = world.people["coord"]
    file = edexml_file(pupil_xml(roepnaam=PUPIL[0], achternaam=PUPIL[1]), brincode=school.brin)
    ready = upload_roster(school, file, name="leerlingen.xml", by=coordinator)
    read_import(ready.pk)
    rows = {
        state: RosterImport.objects.create(
            school=school, state=state, created_by=coordinator, heartbeat_at=timezone.now()
        )
        for state in ("uploaded", "applying")
    }
    for name, row in (
        ("detail", ready),
        ("apply", ready),
        ("cancel", rows["uploaded"]),
        ("progress", rows["applying"]),
    ):
        world.places[f"schools:import-{name}"] = {"pk": row.pk}


def _employers(world):
    ours = EmployerFactory(name="Smederij Het Aambeeld", slug="aambeeld")
    other = EmployerFactory(name="Bakkerij De Krans", slug="krans")
    for name, employer in (("empl", ours), ("empl2", other)):
        world.people[name] = EmployerMembershipFactory(employer=employer).user
    live = OfferFactory(employer=ours, title="Smeden")
    draft = OfferFactory(employer=ours, draft=True, title="Nog geheim")
    draft.save_revision()
    sent = OfferFactory(employer=ours, draft=True, title="Ingestuurd")
    sent.save_revision()
    submit_offer(sent, by=world.people["empl"])
    coming = SessionFactory(offer=live)
    past = SessionFactory(offer=live, starts_at=timezone.now() - datetime.timedelta(days=2))
    site = SafetyPassportFactory(worksite__employer=ours).worksite
    guest = GuestFactory(employer=ours, vog_issued_on=timezone.localdate())
    partner = OfferPartner.objects.create(offer=live, employer=other)
    of_draft, of_live = {"pk": draft.pk}, {"pk": live.pk}
    world.places |= {
        "placements:offer-page live": of_live,
        "placements:offer-page draft": of_draft,
        "placements:employer-page": {"slug": ours.slug},
        **{f"employers:offer-{name}": of_draft for name in ("detail", "edit", "preview", "submit")},
        **{f"employers:offer-{n}": of_draft for n in ("autosave", "picture", "discard")},
        "employers:offer-partners": of_live,
        "employers:partner-answer": {"pk": partner.pk},
        "employers:partner-remove": {"pk": partner.pk},
        "employers:offer-recall": {"pk": sent.pk},
        "employers:offer-copy": of_live,
        "employers:offer-withdraw": of_live,
        "employers:session-new": of_live,
        "employers:session-edit": {"pk": coming.pk},
        "employers:session-cancel": {"pk": coming.pk},
        "employers:session-finish": {"pk": past.pk},
        **{
            f"employers:{name}": {"pk": site.pk}
            for name in ("worksite-detail", "worksite-edit", "passport-edit", "passport-renew")
        },
        **{f"employers:guest-{name}": {"pk": guest.pk} for name in ("edit", "remove", "seen")},
        "employers:employer-edit": {"slug": ours.slug},
        "employer_transition": {"pk": ours.pk, "name": "suspend"},
        "wagtailsnippets_employers_offer:edit": {"pk": draft.pk},
    }
    add_employer_forms(world, ours, live, site, coming)
    return ours, other


def _region(world) -> None:
    for name, role in (("region", "coordinator"), ("editor", "editor")):
        world.people[name] = UserFactory()
        grant_region_role(world.people[name], role)


def _pupil_things(world, ours, employer) -> None:
    """Been somewhere, noted, looked back twice: once in private, once for the mentor to read."""
    pupil, mate = ours["pupil"], Student.objects.get(user=world.people["mate"])
    past = timezone.now() - datetime.timedelta(days=1)
    round_ = RoundFactory(school=ours["school"], groups=[ours["group"]], state="published")
    offer = OfferFactory(employer=employer)
    reflections = []
    for private, words in ((True, PRIVATE_WORDS), (False, SHARED_WORDS)):
        session = SessionFactory(offer=offer, starts_at=past)
        place = PlacementFactory(student=pupil, round=round_, session=session)
        PlacementFactory(student=mate, round=round_, session=session)
        AttendanceFactory(placement=place)
        reflection = ReflectionFactory(placement=place, private=private, state="done")
        for competence in Competence.objects.all():
            reflection.answers.create(competence=competence, face=1, words=words)
        reflections.append(reflection)
    fresh = SessionFactory(offer=offer, starts_at=past)
    place = PlacementFactory(student=pupil, round=round_, session=fresh)
    AttendanceFactory(placement=place)
    todo = ReflectionFactory(placement=place)
    add_visit_pages(world, employer, offer, fresh, reflections[1])
    asked = EmployerFeedback.objects.create(session=fresh)
    given = EmployerFeedback.objects.create(session=session, given_at=past, words="Mooi gedaan")
    person = world.people["empl"]
    on_date = {"session_pk": fresh.pk}
    world.places |= {
        "placements:pupil-why": {"placement_pk": place.pk},
        "placements:reflection": {"pk": todo.pk},
        "placements:reflection-question": {"pk": todo.pk, "number": 1},
        "placements:reflection-end": {"pk": reflections[0].pk},
        "placements:reflection-privacy": {"pk": reflections[0].pk},
        "placements:attendance": on_date,
        "placements:attendance-all-present": on_date,
        "placements:feedback": {"token": token_for(asked, person)},
        "placements:feedback-thanks": {"token": token_for(given, person)},
    }
    world.forms |= {
        "placements:reflection-question": {"face": "1", "words": "Leuk"},
        "placements:attendance": {f"status-{place.pk}": "late"},
        "placements:feedback": {"head_count": "1", "interest": "1", "words": "Goed gewerkt"},
    }


def _round_things(world, ours, employer) -> None:
    """A round in each state that has a screen of its own."""
    pupil, places = ours["pupil"], world.places
    rounds = {
        state: RoundFactory(
            school=ours["school"], groups=[ours["group"]], state=state, period=ours["period"]
        )
        for state in Round.State.values
    }
    offer = OfferFactory(employer=employer)
    for round_ in rounds.values():
        session = SessionFactory(offer=offer, places_taken=4)
        RoundSessionFactory(round=round_, session=session, places=4, held=4)
    opened, closed, computed = rounds["open"], rounds["closed"], rounds["computed"]
    wish_list = WishListFactory(round=opened, student=pupil)
    first = WishFactory(wish_list=wish_list, offer=offer, rank=1)
    held = computed.round_sessions.get().session
    place = PlacementFactory(
        round=computed, student=pupil, session=held, state=Placement.State.PROPOSED
    )
    mate = Student.objects.get(user=world.people["mate"])
    Unplaced.objects.create(round=computed, student=mate, reason="no_wishes")
    busy = MatchRun.objects.create(round=closed, created_by=world.people["coord"])
    for names, arguments in (
        (["edit", "sessions", "delete"], {"pk": rounds["draft"].pk}),
        (["detail", "wishes"], {"pk": opened.pk}),
        (["transition"], {"pk": opened.pk, "name": "close"}),
        (["wish-entry"], {"pk": opened.pk, "student_pk": pupil.pk}),
        (["run", "review", "publish"], {"pk": computed.pk}),
    ):
        places |= {f"placements:round-{name}": arguments for name in names}
    places |= {
        "placements:placement-add": {"pk": computed.pk, "student_pk": mate.pk},
        **{f"placements:run-{name}": {"pk": busy.pk} for name in ("detail", "progress", "cancel")},
        **{f"placements:placement-{name}": {"pk": place.pk} for name in ("lock", "move", "remove")},
        "placements:pupil-wishes": {"round_pk": opened.pk},
        "placements:pupil-wishes-send": {"round_pk": opened.pk},
        "placements:pupil-wish-toggle": {"round_pk": opened.pk, "offer_pk": first.offer_id},
        "placements:pupil-wish-up": {"round_pk": opened.pk, "offer_pk": first.offer_id},
    }
    world.forms |= {
        "placements:round-wish-entry": {"wish_1": str(offer.pk)},
        "placements:placement-lock": {"vast": "1"},
        "placements:placement-add": {"session": str(held.pk), "toch": "1"},
        "placements:round-new": {
            "title": "Nieuw", "groups": [ours["group"].pk], "places_each": 1, "wishes_each": 3,
            "first_day": (timezone.localdate() + datetime.timedelta(days=30)).isoformat(),
            "last_day": (timezone.localdate() + datetime.timedelta(days=60)).isoformat(),
            "wishes_day": (timezone.localdate() + datetime.timedelta(days=9)).isoformat(),
            "wishes_time": "17:00",
        },
    }  # fmt: skip
    world.forms["placements:round-edit"] = {
        **world.forms["placements:round-new"], "title": "Anders"
    }  # fmt: skip


def _messages(world) -> None:
    """Everyone has been told something; the pupil's message is the one that others try to open."""
    for user in filter(None, world.people.values()):
        note = Notification.objects.create(
            recipient=user,
            kind="placements.words_for_pupil",
            dedup_key=f"test:{user.pk}",
            context={"employer": "Smederij", "title": "Smeden"},
            url="/mijn/",
        )
        if user == world.people["pupil"]:
            world.places["notifications:open"] = {"pk": note.pk}


def _site(world) -> None:
    path = default_storage.save("proef/bord.txt", ContentFile(b"Welkom"))
    world.places |= {
        "media": {"path": path},
        "wagtail_serve": [""],
        **{
            f"home:desk-of {space}": {"space": space}
            for space in ("leerling", "school", "bedrijf", "regio")
        },
    }
