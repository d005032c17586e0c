"""A pupil signs in with a card: by QR code, by the words on it, on a phone or a shared device."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts import class_device
from schools.forms.cards import CardCodeForm
from schools.models import LoginCard, School
from schools.permissions import own_student
from schools.services.card_sign_in import CardRefused, check_card, use_card
from schools.services.login_cards import card_by_code, card_by_token
from schools.sign_in_sources import sign_in_of
from schools.views.device_cookie import device_here, device_of
from schools.views.scope import bound

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
READ_ONLY = ("GET", "HEAD")


@login_not_required
@never_cache
def card_sign_in(request):
    """Type the words of the card, on a device of one's own."""
    return _by_code(request, None)


@login_not_required
@never_cache
def class_device_page(request, school):
    """The same on a device of the class, which takes cards of this school only."""
    school = get_object_or_404(School, slug=school)
    class_device.bind(request, school.slug)
    return _by_code(request, school)


@login_not_required
@never_cache
def card_qr(request, token):
    """Where the QR code leads. Looking is not signing in: that takes the button."""
    school = school_here(request)
    try:
        card = check_card(card_by_token(token), school=school)
    except CardRefused as error:
        return _refused(request, error, school)
    if request.method in READ_ONLY:
        context = {"school": school, "someone": _someone_else(request, card)}
        return render(request, "schools/card_qr.html", context)
    if request.method != "POST":
        return HttpResponseNotAllowed([*READ_ONLY, "POST"])
    return enter(request, card)


@require_POST
@login_not_required
def card_done(request):
    """ "Klaar": sign out, ready for the next pupil."""
    slug = class_device.sign_out(request)
    if slug:
        return redirect("accounts:class-device", school=slug)
    return redirect("accounts:card-sign-in")


def _by_code(request, school: School | None):
    school = school or school_here(request)
    form = CardCodeForm(bound(request))
    if request.method == "POST":
        limit = _limit(request, school)
        if not ratelimit.consume(request, **limit, dry_run=True):
            return render(request, "schools/card_too_many.html", {"school": school}, status=429)
        if form.is_valid():
            try:
                card = card_by_code(form.cleaned_data["code"])
                if card is None:
                    ratelimit.consume(request, **limit)
                return enter(request, check_card(card, school=school))
            except CardRefused as error:
                form.add_error("code", str(error))
    context = {
        "form": form,
        "school": school,
        "signed_in": _pupil_here(request),
        "pictures": bool(school and device_here(request, school)),
        "through_school": sign_in_of(school) if school else None,
    }
    return render(request, "schools/card_sign_in.html", context)


def enter(request, card: LoginCard):
    slug = class_device.school_of(request)
    login(request, card.student.user, backend=BACKEND)
    request.session["by_card"] = True
    if slug:
        class_device.bind(request, slug)
        request.session.pop("class_seen", None)
    use_card(card)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _refused(request, error: CardRefused, school: School | None):
    context = {"reason": str(error), "school": school}
    return render(request, "schools/card_refused.html", context, status=403)


def school_here(request) -> School | None:
    """Whose device this is: bound in this session, or set up by the school for longer."""
    slug = class_device.school_of(request)
    if slug:
        return School.objects.filter(slug=slug).first()
    device = device_of(request)
    if device is None:
        return None
    class_device.bind(request, device.school.slug)
    return device.school


def _limit(request, school: School | None) -> dict:
    """What counts wrong words: the device where it is known, else the address and the school."""
    device = device_here(request, school) if school else None
    if device is not None:
        return {"action": "card_code_device", "key": str(device.pk)}
    return {"action": "card_code", "key": school.slug if school else "everywhere"}


def _pupil_here(request) -> bool:
    return own_student(request.user) is not None


def _someone_else(request, card: LoginCard) -> bool:
    return request.user.is_authenticated and request.user.pk != card.student.user_id
