"""The employer's side of an offer's editorial life: make, change, send in, take back, withdraw.

A live offer stays as it is while changes wait in a newer revision; see docs/adr/0001.
"""

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import WorkflowState

from employers.models import Employer, Offer
from employers.permissions import employer_or_region
from employers.services.messages import tell_editors
from employers.signals import offer_withdrawn
from portal.accounts.models import User
from portal.accounts.services import leave_mail_to_the_portal
from portal.audit import trail

COPIED = (
    "employer",
    "kind",
    "summary",
    "pupil_text",
    "programme",
    "bring",
    "preparation",
    "questions",
    "tags",
    "sector",
    "worksite",
    "year_min",
    "year_max",
    "group_min",
    "group_max",
    "duration_minutes",
    "lead_days",
    "picture",
    "picture_alternative",
)


class OfferProblem(Exception):
    """What was asked cannot be done with this offer now; the message says why."""


class OfferInReview(OfferProblem):
    """The region is looking at it, so nobody changes it meanwhile."""

    def __str__(self) -> str:
        return _(
            "The region is looking at this offer. Take it back first if you want to change it."
        )


class NothingToReview(OfferProblem):
    def __str__(self) -> str:
        return _("There is nothing new to send in.")


class NotInReview(OfferProblem):
    def __str__(self) -> str:
        return _("This offer does not wait for review any more. Look at the page again.")


class EmployerNotWelcome(OfferProblem):
    def __str__(self) -> str:
        return _("This company is not active on the portal now. Ask the region.")


class NotOnline(OfferProblem):
    def __str__(self) -> str:
        return _("This offer is not online.")


class OfferHasVisitors(OfferProblem):
    """Dates to come have places taken; the schools must hear date by date why it stops."""

    def __init__(self, sessions: int):
        self.sessions = sessions
        super().__init__(sessions)

    def __str__(self) -> str:
        return _(
            "Places are taken on %(sessions)s dates. First cancel those dates, so that the schools "
            "hear why."
        ) % {"sessions": self.sessions}


@transaction.atomic
def create_offer(offer: Offer, *, by: User) -> Offer:
    """Keep a new, unsaved offer as a draft that only its employer and the region see."""
    _keep_new(offer, by)
    trail.record("employers.offer.create", offer, by=by)
    return offer


@transaction.atomic
def save_draft(offer: Offer, *, by: User) -> None:
    """Keep the changes in ``offer`` as a new revision; a live version stays online as it was.

    Raises OfferInReview, PermissionDenied, or ValidationError when a field is not right.
    """
    _require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.workflow_in_progress or fresh.locked:
        raise OfferInReview
    offer.save_revision(user=by)
    if not offer.live:
        offer.save()
    trail.record("employers.offer.change", offer, by=by)


@transaction.atomic
def submit_offer(offer: Offer, *, by: User) -> None:
    """Ask the region to look at the newest revision. Raises an OfferProblem."""
    _require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.employer.state not in {Employer.State.VERIFIED, Employer.State.APPLIED}:
        raise EmployerNotWelcome
    if not fresh.has_unpublished_changes:
        raise NothingToReview
    if fresh.latest_revision_id is None:
        fresh.save_revision(user=by)
    leave_mail_to_the_portal(by)
    _start_review(fresh, by)
    trail.record("employers.offer.submit", fresh, by=by)
    tell_editors(fresh, by=by)


@transaction.atomic
def recall_offer(offer: Offer, *, by: User) -> None:
    """Take it back from review, to change it. Raises NotInReview."""
    _require_may_edit(by, offer)
    state = _locked(offer).current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise NotInReview
    state.cancel(user=by)
    trail.record("employers.offer.recall", offer, by=by)


@transaction.atomic
def copy_offer(offer: Offer, *, by: User) -> Offer:
    """A new draft with the same content, without dates."""
    _require_may_edit(by, offer)
    source = offer.get_latest_revision_as_object()
    copy = Offer(**{name: getattr(source, name) for name in COPIED})
    title_length = Offer._meta.get_field("title").max_length
    copy.title = (_("%(title)s (copy)") % {"title": source.title})[:title_length]
    copy.subjects = list(source.subjects.all())
    copy.competences = list(source.competences.all())
    _keep_new(copy, by)
    trail.record("employers.offer.copy", copy, by=by, source=offer.pk)
    return copy


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User) -> None:
    """Take it out of the catalogue. Raises NotOnline, or OfferHasVisitors."""
    _require_may_edit(by, offer)
    fresh = _locked(offer)
    if not fresh.live:
        raise NotOnline
    if visited := sessions_with_visitors(fresh).count():
        raise OfferHasVisitors(visited)
    if state := fresh.current_workflow_state:
        state.cancel(user=by)
    # Employers have no rights in Wagtail's admin; our own check stands above.
    UnpublishAction(fresh, user=by).execute(skip_permission_checks=True)
    trail.record("employers.offer.withdraw", fresh, by=by)
    offer_withdrawn.send(sender=Offer, offer=fresh, by=by)


def sessions_with_visitors(offer: Offer):
    """Open dates to come on which places are taken."""
    return offer.sessions.open().upcoming(timezone.now()).filter(places_taken__gt=0)


def _keep_new(offer: Offer, by: User) -> None:
    _require_may_edit(by, offer)
    offer.live, offer.has_unpublished_changes = False, True
    offer.full_clean()
    offer.save()
    offer.save_revision(user=by)


def _start_review(offer: Offer, by: User) -> None:
    state = offer.current_workflow_state
    if state is None:
        workflow = offer.get_workflow()
        if workflow is None:
            raise ImproperlyConfigured("No workflow for offers: run manage.py load_reference.")
        workflow.start(offer, by)
    elif state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise OfferInReview
    else:
        state.resume(user=by)


def _locked(offer: Offer) -> Offer:
    """The row as it is now; of two clicks the second waits here."""
    return (
        Offer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("employer")
        .get(pk=offer.pk)
    )


def _require_may_edit(user: User, offer: Offer) -> None:
    if not employer_or_region(user, offer):
        raise PermissionDenied
