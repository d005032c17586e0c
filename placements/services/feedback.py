"""What the employer saw: asked by mail after a date, answered by the link in it or on the desk.

The link needs no password; it is signed, bound to this date and this person's role, and expires.
An answer also marks the date as done: the employer does it once.
"""

import datetime
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from employers.permissions import acts_for_employer
from employers.services.sessions import finish_session
from placements.models import Booking, EmployerFeedback, Placement
from placements.queries import coordinators_coming_to, employer_users, mentors_of, pupil_users
from placements.services.booking_answers import finish, miss
from placements.visits import COMING, groups, heads, pupils_at
from portal.accounts.models import User
from portal.audit.trail import record
from portal.core.formats import long_date
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.services import notify

SALT = "placements.feedback"
ROLE = "employer"
MOST_WORDS = 400
ASK_WITHIN = datetime.timedelta(days=14)
MOST_AT_ONCE = 200


class FeedbackRefused(Exception):
    """The link does not open the form; the message says why and what to do."""


class LinkExpired(FeedbackRefused):
    pass


class LinkUnreadable(FeedbackRefused):
    """Altered, or not copied whole."""


class LinkNotYours(FeedbackRefused):
    """Its person no longer works there, or somebody else is signed in."""


@dataclass(frozen=True)
class Answers:
    """``interest``, ``preparation`` and ``again``: 1 good, 2 fair, 3 poor, or None."""

    head_count: int | None = None
    interest: int | None = None
    preparation: int | None = None
    again: int | None = None
    words: str = ""
    nobody_came: bool = False


def token_for(feedback: EmployerFeedback, user: User) -> str:
    data = {"s": feedback.session_id, "u": user.pk, "r": ROLE}
    return signing.dumps(data, salt=SALT, compress=True)


def link_for(feedback: EmployerFeedback, user: User) -> str:
    return reverse("placements:feedback", args=[token_for(feedback, user)])


def open_link(token: str, *, signed_in: Any = None) -> tuple[EmployerFeedback, User]:
    """The form and the person that the link is for. Raises a FeedbackRefused.

    ``signed_in`` is whoever looks at it in the browser; nobody need be signed in.
    """
    data = _data_of(token)
    feedback = (
        EmployerFeedback.objects.select_related(
            "session__offer__employer", "session__offer__sector"
        )
        .filter(session=data.get("s"))
        .first()
    )
    user = _still_acts_for(feedback, data) if feedback else None
    if feedback is None or user is None:
        raise LinkNotYours(_("This link is no longer valid. Ask a colleague for the newest mail."))
    if getattr(signed_in, "is_authenticated", False) and not acts_for_employer(
        signed_in, feedback.session
    ):
        raise LinkNotYours(
            _("This link is for the people of %(employer)s. You are signed in as somebody else.")
            % {"employer": feedback.session.offer.employer.name}
        )
    return feedback, user


def _data_of(token: str) -> dict:
    most = datetime.timedelta(days=settings.FEEDBACK_LINK_DAYS)
    try:
        return signing.loads(token, salt=SALT, max_age=most)
    except signing.SignatureExpired:
        raise LinkExpired(_("This link has expired. You no longer have to answer.")) from None
    except signing.BadSignature:
        raise LinkUnreadable(
            _("This link is not right. Copy the whole address from the mail.")
        ) from None


def _still_acts_for(feedback: EmployerFeedback, data: dict) -> User | None:
    if data.get("r") != ROLE:
        return None
    employer = feedback.session.offer.employer_id
    return User.objects.filter(
        pk=data.get("u", 0), is_active=True, employers_memberships__employer=employer
    ).first()


@transaction.atomic
def ask_for_feedback(session: Session) -> EmployerFeedback | None:
    """Ask the people of the employer, once for each date. Nothing when nobody had a place."""
    pupils = pupils_at(session)
    if not pupils or session.state == Session.State.CANCELLED:
        return None
    feedback, created = EmployerFeedback.objects.get_or_create(session=session)
    if not created:
        return feedback
    for member in employer_users([session.offer.employer_id]).filter(is_active=True):
        notify(
            [member],
            kind="placements.feedback_asked",
            about=feedback,
            url=link_for(feedback, member),
            title=session.offer.title,
            when=long_date(session.starts_at),
            pupils=pupils,
        )
    record("placements.feedback.ask", feedback, by=None)
    return feedback


@transaction.atomic
def open_report(session: Session, *, by: User) -> EmployerFeedback:
    """The same form, from the desk. Nobody is asked by mail any more: it is being answered.

    Raises PermissionDenied for somebody else, FeedbackRefused when there is nothing to tell (yet).
    """
    if not acts_for_employer(by, session):
        raise PermissionDenied
    if why := why_no_report(session):
        raise FeedbackRefused(why)
    feedback, _new = EmployerFeedback.objects.get_or_create(session=session)
    return feedback


def why_no_report(session: Session) -> str:
    """Why nothing can be told about this date; empty when it can."""
    if session.state == Session.State.CANCELLED:
        return _("This date was cancelled. There is nothing to tell.")
    if session.ends_at > timezone.now():
        return _("This visit is not over yet. Tell how it was afterwards.")
    if not pupils_at(session):
        return _("No pupils were expected on this date. There is nothing to tell.")
    return ""


@transaction.atomic
def give_feedback(feedback: EmployerFeedback, answers: Answers, *, by: User) -> EmployerFeedback:
    """Keep what the employer says, and mark the date as done.

    It may be changed as long as the link lives; the schools are told once. Raises LinkExpired.
    """
    if feedback.is_closed:
        raise LinkExpired(_("The time to answer is over. You no longer have to."))
    feedback.nobody_came = answers.nobody_came
    feedback.head_count = 0 if answers.nobody_came else answers.head_count
    feedback.interest = None if answers.nobody_came else answers.interest
    feedback.preparation = None if answers.nobody_came else answers.preparation
    feedback.again = answers.again
    feedback.words = " ".join(answers.words.split())[:MOST_WORDS]
    feedback.given_at = timezone.now()
    feedback.given_by = by
    feedback.save()
    _finish(feedback.session, by)
    _close_requests(feedback, by)
    record("placements.feedback.give", feedback, by=by)
    if feedback.nobody_came:
        _tell_nobody_came(feedback)
    else:
        _tell(feedback)
    return feedback


def _finish(session: Session, by: User) -> None:
    """The date is done; whoever marked it as done before was right as well."""
    if session.state == Session.State.OPEN:
        with suppress(TransitionNotAllowed):
            finish_session(session, by=by)


def _close_requests(feedback: EmployerFeedback, by: User) -> None:
    """Groups that came by request: they were there, or they were not. Their school hears that."""
    close = miss if feedback.nobody_came else finish
    for booking in Booking.objects.filter(session=feedback.session_id, state__in=COMING):
        with suppress(TransitionNotAllowed):  # it was closed like this before
            close(booking, by=by)


def _tell_nobody_came(feedback: EmployerFeedback) -> None:
    """The coordinators of the schools that were to come: they find out what went wrong."""
    session = feedback.session
    notify(
        coordinators_coming_to(session),
        kind="placements.nobody_came",
        about=feedback,
        url=reverse("placements:session-list") + "?toon=geweest",
        employer=session.offer.employer.name,
        title=session.offer.title,
        when=long_date(session.starts_at),
        words=feedback.words,
    )


def _tell(feedback: EmployerFeedback) -> None:
    """Mentors once for each date; the pupils who were there once there are words for them."""
    places = Placement.objects.published().filter(session=feedback.session_id)
    facts = {
        "employer": feedback.session.offer.employer.name,
        "title": feedback.session.offer.title,
    }
    notify(
        mentors_of(places.values("student")).filter(is_active=True),
        kind="placements.feedback_given",
        about=feedback,
        url=reverse("placements:attendance", args=[feedback.session_id]),
        **facts,
    )
    if feedback.words:
        there = places.exclude(attendance__status="absent")
        notify(
            pupil_users(there.values("student")),
            kind="placements.words_for_pupil",
            about=feedback,
            url=reverse("placements:pupil-file"),
            **facts,
        )


def sessions_to_ask(now: datetime.datetime | None = None) -> list[Session]:
    """Dates of the last two weeks that are over, had pupils, and were not asked about."""
    now = now or timezone.now()
    return list(
        Session.objects.filter(
            Exists(heads()) | Exists(groups()),
            ends_at__lte=now,
            ends_at__gte=now - ASK_WITHIN,
            employer_feedback=None,
        )
        .exclude(state=Session.State.CANCELLED)
        .select_related("offer")
        .order_by("ends_at", "pk")[:MOST_AT_ONCE]
    )
