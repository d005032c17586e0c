"""Signing in through the school: find it, go there, come back, and be let in or told why not."""

import logging
import time

from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts import class_device, second_step
from portal.accounts.openid import attempts
from portal.accounts.openid.client import address_to_leave_to, claims_for, new_secrets
from portal.accounts.openid.errors import OpenIdError, ProviderDown, ProviderWrong
from schools.models import FederatedIdentity, School
from schools.services.federated_sign_in import (
    Arrived,
    SignInRefused,
    arrive,
    choose_location,
    works_elsewhere,
)
from schools.sign_in_claims import Person, person_in
from schools.sign_in_sources import Source, region_source, sign_in_of, source_of
from schools.views.scope import id_in
from schools.views.sign_in_pages import refused_page, trial_page

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
MOST_SCHOOLS = 12
SHORTEST_SEARCH = 2
ANEW_SECONDS = 60  # how much the provider's clock may differ
log = logging.getLogger(__name__)


@login_not_required
@require_safe
def school_search(request):
    """Which school? The ones that have a sign-in, by name or place."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = list(schools_to_sign_in(words)[: MOST_SCHOOLS + 1])
    context = {
        "words": words,
        "found": found[:MOST_SCHOOLS],
        "more": len(found) > MOST_SCHOOLS,
        "searched": len(words) >= SHORTEST_SEARCH,
        "entree": region_source() is not None,
    }
    return render(request, "schools/sign_in_search.html", context)


@login_not_required
@require_safe
def school_door(request, school):
    """The page of one school, with its button; cards always work too."""
    school = get_object_or_404(School, slug=school)
    context = {"school": school, "source": sign_in_of(school), "next": _next(request)}
    return render(request, "schools/sign_in_door.html", context)


@login_not_required
@require_safe
@never_cache
def school_leave(request, school):
    """Off to the provider. A GET: a form of ours may not lead to another site."""
    school = get_object_or_404(School, slug=school)
    source = sign_in_of(school)
    if source is None:
        raise Http404
    return leave_to(request, source, school=school.slug)


@login_not_required
@require_safe
@never_cache
def entree_leave(request):
    source = region_source()
    if source is None:
        raise Http404
    return leave_to(request, source)


@login_not_required
@require_safe
@never_cache
def school_return(request, school):
    """Back from the school's own provider, to be let in or to see how a trial went."""
    school = get_object_or_404(School.objects.select_related("sign_in"), slug=school)
    if not hasattr(school, "sign_in"):
        raise Http404
    return _return_from(request, source_of(school.sign_in))


@login_not_required
@require_safe
@never_cache
def entree_return(request):
    source = region_source()
    if source is None:
        raise Http404
    return _return_from(request, source)


def location_choose(request):
    """Once: in which building do you work? The provider did not say."""
    identity = get_object_or_404(
        FederatedIdentity, user=request.user, pk=request.session.get("ask_location", 0)
    )
    school = get_object_or_404(School.objects.visible_to(request.user), pk=request.session["at"])
    if request.method == "POST":
        location = get_object_or_404(school.locations, pk=id_in(request.POST.get("location", "")))
        choose_location(identity, location)
        del request.session["ask_location"]
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"school": school, "locations": school.locations.all()}
    return render(request, "schools/sign_in_location.html", context)


def schools_to_sign_in(words: str):
    schools = School.objects.order_by("name", "pk")
    if region_source() is None:
        schools = schools.filter(sign_in__active=True)
    for word in words.split()[:6]:
        schools = schools.filter(name__icontains=word) | schools.filter(
            locations__place__icontains=word
        )
    return schools.distinct()


def leave_to(request, source: Source, **more):
    """``more`` is remembered until the browser is back."""
    anew = bool(class_device.school_of(request))
    made = new_secrets()
    try:
        address = address_to_leave_to(
            source.client, made, redirect_uri=source.redirect_uri, sign_in_anew=anew
        )
    except OpenIdError as error:
        return _wrong(request, error, source, trial=more.get("trial"))
    attempts.remember(request, made, source.key, anew=anew, next=_next(request), **more)
    return redirect(address)


def _return_from(request, source: Source):
    attempt = attempts.take(request, request.GET.get("state", ""), source.key)
    if attempt is None:
        return refused_page(request, "stale", source.school)
    trial = attempt.get("trial")
    if not trial and source.sign_in is not None and not source.sign_in.active:
        return refused_page(request, "switched_off", source.school)
    if request.GET.get("error"):
        return _told_no(request, source, trial)
    try:
        claims = claims_for(
            source.client,
            attempts.secrets_of(attempt),
            request.GET,
            redirect_uri=source.redirect_uri,
        )
        if attempt["anew"]:
            _require_new_sign_in(claims, attempt)
    except OpenIdError as error:
        return _wrong(request, error, source, trial=trial)
    person = person_in(claims, kind=source.kind, number_claim=source.number_claim)
    if trial:
        return trial_page(request, source, person=person, names=sorted(claims))
    return _let_in(request, source, person, attempt)


def _let_in(request, source: Source, person: Person, attempt):
    try:
        arrived = arrive(source, person)
        elsewhere = not arrived.is_pupil and works_elsewhere(arrived.user, arrived.school)
        if elsewhere and not is_mfa_enabled(arrived.user):
            raise SignInRefused("elsewhere", arrived.school)
    except SignInRefused as error:
        return refused_page(request, error.reason, error.school)
    to = attempt.get("next") or settings.LOGIN_REDIRECT_URL
    if arrived.is_pupil:
        return _pupil_in(request, arrived, to)
    counts = person.second_step and not elsewhere
    if is_mfa_enabled(arrived.user) and not counts:
        return perform_login(request, arrived.user, redirect_url=_resolved(to))
    login(request, arrived.user, backend=BACKEND)
    second_step.given_at_school(request, counts)
    if arrived.ask_location:
        request.session["ask_location"] = arrived.identity.pk
        request.session["at"] = arrived.school.pk
        return redirect("accounts:sign-in-location")
    return redirect(to)


def _pupil_in(request, arrived: Arrived, to: str):
    slug = class_device.school_of(request)
    if slug and slug != arrived.school.slug:
        return refused_page(request, "other_device", arrived.school)
    login(request, arrived.user, backend=BACKEND)
    request.session["by_card"] = True  # shows the button "Klaar"
    if slug:
        class_device.bind(request, slug)
        request.session.pop("class_seen", None)
    return redirect(to)


def _require_new_sign_in(claims, attempt) -> None:
    """On a device of the class the one before may still be signed in at the provider."""
    moment = claims.get("auth_time")
    if isinstance(moment, (int, float)) and moment < attempt["since"] - ANEW_SECONDS:
        raise ProviderWrong("not_anew")
    if isinstance(moment, (int, float)) and moment > time.time() + ANEW_SECONDS:
        raise ProviderWrong("token")


def _told_no(request, source: Source, trial):
    """The person pressed cancel, or the provider does not want to."""
    cancelled = request.GET["error"] == "access_denied"
    if trial:
        return trial_page(request, source, failure="cancelled" if cancelled else "refused")
    return refused_page(request, "cancelled" if cancelled else "provider", source.school)


def _wrong(request, error: OpenIdError, source: Source, *, trial=None):
    log.warning("sign-in at %s failed: %s", source.key, error.code)
    if trial:
        return trial_page(request, source, failure=error.code)
    if error.code == "not_anew":
        return refused_page(request, "not_anew", source.school)
    reason = "down" if isinstance(error, ProviderDown) else "provider"
    return refused_page(request, reason, source.school)


def _next(request) -> str:
    """Only a page of our own."""
    to = request.GET.get("next", "")
    return to if to.startswith("/") and url_has_allowed_host_and_scheme(to, None) else ""


def _resolved(to: str) -> str:
    return to if to.startswith("/") else redirect(to).url
