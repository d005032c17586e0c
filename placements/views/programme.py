"""Copying last year's programme: which rounds, and what became of them."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.services.programme import copy_programme, rounds_to_copy
from schools.views.scope import my_schools, school_at_hand

ID = re.compile(r"[0-9]{1,18}")


def programme_copy(request):
    school = school_at_hand(request, to_edit=True)
    rounds = rounds_to_copy(school)
    if request.method == "POST":
        ids = [value for value in request.POST.getlist("round") if ID.fullmatch(value)]
        chosen = list(rounds.filter(pk__in=ids).select_related("school", "period"))
        if not chosen:
            messages.warning(request, _("Tick the rounds first."))
            return redirect(f"{request.path}?school={school.slug}")
        for copied in copy_programme(chosen, by=request.user):
            _tell(request, copied)
        return redirect("placements:round-list")
    context = {"school": school, "schools": my_schools(request), "rounds": rounds}
    return render(request, "placements/programme_copy.html", context)


def _tell(request, copied) -> None:
    """How many dates came along, and which offers have none for it yet."""
    text = ngettext(
        "“%(round)s” is there as a draft with %(dates)s date.",
        "“%(round)s” is there as a draft with %(dates)s dates.",
        copied.dates,
    ) % {"round": copied.round.title, "dates": copied.dates}
    if copied.without:
        text += " " + _("No dates yet: %(offers)s.") % {"offers": ", ".join(copied.without)}
    messages.success(request, text)
