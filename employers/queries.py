"""An employer's offers with all that its pages say about them, in a fixed number of queries."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, F, Min, Prefetch, Q, Sum
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from employers.freshness import to_confirm, with_question
from employers.models import Employer, Offer, OfferPartner, Session
from portal.core.school_year import bounds, current_school_year

IN_REVIEW = WorkflowState.STATUS_IN_PROGRESS
RETURNED = WorkflowState.STATUS_NEEDS_CHANGES


@dataclass(frozen=True)
class OfferStatus:
    """Where an offer is in its life, in words for its employer."""

    code: str
    label: str | Promise
    tone: str
    reason: str = ""

    @property
    def in_review(self) -> bool:
        return self.code in {"waiting", "change_waiting"}

    @property
    def can_be_sent(self) -> bool:
        return self.code in {"draft", "returned", "change_returned", "change_draft", "withdrawn"}


STATUSES = {
    # (online, review) -> code, label, tone
    (True, IN_REVIEW): ("change_waiting", _("Online, change waits for review"), "info"),
    (False, IN_REVIEW): ("waiting", _("Waits for review"), "wait"),
    (True, RETURNED): ("change_returned", _("Online, change sent back"), "warn"),
    (False, RETURNED): ("returned", _("Sent back"), "warn"),
}
ONLINE = ("online", _("Online"), "ok")
PRESENCES = {
    Offer.Presence.FADED: ("faded", _("Out of the catalogue"), "warn"),
    Offer.Presence.PAUSED: ("paused", _("Not this year"), "wait"),
}
CHANGED = ("change_draft", _("Online, change not sent in"), "info")
WITHDRAWN = ("withdrawn", _("Withdrawn"), "bad")
DRAFT = ("draft", _("Draft"), "wait")


def status_of(offer: Offer) -> OfferStatus:
    """The status of an offer that came from ``with_status`` (or asks the database itself)."""
    state = offer.current_workflow_state
    if state:
        task_state = state.current_task_state if state.status == RETURNED else None
        return OfferStatus(
            *STATUSES[offer.live, state.status], reason=task_state.comment if task_state else ""
        )
    if offer.live:
        fresh = PRESENCES.get(offer.presence, ONLINE)
        return OfferStatus(*(CHANGED if offer.has_unpublished_changes else fresh))
    return OfferStatus(*(WITHDRAWN if offer.first_published_at else DRAFT))


def with_status(offers):
    """Adds what ``status_of`` and ``shown_title`` need, for any number of offers."""
    active = WorkflowState.objects.active().select_related("current_task_state")
    return (
        offers.select_related("latest_revision")
        .prefetch_related(
            Prefetch("workflow_states", queryset=active, to_attr="_current_workflow_states")
        )
        .defer("latest_revision__content")
    )


def for_desk(offers):
    """Offers as an employer's list shows them: status, next date and places to come."""
    upcoming = Q(sessions__state=Session.State.OPEN, sessions__starts_at__gt=timezone.now())
    return with_question(with_status(offers.for_list())).annotate(
        next_date=Min("sessions__starts_at", filter=upcoming),
        dates_to_come=Count("sessions", filter=upcoming),
        places_taken=Sum("sessions__places_taken", filter=upcoming),
        places=Sum("sessions__max_places", filter=upcoming),
    )


def in_status(offers, status: str):
    """The filter of the list: online, confirm, waiting, returned or draft."""
    conditions = {
        "online": Q(live=True),
        "waiting": Q(pk__in=_ids_in_workflow(IN_REVIEW)),
        "returned": Q(pk__in=_ids_in_workflow(RETURNED)),
        "confirm": to_confirm(),
        "draft": Q(live=False) & ~Q(pk__in=_ids_in_workflow(IN_REVIEW, RETURNED)),
    }
    return offers.filter(conditions[status]) if status in conditions else offers


def _ids_in_workflow(*statuses: str):
    # A workflow keeps the id of its object as text, and PostgreSQL compares no text with numbers.
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Offer), status__in=statuses
    )
    return states.annotate(offer_id=Cast("object_id", BigIntegerField())).values("offer_id")


def shown_title(offer: Offer) -> str:
    """The newest title, also when it waits in a revision."""
    return offer.latest_revision.object_str if offer.latest_revision_id else offer.title


def joined_offers(user) -> list[OfferPartner]:
    """What other employers lead and ``user`` was asked for or takes part in, with its title."""
    partners = list(
        OfferPartner.objects.asked_of(user)
        .exclude(state=OfferPartner.State.DECLINED)
        .select_related("offer__employer", "offer__sector", "offer__latest_revision")
        .defer("offer__latest_revision__content")
        .order_by("-asked_at", "-pk")
    )
    for partner in partners:
        partner.title = shown_title(partner.offer)
    return partners


def next_visits(user, limit: int = 6):
    """The coming dates on which somebody has a place: head counts only, never who."""
    return (
        Session.objects.filter(offer__in=Offer.objects.editable_by(user).values("pk"))
        .open()
        .upcoming()
        .filter(places_taken__gt=0)
        .select_related("offer__sector", "offer__worksite", "offer__employer")
        .order_by("starts_at", "pk")[:limit]
    )


def dates_of(offer: Offer):
    """The dates of one offer: those to come first, then what has been, newest first."""
    now = timezone.now()
    return offer.sessions.annotate(has_been=Q(starts_at__lte=now)).order_by(
        "has_been", F("starts_at"), "pk"
    )


def dates_with_visitors(employer: Employer | None = None):
    """Dates to come on which pupils have a place: of one employer, or of all that are on hold."""
    running = Session.objects.open().upcoming().filter(places_taken__gt=0)
    if employer is None:
        running = running.filter(offer__employer__state=Employer.State.SUSPENDED)
    else:
        running = running.filter(offer__employer=employer)
    return running.select_related("offer__employer", "offer__sector").order_by("starts_at", "pk")


def dates_this_year(newest: Offer, offer: Offer) -> int:
    """How many dates this school year has, when that is more than its employer wanted; else 0."""
    if not newest.times_per_year:
        return 0
    first, last = bounds(current_school_year())
    planned = offer.sessions.exclude(state=Session.State.CANCELLED).filter(
        starts_at__date__range=(first, last)
    )
    count = planned.count()
    return count if count > newest.times_per_year else 0
