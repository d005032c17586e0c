"""The story in a browser: offer, approval, roster, cards, wishes, places, and looking back."""

import datetime

import pytest
from celery.contrib.testing.worker import start_worker
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import expect

from employers.models import Session
from placements.models import EmployerFeedback, Placement, ReflectionAnswer
from placements.tasks import ask_for_feedback
from portal.accounts.services import grant_region_role, set_up_editors
from portal.celery import app
from schools.models import SchoolMembership
from tests.browser.people import (
    PASSWORD,
    Coordinator,
    Editor,
    Employer,
    Person,
    Pupil,
    feedback_path,
)
from tests.factories import (
    EmployerMembershipFactory,
    LocationFactory,
    OfferFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    SessionFactory,
    UserFactory,
    WorkSiteFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
BREAD, SHEEP = "Bak je eigen brood", "Een ochtend bij de schapen"
WORDS = "Het brood was warm."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def _worker():
    """Background work is done by a worker beside the server, as in the real thing."""
    app.conf.task_always_eager = False
    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="ERROR"):
        yield
    app.conf.task_always_eager = True


@pytest.fixture
def users():
    known = {"password": make_password(PASSWORD)}
    set_up_editors()
    baker = EmployerMembershipFactory(user=UserFactory(**known))
    editor = UserFactory(**known)
    grant_region_role(editor, "editor")
    school = SchoolFactory(brin="99XY")
    LocationFactory(school=school, brin6="99XY01")
    coordinator = SchoolMembershipFactory(
        school=school, role=SchoolMembership.Role.COORDINATOR, user=UserFactory(**known)
    ).user
    return {"baker": baker, "editor": editor, "coordinator": coordinator}


@pytest.mark.usefixtures("_worker")
def test_from_an_open_door_to_a_look_back(users, somebody, keep_picture):
    farm = SessionFactory(offer=OfferFactory(title=SHEEP), max_places=1)
    the_offer_gets_online(users, somebody)
    coordinator = somebody(Coordinator).sign_in(users["coordinator"])
    coordinator.bring_in_pupils()
    cards = coordinator.print_cards()
    round_page = coordinator.open_round("Winterronde")

    noor = somebody(Pupil, **PHONE).sign_in_with(cards["Noor"])
    noor.wish(BREAD, SHEEP)
    keep_picture(noor.page, "journey-wishes-sent")
    sem = somebody(Pupil, **PHONE, java_script_enabled=False).sign_in_with(cards["Sem"])
    sem.wish(SHEEP)
    coordinator.match_and_publish(round_page)
    keep_picture(coordinator.page, "journey-published")
    noor.go("/leerling/dag/")
    noor.says(BREAD)
    sem.go("/leerling/dag/")
    sem.says(SHEEP)

    both_days_are_over(farm)
    on_phone = somebody(Coordinator, **PHONE).sign_in(users["coordinator"])
    on_phone.note_attendance()
    noor.look_back(WORDS)
    the_baker_answers(somebody)
    noor.go("/leerling/map/")
    noor.says(WORDS)
    noor.says("Goed gewerkt!")

    assert {a.words for a in ReflectionAnswer.objects.exclude(words="")} == {WORDS}


def the_offer_gets_online(users, somebody):
    baker = somebody(Employer).sign_in(users["baker"].user)
    offer_page = baker.make_offer(BREAD, WorkSiteFactory(employer=users["baker"].employer))
    somebody(Editor).sign_in(users["editor"]).approve(BREAD)
    baker.add_date(offer_page, days=30, places=4)
    visitor = somebody(Person)
    visitor.go("/aanbod/")
    visitor.says(BREAD)


def both_days_are_over(farm):
    """Time passes; and each date is noted on its own list, so only the bread stays to be noted."""
    now = timezone.now() - datetime.timedelta(days=1)  # today would still be among what comes
    Placement.objects.filter(session=farm).update(session=Session.objects.exclude(pk=farm.pk).get())
    Session.objects.update(
        starts_at=now - datetime.timedelta(hours=3), ends_at=now - datetime.timedelta(hours=1)
    )


def the_baker_answers(somebody):
    """By the link in the mail, without signing in."""
    app.conf.task_always_eager = True
    ask_for_feedback()
    visitor = somebody(Person, **PHONE)
    visitor.go(feedback_path())
    visitor.page.fill("[name=head_count]", "2")
    visitor.page.locator(".smiley").first.click()
    visitor.page.fill("[name=words]", "Goed gewerkt!")
    visitor.page.click("main form button")
    expect(visitor.page.locator("h1")).to_be_visible()

    assert EmployerFeedback.objects.get(words="Goed gewerkt!").head_count == 2
