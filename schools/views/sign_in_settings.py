"""The school's own sign-in: the coordinator sets it up, tries it, and switches it on or off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from schools.forms.sign_in import SignInForm
from schools.models import FederatedIdentity, SchoolSignIn
from schools.services.sign_ins import (
    NotTried,
    set_up_sign_in,
    switch_sign_in,
    unlink_colleague,
)
from schools.sign_in_sources import Source, region_source, source_of
from schools.views.school_sign_in import leave_to
from schools.views.scope import bound, my_schools, school_at_hand


def sign_in_settings(request):
    school = school_at_hand(request, to_edit=True)
    sign_in = SchoolSignIn.objects.filter(school=school).first()
    form = SignInForm(bound(request), instance=sign_in or SchoolSignIn(school=school))
    if request.method == "POST" and form.is_valid():
        set_up_sign_in(school, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Now try whether it works."))
        return redirect(f"{request.path}?school={school.slug}")
    if sign_in:
        sign_in.refresh_from_db()  # the form filled its own copy with what was typed
    context = {
        "school": school,
        "schools": my_schools(request),
        "sign_in": sign_in,
        "form": form,
        "redirect_uri": Source(client=None, kind="", school=school).redirect_uri,
        "linked": _linked(school) if sign_in else [],
        "region": region_source() is not None,
    }
    return render(request, "schools/sign_in_settings.html", context)


@require_safe
def sign_in_trial(request):
    """Off to the provider, to come back with a report and not signed in as somebody."""
    sign_in = _sign_in(request)
    return leave_to(request, source_of(sign_in), trial=True)


@require_POST
def sign_in_switch(request):
    sign_in = _sign_in(request)
    on = request.POST.get("on") == "yes"
    try:
        switch_sign_in(sign_in, on, by=request.user)
    except NotTried as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Switched on.") if on else _("Switched off."))
    return _back(sign_in)


@require_POST
def sign_in_unlink(request, pk):
    school = school_at_hand(request, to_edit=True)
    identity = get_object_or_404(
        FederatedIdentity.objects.visible_to(request.user).select_related("user"), pk=pk
    )
    unlink_colleague(school, identity, by=request.user)
    messages.success(request, _("Unlinked. The next time, the e-mail address decides again."))
    return redirect("schools:sign-in")


def _sign_in(request) -> SchoolSignIn:
    school = school_at_hand(request, to_edit=True)
    rows = SchoolSignIn.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(rows, school=school)


def _linked(school):
    return (
        FederatedIdentity.objects.filter(user__schools_memberships__school=school)
        .select_related("user", "location")
        .order_by("user__last_name", "user__first_name", "pk")
        .distinct()
    )


def _back(sign_in: SchoolSignIn):
    return redirect(f"{reverse('schools:sign-in')}?school={sign_in.school.slug}")
