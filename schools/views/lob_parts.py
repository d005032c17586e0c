"""One part of the draft of a LOB profile: a short page with one question."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.core.workflow import TransitionNotAllowed
from schools.forms.lob import part_form
from schools.forms.lob_defaults import is_fixed, rows_form
from schools.lob_parts import BY_SLUG, PARTS, Part, completeness_of
from schools.models import LobProfile
from schools.models.lob_parts import NEVER_ASSESSED
from schools.permissions import edits_lob
from schools.services.lob_profiles import LobRefused, change_part
from schools.views.scope import bound

REFUSED = 400


def lob_part(request, pk, part):
    versions = LobProfile.objects.visible_to(request.user).with_parts()
    profile = get_object_or_404(versions, pk=pk)
    chosen = BY_SLUG.get(part)
    if chosen is None:
        raise Http404
    if not edits_lob(request.user, profile):
        raise PermissionDenied
    if not profile.is_open:
        messages.info(request, _("This version is closed. Make a new version to change it."))
        return redirect(profile)
    form = part_form(chosen)(bound(request), instance=profile)
    rows = rows_form(profile, chosen.rows, bound(request)) if chosen.rows else None
    if request.method == "POST" and _saved(request, profile, chosen, form, rows):
        messages.success(request, _("Saved: %(part)s.") % {"part": chosen.title})
        return redirect(_next_url(request, profile, chosen))
    wrong = form.is_bound and not _faultless(form, rows)
    context = {
        "profile": profile,
        "school": profile.school,
        "part": chosen,
        "form": form,
        "rows": rows,
        "fixed": is_fixed(chosen.rows),
        "completeness": completeness_of(profile),
        "following": _following(chosen),
        "never": NEVER_ASSESSED if chosen.rows == "assessments" else (),
    }
    return render(request, "schools/lob/part.html", context, status=REFUSED if wrong else 200)


def _saved(request, profile, part: Part, form, rows) -> bool:
    """Nothing is written when anything is wrong; then the forms say what."""
    if not _faultless(form, rows):
        return False
    values = rows.values if rows is not None else []
    try:
        change_part(profile, part=part.slug, by=request.user, fields=form.cleaned_data, rows=values)
    except (LobRefused, TransitionNotAllowed) as error:
        form.add_error(None, str(error))
        return False
    return True


def _faultless(form, rows) -> bool:
    right = form.is_valid()  # both, so that everything that is wrong is said at once
    return (rows is None or rows.is_valid()) and right


def _following(part: Part) -> Part | None:
    place = PARTS.index(part) + 1
    return PARTS[place] if place < len(PARTS) else None


def _next_url(request, profile, part: Part):
    following = _following(part)
    if "next" in request.POST and following:
        return redirect("schools:lob-part", profile.pk, following.slug).url
    if "more" in request.POST:
        return redirect("schools:lob-part", profile.pk, part.slug).url
    return profile.get_absolute_url()
