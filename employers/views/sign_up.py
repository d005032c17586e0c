"""The public door for companies: signing up, and the links in the mails that follow."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from employers.forms.sign_up import SignUpForm
from employers.models import Employer
from employers.services import invitations, sign_up
from employers.services.employers import apply_again
from employers.services.invitations import AlreadyMember
from employers.services.joining import ask_to_join
from employers.services.sign_up import AlreadyHere
from employers.views.scope import require_employers_person
from portal.core.workflow import TransitionNotAllowed
from portal.organisations.doors import REFUSED, Door, at_the_door

PROBLEMS = (AlreadyHere, AlreadyMember)


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


SIGN_UP = Door(
    sign_up.open_sign_up,
    sign_up.confirm_sign_up,
    sign_up.confirm_as_new,
    "employers/sign_up_confirm.html",
    named=True,
    problems=PROBLEMS,
    elsewhere="employers:sign-up",
)
INVITATION = Door(
    invitations.open_invitation,
    invitations.accept_invitation,
    invitations.accept_as_new,
    "employers/invitation.html",
    named=False,
    problems=PROBLEMS,
    elsewhere="employers:sign-up",
)


@login_not_required
@never_cache
def confirm(request, token):
    return at_the_door(request, token, SIGN_UP)


@login_not_required
@never_cache
def invitation(request, token):
    return at_the_door(request, token, INVITATION)


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
