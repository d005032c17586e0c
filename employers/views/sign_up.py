"""The public door for companies: signing up, and the links in the mails that follow."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from employers.forms.sign_up import NewAccountForm, SignUpForm
from employers.models import Employer
from employers.services import invitations, sign_up
from employers.services.employers import apply_again
from employers.services.invitations import AlreadyMember
from employers.services.joining import ask_to_join
from employers.services.sign_up import AlreadyHere
from employers.views.scope import require_employers_person
from portal.core.workflow import TransitionNotAllowed
from portal.organisations.links import Arrival, LinkRefused, arrival_of, masked

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
REFUSED = 422


@login_not_required
@never_cache
def start(request):
    """Anybody signs up a company; who has an account is not asked for it again."""
    user = request.user if request.user.is_authenticated else None
    if user and not user.email:
        raise PermissionDenied  # a pupil
    form = SignUpForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        if not user:
            return _mail_link(request, form)
        try:
            return _finish(request, form, user)
        except (AlreadyHere, AlreadyMember) as problem:
            form.add_error(None, str(problem))
    # Whoever sends the form twice with the same mistake gets the same page, not a new mail.
    status = REFUSED if form.is_bound else 200
    return render(request, "employers/sign_up.html", {"form": form}, status=status)


def _mail_link(request, form):
    data = form.cleaned_data
    if not ratelimit.consume(request, action="employer_sign_up", key=data["email"].lower()):
        return render(request, "employers/sign_up_too_many.html", status=429)
    sign_up.begin_sign_up(
        email=data["email"],
        first_name=data["first_name"],
        last_name=data["last_name"],
        company=form.company,
        second_name=data["second_name"],
        second_email=data["second_email"],
        joins_id=data.get("joins"),
    )
    return redirect("employers:sign-up-sent")


def _finish(request, form, user):
    data = form.cleaned_data
    if data.get("joins"):
        ask_to_join(Employer.objects.get(pk=data["joins"]), by=user)
        messages.success(request, _("Your request was sent. You get a mail with the answer."))
        return redirect("home:desk")
    sign_up.register_employer(
        form.company,
        second_name=data["second_name"],
        second_email=data["second_email"],
        by=user,
    )
    messages.success(request, _("Your company signed up. You can make your first offer now."))
    return redirect("home:desk-of", "bedrijf")


@login_not_required
@require_safe
def sent(request):
    return render(request, "employers/sign_up_sent.html")


@dataclass(frozen=True)
class Door:
    """What a link opens: how to find the row, how to go through, and the words on the page."""

    find: Callable
    accept: Callable
    accept_as_new: Callable
    template: str
    named: bool  # whether the names of the person are known already


SIGN_UP = Door(
    sign_up.open_sign_up,
    sign_up.confirm_sign_up,
    sign_up.confirm_as_new,
    "employers/sign_up_confirm.html",
    named=True,
)
INVITATION = Door(
    invitations.open_invitation,
    invitations.accept_invitation,
    invitations.accept_as_new,
    "employers/invitation.html",
    named=False,
)


@login_not_required
@never_cache
def confirm(request, token):
    return _at_the_door(request, token, SIGN_UP)


@login_not_required
@never_cache
def invitation(request, token):
    return _at_the_door(request, token, INVITATION)


def _at_the_door(request, token: str, door: Door):
    """Looking does nothing; the button does. Three kinds of visitors: new, known, somebody else."""
    try:
        row = door.find(token)
        arrival = arrival_of(request.user, row.email)
        form = _form(request, row, door) if arrival is Arrival.NEW else None
        if request.method == "POST" and (arrival is Arrival.SELF or (form and form.is_valid())):
            return _go_through(request, row, door, form)
    except LinkRefused as refused:
        context = {"text": str(refused)}
        return render(request, "employers/link_refused.html", context, status=refused.status)
    except (AlreadyHere, AlreadyMember) as problem:
        messages.info(request, str(problem))
        return redirect("home:desk" if request.user.is_authenticated else "employers:sign-up")
    except IntegrityError:  # an account with this address was made a moment ago
        return redirect(request.path)
    context = {"row": row, "arrival": arrival.value, "form": form, "address": masked(row.email)}
    status = REFUSED if form and form.is_bound else 200
    return render(request, door.template, context, status=status)


def _form(request, row, door: Door):
    data = request.POST if request.method == "POST" else None
    return NewAccountForm(data, email=row.email, named=door.named)


def _go_through(request, row, door: Door, form):
    if form is None:
        door.accept(row, by=request.user)
    else:
        user = door.accept_as_new(row, **form.cleaned_data)
        login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Here you see what waits for you."))
    return redirect("home:desk")


@require_POST
def again(request, slug):
    """After a refusal, when what was wrong has been changed."""
    require_employers_person(request.user)
    employer = get_object_or_404(Employer.objects.editable_by(request.user), slug=slug)
    try:
        apply_again(employer, by=request.user)
    except TransitionNotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Sent in again. The region looks at it."))
    return redirect("home:desk")
