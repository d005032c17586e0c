"""The words for who is not let in through the school, and the result of a trial."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.accounts import class_device
from schools.permissions import coordinates
from schools.services.federated_sign_in import SignInRefused, school_of
from schools.services.sign_ins import record_trial
from schools.sign_in_claims import Person
from schools.sign_in_sources import Source


@dataclass(frozen=True)
class Words:
    text: Any
    more: Any = ""
    status: int = 403
    again: bool = False  # trying again may help


ASK_MENTOR = _("Ask your mentor for help. Your login card still works.")
ASK_COORDINATOR = _("Ask the LOB coordinator of your school for help.")
REFUSED = {
    "other_school": Words(_("This account is of another school."), ASK_COORDINATOR),
    "no_school": Words(_("Your school's sign-in does not say which school it is of.")),
    "unknown_school": Words(_("Your school does not use this portal yet.")),
    "incomplete": Words(_("Your school's sign-in sends too little."), ASK_COORDINATOR),
    "no_pupil": Words(_("We cannot find you on the list of your school."), ASK_MENTOR),
    "several_pupils": Words(_("We do not know for sure who you are."), ASK_MENTOR),
    "left": Words(_("You are not on the list of this school any more."), ASK_MENTOR),
    "blocked": Words(_("This account is blocked."), ASK_COORDINATOR),
    "not_for_pupils": Words(_("Pupils of this school sign in with a card."), ASK_MENTOR),
    "not_for_staff": Words(_("Staff of this school sign in with a password.")),
    "no_mail": Words(
        _("Your school's sign-in does not say that your e-mail address was checked."),
        _("Sign in with your password, or ask the LOB coordinator of your school."),
    ),
    "no_role": Words(
        _("You have no role at this school in the portal yet."),
        _("Ask the LOB coordinator of your school to invite you."),
    ),
    "invited": Words(
        _("You have an invitation, and an account already."),
        _("Open the link in the mail with the invitation, and sign in with your password."),
    ),
    "linked_to_another": Words(
        _("Your account here belongs to another account at your school."),
        _("Ask the LOB coordinator of your school to unlink it. Then try again."),
    ),
    "elsewhere": Words(
        _("You work at more than one place in the portal."),
        _("Sign in with your password and set up a second step. Then this way works too."),
    ),
    "other_device": Words(_("This device is of another school."), ASK_MENTOR),
    "stale": Words(_("This took too long, or you did it twice."), status=400, again=True),
    "switched_off": Words(_("Signing in through your school is switched off."), ASK_COORDINATOR),
    "cancelled": Words(_("You stopped at the sign-in of your school."), again=True),
    "not_anew": Words(
        _("Somebody else is still signed in at your school's sign-in."),
        _("Sign that person out first. Then try again."),
        again=True,
    ),
    "provider": Words(
        _("The sign-in of your school gave an answer that is not right."),
        _("So we do not let you in. Try again. Does it stay? Then tell your school."),
        again=True,
    ),
    "down": Words(
        _("The sign-in of your school does not answer now."),
        _("Try again in some minutes. With a card or password you can go in now."),
        status=503,
        again=True,
    ),
}
WHY_FAILED = {
    "unreachable": _("We cannot reach this address."),
    "unavailable": _("The provider answers that something is wrong on its side."),
    "no_json": _("At this address there is no OpenID Connect provider."),
    "discovery": _("The provider's description of itself cannot be read."),
    "too_much": _("The provider answers too slowly, or with too much."),
    "address": _("The provider names an address that is not on the internet or has no https."),
    "issuer": _("The provider calls itself by another address than the one filled in."),
    "refused": _("The provider refuses us. Are client ID and secret right?"),
    "audience": _("The answer is meant for another client. Is the client ID right?"),
    "expired": _("The answer is too old. Is the clock of the provider right?"),
    "cancelled": _("You stopped at the provider."),
}


def refused_page(request, reason: str, school=None):
    words = REFUSED[reason]
    slug = class_device.school_of(request)
    context = {"words": words, "school": school, "class_slug": slug}
    return render(request, "schools/sign_in_refused.html", context, status=words.status)


def trial_page(
    request,
    source: Source,
    *,
    person: Person | None = None,
    names: list[str] | None = None,
    failure: str = "",
):
    """What the coordinator who tried it gets to see. Nobody is signed in or linked by it."""
    if source.sign_in is None or not coordinates(request.user, source.sign_in):
        raise PermissionDenied
    problem = WHY_FAILED.get(failure, _("The answer of the provider is not right."))
    if person is not None:
        problem = _problem(source, person)
    if not problem:
        record_trial(source.sign_in, by=request.user)
    context = {
        "school": source.school,
        "person": person,
        "names": names,
        "problem": problem,
        "code": failure,
    }
    return render(request, "schools/sign_in_trial.html", context)


def _problem(source: Source, person: Person):
    if not person.subject:
        return _("The provider does not say who this is: the attribute uid is missing.")
    try:
        school_of(source, person)
    except SignInRefused as error:
        return REFUSED[error.reason].text
    return ""
