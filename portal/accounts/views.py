"""One door for everybody who has a password."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse


@login_not_required
def admin_sign_in(request):
    """Wagtail's own form knows no second step and no limit on guessing, so it is not used."""
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
