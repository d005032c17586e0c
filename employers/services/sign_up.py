"""A company signs up. Nothing is made before somebody proves to read the mailbox it came from."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from employers.models import Employer, EmployerMembership, JoinRequest, SignUp
from employers.models.employer import forget_roles
from employers.services.invitations import invite_second_contact
from employers.services.joining import ask_to_join
from employers.services.messages import tell_region_about_employer
from portal.accounts.models import User
from portal.accounts.services import open_account
from portal.audit import trail
from portal.notifications.letters import write_letter
from portal.organisations.links import LinkExpired, LinkUsed, last_moment, require_own, row_of
from portal.organisations.links import token_for as link_token

KEPT_FOR = datetime.timedelta(days=30)


class AlreadyHere(Exception):
    """Somebody else registered the same company meanwhile."""

    def __str__(self) -> str:
        return _("This company signed up a moment ago. Sign up again and ask to join it.")


@transaction.atomic
def begin_sign_up(
    *, email: str, first_name: str, last_name: str, company: dict[str, Any], **rest: Any
) -> SignUp:
    """Keep what was filled in and mail a link. The same happens whether or not the address has an
    account, so that nobody learns who is here. ``rest``: second_name, second_email, joins.
    """
    sign_up = SignUp.objects.create(
        email=User.objects.normalize_email(email),
        first_name=first_name,
        last_name=last_name,
        company=company,
        expires_at=last_moment(),
        language=translation.get_language() or "",
        **rest,
    )
    write_letter(
        sign_up.email,
        "emails/employers/sign_up",
        url=reverse("employers:sign-up-confirm", args=[link_token(sign_up)]),
        name=first_name,
        employer=company["name"],
    )
    return sign_up


def open_sign_up(token: str) -> SignUp:
    """The sign-up behind the link. Raises a LinkRefused."""
    sign_up = row_of(SignUp, token)
    _check(sign_up)
    return sign_up


def _check(sign_up: SignUp) -> None:
    if sign_up.used_at:
        raise LinkUsed(_("You confirmed this sign-up already. Sign in to go on."))
    if sign_up.expires_at <= timezone.now():
        raise LinkExpired(_("This link has expired. Please sign up again."))


@transaction.atomic
def confirm_sign_up(sign_up: SignUp, *, by: User) -> Employer | JoinRequest:
    """The address is proved: register the company, or ask to join it. Raises a LinkRefused,
    AlreadyHere, AlreadyMember.
    """
    require_own(by, sign_up.email)
    unused = SignUp.objects.filter(pk=sign_up.pk, used_at=None, expires_at__gt=timezone.now())
    if not unused.update(used_at=timezone.now()):
        sign_up.refresh_from_db()
        _check(sign_up)
    made: Employer | JoinRequest
    if sign_up.joins:
        made = ask_to_join(sign_up.joins, by=by)
    else:
        made = register_employer(
            sign_up.company,
            second_name=sign_up.second_name,
            second_email=sign_up.second_email,
            by=by,
        )
    # What was filled in lives on in the company; here it is no longer needed.
    SignUp.objects.filter(pk=sign_up.pk).update(**SignUp.PersonalData.erase)
    return made


@transaction.atomic
def confirm_as_new(sign_up: SignUp, *, password: str) -> User:
    """Open the account that was asked for, and confirm with it."""
    _check(sign_up)
    user = open_account(
        sign_up.email,
        first_name=sign_up.first_name,
        last_name=sign_up.last_name,
        password=password,
    )
    confirm_sign_up(sign_up, by=user)
    return user


@transaction.atomic
def register_employer(
    company: dict[str, Any], *, by: User, second_name: str = "", second_email: str = ""
) -> Employer:
    """A new employer that waits for the region, with ``by`` as its owner. Raises AlreadyHere.

    ``company`` holds fields of Employer; ``sector`` is the number of its row.
    """
    fields = {**company, "sector_id": company["sector"], "slug": free_slug(company["name"])}
    fields.pop("sector")
    try:
        with transaction.atomic():
            employer = Employer.objects.create(**fields)
    except IntegrityError as error:
        raise AlreadyHere from error
    EmployerMembership.objects.create(
        user=by, employer=employer, role=EmployerMembership.Role.OWNER
    )
    forget_roles(by)
    trail.record("employers.employer.apply", employer, by=by)
    tell_region_about_employer(employer, "employers.employer_applied", occasion="first")
    invite_second_contact(employer, email=second_email, name=second_name, by=by)
    return employer


def free_slug(name: str, taken: set[str] | None = None) -> str:
    """An address for the company's page that nobody has yet; it joins ``taken`` when given."""
    base = slugify(name)[:70] or "bedrijf"
    if taken is None:
        taken = set(Employer.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def forget_old_sign_ups() -> int:
    """What nobody confirmed in time, and what was confirmed long ago, is thrown away."""
    gone, _each = SignUp.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR).delete()
    unconfirmed = SignUp.objects.filter(used_at=None, expires_at__lt=timezone.now())
    return gone + unconfirmed.exclude(email="").update(**SignUp.PersonalData.erase)
