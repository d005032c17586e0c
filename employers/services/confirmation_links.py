"""The links in the yearly mail: signed, bound to one question and one person, for a while."""

import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import OfferConfirmation
from employers.permissions import acts_for_employer
from employers.services.freshness import ANSWERS, Answer
from portal.accounts.models import User

SALT = "employers.confirmation"
SLUGS = {"ja": Answer.YES, "misschien": Answer.MAYBE, "dit-jaar-niet": Answer.NO}


class LinkRefused(Exception):
    """The link does not open the question. ``status`` is the answer to the browser."""

    status = 404

    def __init__(self, text: str, confirmation: OfferConfirmation | None = None):
        self.confirmation = confirmation
        super().__init__(text)


class LinkUnreadable(LinkRefused):
    """Altered, or not copied whole."""


class LinkNotYours(LinkRefused):
    """Its person no longer works there, or somebody else is signed in."""

    status = 403


class LinkExpired(LinkRefused):
    """Too old, or the offer is no longer online: answering goes by signing in."""

    status = 410


class AnsweredAlready(LinkRefused):
    """By this person or by a colleague."""

    status = 409


def token_for(confirmation: OfferConfirmation, user: User) -> str:
    return signing.dumps({"c": confirmation.pk, "u": user.pk}, salt=SALT)


def link_for(confirmation: OfferConfirmation, user: User, slug: str) -> str:
    return reverse("employers:question", args=[token_for(confirmation, user), slug])


def open_link(token: str, *, signed_in: Any = None) -> tuple[OfferConfirmation, User]:
    """The question and the person that the link is for, also when it is answered.

    ``signed_in`` is whoever looks at it in the browser; nobody need be. Raises a LinkRefused.
    """
    data = _data_of(token)
    found = OfferConfirmation.objects.filter(pk=data.get("c", 0))
    confirmation = found.select_related("offer__employer", "offer__sector", "answered_by").first()
    person = _person(confirmation, data) if confirmation else None
    if confirmation is None or person is None:
        raise LinkNotYours(_("This link is no longer valid. Ask a colleague for the newest mail."))
    if getattr(signed_in, "is_authenticated", False) and not acts_for_employer(
        signed_in, confirmation.offer
    ):
        raise LinkNotYours(
            _("This link is for the people of %(employer)s. You are signed in as somebody else.")
            % {"employer": confirmation.offer.employer.name}
        )
    if confirmation.answered_at is None:
        _refuse_what_is_over(confirmation)
    return confirmation, person


@transaction.atomic
def answer_by_link(confirmation: OfferConfirmation, answer: str, *, by: User, **why: str) -> None:
    """Answer once. Raises AnsweredAlready, or an OfferProblem."""
    fresh = OfferConfirmation.objects.select_for_update().filter(pk=confirmation.pk)
    if fresh.filter(answered_at=None).first() is None:
        raise AnsweredAlready(_("This question has been answered already."), confirmation)
    ANSWERS[Answer(answer)](confirmation.offer, by=by, **why)


def others_open(confirmation: OfferConfirmation):
    """The other questions of the same mail that still wait."""
    return (
        OfferConfirmation.objects.open()
        .filter(offer__employer=confirmation.offer.employer_id)
        .exclude(pk=confirmation.pk)
        .select_related("offer__sector")
        .order_by("offer__title", "pk")
    )


def _data_of(token: str) -> dict:
    most = datetime.timedelta(days=2 * settings.OFFER_QUESTION_DAYS)
    try:
        return signing.loads(token, salt=SALT, max_age=most)
    except signing.SignatureExpired:
        raise LinkExpired(_("This link is too old. Sign in to answer.")) from None
    except signing.BadSignature:
        raise LinkUnreadable(
            _("This link is not right. Copy the whole address from the mail.")
        ) from None


def _person(confirmation: OfferConfirmation, data: dict) -> User | None:
    return User.objects.filter(
        pk=data.get("u", 0),
        is_active=True,
        employers_memberships__employer=confirmation.offer.employer_id,
    ).first()


def _refuse_what_is_over(confirmation: OfferConfirmation) -> None:
    if not confirmation.offer.live:
        raise LinkExpired(_("This offer is no longer online. You need not answer."), confirmation)
    if confirmation.expires_at is None or confirmation.expires_at <= timezone.now():
        raise LinkExpired(
            _("This link has expired. Sign in to say whether the offer is still right."),
            confirmation,
        )
