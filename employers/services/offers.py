"""The employer's side of an offer's editorial life: make, change, send in, take back, withdraw.

A live offer stays as it is while changes wait in a newer revision; see docs/adr/0001.
"""

import datetime

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision, WorkflowState

from employers.models import Employer, Offer
from employers.models.completeness import MAY_WAIT, missing_labels
from employers.permissions import employer_or_region
from employers.rules import clear_breach
from employers.services.messages import tell_editors
from portal.accounts.models import User
from portal.accounts.services import leave_mail_to_the_portal
from portal.audit import trail
from portal.core import formats

SITTING = datetime.timedelta(minutes=30)


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


class OfferIncomplete(OfferProblem):
    """Something is still empty. ``missing`` holds (field, its name) for links to the form."""

    def __init__(self, missing: list[tuple[str, str]]):
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        names = ", ".join(label for _name, label in self.missing)
        return _("This is still empty: %(names)s. Fill it in, then send it in.") % {"names": names}


class AgainstTheRules(OfferProblem):
    """A rule on age and activity stops it; the message cites the rule."""


class NewerVersion(OfferProblem):
    """Somebody, perhaps the same person in another window, kept it after this page was opened."""

    def __init__(self, revision: Revision | None):
        self.at = revision.created_at if revision else timezone.now()
        super().__init__(revision)

    def __str__(self) -> str:
        return _(
            "This offer was changed in another window at %(time)s. What you have here is not "
            "kept yet."
        ) % {"time": formats.clock(self.at)}


class NotADraft(OfferProblem):
    def __str__(self) -> str:
        return _("Only a draft that nobody has seen can be thrown away.")


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
    require_may_edit(by, offer)
    keep_new(offer, by)
    trail.record("employers.offer.create", offer, by=by)
    return offer


@transaction.atomic
def save_draft(offer: Offer, *, by: User, based_on: str = "") -> None:
    """Keep the changes in ``offer`` as a new revision; a live version stays online as it was.

    ``based_on`` is the ``version_of`` that the writer started from. Raises OfferInReview,
    NewerVersion, PermissionDenied, or ValidationError when what is filled in is not right.
    """
    require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.workflow_in_progress or fresh.locked:
        raise OfferInReview
    if based_on and based_on != version_of(fresh):
        raise NewerVersion(fresh.latest_revision)
    clean_draft(offer)
    offer.save_revision(user=by, clean=False)
    if not fresh.live:
        offer.save()
    trail.record("employers.offer.change", offer, by=by)


@transaction.atomic
def autosave(offer: Offer, *, by: User, based_on: str) -> str:
    """Keep what is typed so far, and answer the new version. Raises as ``save_draft`` does.

    Within a sitting the same revision is written anew, so that the history stays readable.
    """
    require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.workflow_in_progress or fresh.locked:
        raise OfferInReview
    if based_on != version_of(fresh):
        raise NewerVersion(fresh.latest_revision)
    clean_draft(offer)
    last = fresh.latest_revision
    mine = last is not None and fresh.live_revision_id != last.pk and _same_sitting(last, by)
    if mine and last.task_states.exists():
        mine = False  # the region read this one; what it read stays in the history
    offer.save_revision(user=by, clean=False, overwrite_revision=last if mine else None)
    if not fresh.live:
        offer.save()
    if not mine:
        trail.record("employers.offer.change", offer, by=by)
    return version_of(_locked(offer))


@transaction.atomic
def submit_offer(offer: Offer, *, by: User) -> None:
    """Ask the region to look at the newest revision. Raises an OfferProblem."""
    require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.employer.state not in {Employer.State.VERIFIED, Employer.State.APPLIED}:
        raise EmployerNotWelcome
    if not fresh.has_unpublished_changes:
        raise NothingToReview
    newest = fresh.get_latest_revision_as_object()
    if missing := missing_labels(newest):
        raise OfferIncomplete(missing)
    if breach := clear_breach(newest):
        raise AgainstTheRules(breach)
    if fresh.latest_revision_id is None:
        fresh.save_revision(user=by)
    leave_mail_to_the_portal(by)
    _start_review(fresh, by)
    trail.record("employers.offer.submit", fresh, by=by)
    tell_editors(fresh, by=by)


@transaction.atomic
def recall_offer(offer: Offer, *, by: User) -> None:
    """Take it back from review, to change it. Raises NotInReview."""
    require_may_edit(by, offer)
    state = _locked(offer).current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise NotInReview
    state.cancel(user=by)
    trail.record("employers.offer.recall", offer, by=by)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User) -> None:
    """Take it out of the catalogue. Raises NotOnline, or OfferHasVisitors."""
    require_may_edit(by, offer)
    fresh = _locked(offer)
    if not fresh.live:
        raise NotOnline
    if visited := sessions_with_visitors(fresh).count():
        raise OfferHasVisitors(visited)
    if state := fresh.current_workflow_state:
        state.cancel(user=by)
    fresh.withdrawn_by = by  # for whoever hears of it: receivers.py tells the schools
    # Employers have no rights in Wagtail's admin; our own check stands above.
    UnpublishAction(fresh, user=by).execute(skip_permission_checks=True)
    trail.record("employers.offer.withdraw", fresh, by=by)


@transaction.atomic
def discard_draft(offer: Offer, *, by: User) -> None:
    """Throw a draft away for good. Raises NotADraft when it was ever online or has dates."""
    require_may_edit(by, offer)
    fresh = _locked(offer)
    if fresh.live or fresh.first_published_at or fresh.workflow_in_progress:
        raise NotADraft
    if fresh.sessions.exists():
        raise NotADraft
    trail.record("employers.offer.discard", fresh, by=by)
    fresh.delete()


def sessions_with_visitors(offer: Offer):
    """Open dates to come on which places are taken."""
    return offer.sessions.open().upcoming(timezone.now()).filter(places_taken__gt=0)


def version_of(offer: Offer) -> str:
    """Changes with every keeping, also when the same revision is written anew."""
    last = offer.latest_revision
    return f"{last.pk}.{last.created_at.timestamp():.6f}" if last else "0"


def clean_draft(offer: Offer) -> None:
    """Raises ValidationError on what is wrong; what is merely empty may wait."""
    waits = [name for name in MAY_WAIT if not getattr(offer, name)]
    offer.full_clean(exclude=waits)


def keep_new(offer: Offer, by: User) -> None:
    offer.live, offer.has_unpublished_changes = False, True
    clean_draft(offer)
    offer.save()
    offer.save_revision(user=by, clean=False)


def _same_sitting(revision: Revision, user: User) -> bool:
    recent = timezone.now() - revision.created_at < SITTING
    return revision.user_id == user.pk and recent


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


def require_may_edit(user: User, offer: Offer) -> None:
    if not employer_or_region(user, offer):
        raise PermissionDenied
