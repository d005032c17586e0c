"""Who may do what with an account; a device of the class forgets who was there."""

import time

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts import class_device, second_step

ALWAYS_ALLOWED = ("/accounts/", "/static/", "/taal/", "/healthz", "/readyz")
# Rights are granted to an address, so nobody takes another one without proof that it is theirs.
NOBODYS = ("/accounts/email/", "/accounts/confirm-email/")
PUPILS_TOO = ("/accounts/login/", "/accounts/logout/")


class PrivatePagesMiddleware:
    """No browser keeps what a person saw: the next pupil at the same device may press Back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # Only where the session was read already, so that a picture costs no query.
        if request.session.accessed and SESSION_KEY in request.session:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class AccountPagesMiddleware:
    """Closes what the sign-in package offers and we do not.

    A pupil signs in with a card: no address, password or second step, so that blocking the card
    is enough.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(NOBODYS):
            raise Http404
        if self._is_a_pupils(request) and not request.path.startswith(PUPILS_TOO):
            raise PermissionDenied
        return self.get_response(request)

    def _is_a_pupils(self, request) -> bool:
        here = request.path.startswith("/accounts/")
        return here and request.user.is_authenticated and not request.user.email


class SecondStepMiddleware:
    """Sends a person with a password but without a second step to its set-up page.

    Pupils sign in with a card and have no address, so they are left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            messages.info(request, _("First set up your second step. It takes two minutes."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request) -> bool:
        if request.path.startswith(ALWAYS_ALLOWED):
            return False
        user = request.user
        if not user.is_authenticated or not user.email or not second_step.must_have(user):
            return False
        return not (second_step.was_given_at_school(request) or is_mfa_enabled(user))


class ClassDeviceMiddleware:
    """On a device that a class shares: whoever walks away is signed out after some minutes.

    The page itself goes back to the class's page too, so that nothing stays on the screen.
    """

    grain = 30

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        slug = class_device.school_of(request)
        if not slug or not request.user.is_authenticated:
            return self.get_response(request)
        start = reverse("accounts:class-device", args=[slug])
        idle = settings.CLASS_DEVICE_IDLE_SECONDS
        seen = request.session.get("class_seen", 0)
        now = int(time.time())
        if seen and now - seen >= idle:
            class_device.sign_out(request)
            messages.info(request, _("You did nothing for a while. So we signed you out."))
            return redirect(start)
        if now - seen >= self.grain:
            request.session["class_seen"] = now
        response = self.get_response(request)
        response.headers["Refresh"] = f"{idle + self.grain + 5}; url={start}"
        return response
