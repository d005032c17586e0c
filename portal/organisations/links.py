"""Links in mails that open one row, for one mailbox, until a day. The row knows the day."""

import datetime
from enum import Enum
from typing import Any, TypeVar

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.services import account_of
from portal.organisations.models import Invitation

LINK_DAYS = 14
Row = TypeVar("Row", bound=models.Model)


class LinkRefused(Exception):
    """The link opens nothing; the message says why and what to do. ``status`` is for the page."""

    status = 410

    def __str__(self) -> str:
        return self.args[0] if self.args else ""


class LinkUnreadable(LinkRefused):
    status = 404

    def __str__(self) -> str:
        return _("This link is not right. Copy the whole address from the mail.")


class LinkExpired(LinkRefused):
    pass


class LinkUsed(LinkRefused):
    pass


class LinkWithdrawn(LinkRefused):
    pass


class LinkNotYours(LinkRefused):
    status = 403


class Arrival(Enum):
    """Who stands at the door with a link that was mailed to an address."""

    NEW = "new"  # nobody has an account with it: choose a password
    SIGN_IN = "sign_in"  # there is an account: sign in first
    SELF = "self"  # signed in with that account
    OTHER = "other"  # signed in as somebody else


def last_moment() -> datetime.datetime:
    """Until when a link that is mailed now works."""
    return timezone.now() + datetime.timedelta(days=LINK_DAYS)


def token_for(row: models.Model) -> str:
    return signing.dumps(row.pk, salt=row._meta.label_lower)


def row_of(model: type[Row], token: str) -> Row:
    """The row that the link is for. Raises LinkUnreadable, also when the row is gone."""
    try:
        pk = signing.loads(token, salt=model._meta.label_lower)
    except signing.BadSignature:
        raise LinkUnreadable from None
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise LinkUnreadable
    return row


def check_invitation(invitation: Invitation) -> None:
    """Raises LinkUsed, LinkWithdrawn or LinkExpired, each with what to do."""
    if invitation.accepted_at:
        raise LinkUsed(_("This invitation was used already. Sign in to go on."))
    if invitation.withdrawn_at:
        raise LinkWithdrawn(
            _("This invitation was withdrawn. Ask your colleague if that is not right.")
        )
    if invitation.has_expired:
        raise LinkExpired(
            _("This invitation has expired. Ask your colleague to send you a new one.")
        )


def arrival_of(user: Any, email: str) -> Arrival:
    """How ``user``, perhaps nobody, relates to the address that the link was mailed to."""
    if getattr(user, "is_authenticated", False):
        same = (user.email or "").lower() == email.lower()
        return Arrival.SELF if same else Arrival.OTHER
    return Arrival.SIGN_IN if account_of(email) else Arrival.NEW


def require_own(user: User, email: str) -> None:
    """Raises LinkNotYours when the link was mailed to somebody else than ``user``."""
    if arrival_of(user, email) is not Arrival.SELF:
        raise LinkNotYours(
            _("This link was mailed to %(address)s. You are signed in as somebody else.")
            % {"address": masked(email)}
        )


def masked(email: str) -> str:
    """Enough to recognise one's own address by: "s…@example.org"."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
