"""Several employers in one offer: one leads and asks, the others say yes or no."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, Offer, OfferPartner
from employers.permissions import acts_for_employer
from employers.services.messages import people_of
from employers.services.offers import OfferProblem, require_may_edit
from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify

State = OfferPartner.State
MOST_PARTNERS = 8
# Yes follows on the question only; no may come later too.
ANSWERABLE = {True: [State.ASKED], False: [State.ASKED, State.ACCEPTED]}


class NotAPartner(OfferProblem):
    def __str__(self) -> str:
        return _("This company cannot join in. Choose another company that is active here.")


class AlreadyAsked(OfferProblem):
    def __str__(self) -> str:
        return _("This company was asked already.")


class AnsweredAlready(OfferProblem):
    def __str__(self) -> str:
        return _("This question was answered already.")


class TooManyPartners(OfferProblem):
    def __str__(self) -> str:
        return _("An offer has at most %(most)s partners.") % {"most": MOST_PARTNERS}


@transaction.atomic
def ask_partner(offer: Offer, employer: Employer, *, by: User) -> OfferPartner:
    """Ask another employer to join in; its people get a message. Raises an OfferProblem."""
    require_may_edit(by, offer)
    Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)
    if employer.pk == offer.employer_id or employer.state != Employer.State.VERIFIED:
        raise NotAPartner
    before = offer.partners.filter(employer=employer).first()
    if before and before.state != State.DECLINED:
        raise AlreadyAsked
    if offer.partners.exclude(state=State.DECLINED).count() >= MOST_PARTNERS:
        raise TooManyPartners
    if before:
        before.delete()
    partner = OfferPartner.objects.create(offer=offer, employer=employer)
    trail.record("employers.partner.ask", offer, by=by, partner=employer.pk)
    notify(
        people_of(employer),
        kind="employers.partner_asked",
        about=partner,
        url=reverse("employers:partner-answer", args=[partner.pk]),
        offer=_title(offer),
        employer=offer.employer.name,
    )
    return partner


@transaction.atomic
def answer_partner(partner: OfferPartner, *, joins: bool, by: User) -> None:
    """Yes or no of the employer that was asked; who said yes may still step out later.

    Raises AnsweredAlready, or PermissionDenied.
    """
    if not acts_for_employer(by, partner):
        raise PermissionDenied
    state = State.ACCEPTED if joins else State.DECLINED
    open_ = OfferPartner.objects.filter(pk=partner.pk, state__in=ANSWERABLE[joins])
    if not open_.update(state=state, answered_at=timezone.now()):
        raise AnsweredAlready
    partner.refresh_from_db()
    offer = partner.offer
    trail.record(
        "employers.partner.answer", offer, by=by, answer=state, partner=partner.employer_id
    )
    notify(
        people_of(offer.employer),
        kind="employers.partner_joins" if joins else "employers.partner_declines",
        about=partner,
        occasion=f"{state} {partner.answered_at}",
        url=reverse("employers:offer-partners", args=[offer.pk]),
        offer=_title(offer),
        partner=partner.employer.name,
    )


@transaction.atomic
def remove_partner(partner: OfferPartner, *, by: User) -> None:
    """The employer that leads goes on without this one."""
    require_may_edit(by, partner.offer)
    trail.record("employers.partner.remove", partner.offer, by=by, partner=partner.employer_id)
    partner.delete()


def _title(offer: Offer) -> str:
    return offer.latest_revision.object_str if offer.latest_revision_id else str(offer)
