import datetime

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from employers.models import EmployerMembership
from placements.models import EmployerFeedback
from placements.services.feedback import (
    SALT,
    Answers,
    FeedbackRefused,
    LinkUnreadable,
    ask_for_feedback,
    give_feedback,
    link_for,
    open_link,
    sessions_to_ask,
    token_for,
)
from placements.tasks import ask_for_feedback as ask_task
from placements.views.feedback import STATUS
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    AttendanceFactory,
    EmployerMembershipFactory,
    PlacementFactory,
    UserFactory,
)
from tests.placements.days import session_in


@pytest.fixture
def place(student):
    """A pupil was somewhere yesterday."""
    return PlacementFactory(student=student, session=session_in(-1))


@pytest.fixture
def session(place):
    return place.session


@pytest.fixture
def member(session):
    """Somebody of the employer where the pupil was."""
    return EmployerMembershipFactory(employer=session.offer.employer).user


@pytest.fixture
def asked(session, member):
    return ask_for_feedback(session)


@pytest.fixture
def link(asked, member):
    return link_for(asked, member)


# ---- Asking


def test_ask_task_mails_the_people_of_the_employer_once(
    session, member, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_task() == 1
        assert ask_task() == 0

    (mail,) = mailoutbox
    asked = EmployerFeedback.objects.get(session=session)
    assert mail.to == [member.email]
    path = next(word for word in mail.body.split() if "/terugkoppeling/" in word)
    assert open_link(path.rstrip("/").rpartition("/")[2]) == (asked, member)
    assert [e.action for e in trail.entries_for(asked)] == ["placements.feedback.ask"]


def test_the_mail_names_no_pupil(
    session, place, member, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask_task()

    for text in (mailoutbox[0].subject, mailoutbox[0].body):
        assert place.student.family_name not in text
        assert place.student.given_name not in text


def test_sessions_to_ask_are_over_recent_and_had_pupils(session, place):
    session_in(-2)  # nobody had a place
    PlacementFactory(student=place.student, session=session_in(-20))
    PlacementFactory(student=place.student, session=session_in(2))
    PlacementFactory(student=place.student, session=session_in(-3), state="proposed")
    PlacementFactory(student=place.student, session=session_in(-4, state="cancelled"))

    assert sessions_to_ask() == [session]


def test_nobody_is_asked_about_a_date_without_pupils(member):
    empty = session_in(-1)

    assert ask_for_feedback(empty) is None
    assert not EmployerFeedback.objects.exists()


def test_a_colleague_who_cannot_sign_in_is_not_asked(session, member):
    gone = EmployerMembershipFactory(
        employer=session.offer.employer, user=UserFactory(is_active=False)
    )

    ask_for_feedback(session)

    assert list(Notification.objects.values_list("recipient", flat=True)) == [member.pk]
    assert gone.user.pk != member.pk


# ---- Giving


def test_give_feedback_tells_the_mentor_and_the_pupil_once(asked, member, mentor, student):
    answers = Answers(head_count=1, interest=1, preparation=2, words="  Goed   gewerkt! ")

    give_feedback(asked, answers, by=member)
    give_feedback(asked, answers, by=member)

    given = EmployerFeedback.objects.given().get()
    assert (given.head_count, given.interest, given.again) == (1, 1, None)
    assert given.words == "Goed gewerkt!"
    told = Notification.objects.exclude(kind="placements.feedback_asked")
    assert sorted(told.values_list("kind", "recipient")) == [
        ("placements.feedback_given", mentor.pk),
        ("placements.words_for_pupil", student.user.pk),
    ]


def test_a_pupil_who_was_absent_is_not_told(asked, place, member):
    AttendanceFactory(placement=place, status="absent")

    give_feedback(asked, Answers(words="Goed gewerkt!"), by=member)

    assert not Notification.objects.filter(kind="placements.words_for_pupil").exists()


# ---- The link


def test_feedback_by_the_link_without_a_password(client, link, asked, member):
    page = client.get(link)
    response = client.post(
        link,
        {"head_count": "6", "interest": "1", "preparation": "2", "again": "3", "words": "Fijn."},
        follow=True,
    )

    assert page.context["pupils"] == 1
    assert response.redirect_chain[-1][0].endswith("/dank/")
    asked.refresh_from_db()
    saved = (asked.head_count, asked.interest, asked.preparation, asked.again, asked.words)
    assert saved == (6, 1, 2, 3, "Fijn.")
    given = trail.entries_for(asked).get(action="placements.feedback.give")
    assert given.user == member


def test_the_page_names_no_pupil(client, link, place):
    response = client.get(link)

    assert place.student.school.name in response.text
    assert place.student.family_name not in response.text


def test_answering_again_says_so_and_takes_the_place(client, link, asked):
    client.post(link, {"words": "Eerste."})

    again = client.get(link)
    client.post(link, {"words": "Tweede."})

    assert "Eerste." in again.text
    assert again.context["feedback"].given_at is not None
    asked.refresh_from_db()
    assert asked.words == "Tweede."


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"words": "   "},
        {"head_count": "-1"},
        {"head_count": "veel"},
        {"head_count": "99999999999999999999"},
        {"interest": "4"},
        {"again": "ja"},
        {"words": "x" * 401},
    ],
)
def test_feedback_that_says_nothing_or_too_much_is_refused(client, link, asked, data):
    response = client.post(link, data)

    assert response.status_code == 422
    asked.refresh_from_db()
    assert asked.given_at is None


def test_an_expired_link_is_gone(client, link, asked, time_machine, settings):
    life = datetime.timedelta(days=settings.FEEDBACK_LINK_DAYS)
    time_machine.move_to(timezone.now() + life + datetime.timedelta(minutes=1))

    assert client.get(link).status_code == 410
    assert client.post(link, {"words": "Te laat"}).status_code == 410
    assert client.get(link + "dank/").status_code == 410
    asked.refresh_from_db()
    assert asked.given_at is None


@pytest.mark.parametrize("token", ["onzin", "a:b:c", "é", "%00", ":", "x" * 3000])
def test_an_altered_link_is_not_found(client, asked, token):
    assert client.get(f"/terugkoppeling/{token}/").status_code == 404
    with pytest.raises(LinkUnreadable):
        open_link(token)


def test_a_link_with_another_date_in_it_is_not_found(client, asked, member, place):
    other = ask_for_feedback(
        PlacementFactory(student=place.student, session=session_in(-2)).session
    )
    mine, theirs = token_for(asked, member), token_for(other, member)
    mixed = theirs.partition(":")[0] + ":" + mine.partition(":")[2]

    assert client.get(reverse("placements:feedback", args=[mixed])).status_code == 404


def test_a_link_made_for_something_else_is_not_found(client, asked, member):
    token = signing.dumps({"s": asked.session_id, "u": member.pk, "r": "employer"}, salt="else")

    assert client.get(reverse("placements:feedback", args=[token])).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda member: EmployerMembership.objects.filter(user=member).delete(),
        lambda member: type(member).objects.filter(pk=member.pk).update(is_active=False),
    ],
    ids=["left", "closed"],
)
def test_the_link_of_who_no_longer_works_there_is_closed(client, link, member, change):
    change(member)

    assert client.get(link).status_code == 403
    assert client.post(link, {"words": "Toch"}).status_code == 403
    assert not EmployerFeedback.objects.given().exists()


def test_a_link_bound_to_another_role_is_closed(client, asked, member):
    token = signing.dumps({"s": asked.session_id, "u": member.pk, "r": "school"}, salt=SALT)

    assert client.get(reverse("placements:feedback", args=[token])).status_code == 403


def test_a_link_for_a_person_of_another_employer_is_closed(client, asked, other_employer_user):
    assert client.get(link_for(asked, other_employer_user)).status_code == 403


@pytest.mark.parametrize("who", ["other_employer_user", "coordinator", "region_coordinator"])
def test_somebody_else_who_is_signed_in_does_not_answer(request, client, link, who):
    client.force_login(request.getfixturevalue(who))

    response = client.post(link, {"words": "Namens een ander"})

    assert response.status_code == 403
    assert not EmployerFeedback.objects.given().exists()


def test_a_colleague_who_is_signed_in_may_answer(client, link, session):
    colleague = EmployerMembershipFactory(employer=session.offer.employer).user
    client.force_login(colleague)

    assert client.get(link).status_code == 200


def test_the_thanks_page_before_an_answer_leads_to_the_questions(client, link):
    response = client.get(link + "dank/")

    assert response.status_code == 302
    assert response["Location"] == link


def test_what_the_employer_says_stands_with_the_date(client, asked, member, session, mentor):
    give_feedback(asked, Answers(interest=1, words="Goed gewerkt!"), by=member)
    client.force_login(mentor)

    response = client.get(reverse("placements:attendance", args=[session.pk]))

    assert "Goed gewerkt!" in response.text
    assert timezone.localdate(response.context["feedback"].given_at) == timezone.localdate()


def test_every_refusal_has_a_status_of_its_own():
    assert set(FeedbackRefused.__subclasses__()) == set(STATUS)
