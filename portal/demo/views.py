"""One person for each role, to look around as. Only where settings.DEMO is on."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.demo.people import BY_CODE, PASSWORD, PERSONAS
from schools.models import LoginCard
from schools.services.login_cards import code_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in_as(request):
    if not settings.DEMO:  # the address is not even there then; this is the second lock
        raise Http404
    if request.method == "POST":
        return _sign_in(request, request.POST.get("wie", ""))
    found = [(persona, persona.find().first()) for persona in PERSONAS]
    cards = [_card(persona, user) for persona, user in found if user]
    return render(request, "demo/sign_in_as.html", {"cards": cards, "password": PASSWORD})


def _card(persona, user):
    if persona.email:
        return {"persona": persona, "name": user.get_full_name()}
    login_card = LoginCard.objects.valid().filter(student=user.student).first()
    return {
        "persona": persona,
        "name": user.student.name,
        "code": code_of(login_card) if login_card else "",
    }


def _sign_in(request, code):
    persona = BY_CODE.get(code)
    user = persona.find().first() if persona else None
    if user is None:
        messages.error(request, _("This person is not in the demo. Choose somebody else."))
        return redirect("demo:sign-in-as")
    logout(request)  # nothing of the one before stays in the session
    login(request, user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)
