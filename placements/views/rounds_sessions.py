"""Choosing the dates of a round: a list that can be searched, many at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from employers.models import Session
from placements.forms.rounds import DateFilterForm
from placements.openings import openings
from placements.queries import sessions_to_choose
from placements.rounds import steps
from placements.safety import judge_for, years_of
from placements.services.round_sessions import SessionsRefused, set_sessions
from placements.views.rounds import coordinated_round

PER_PAGE = 40
LONGEST_NUMBER = 19  # digits: what no database counts up to cannot be a date


def round_sessions(request, pk):
    """Boxes on this page decide about the dates on this page; the other pages stay as they are."""
    round_ = coordinated_round(request, pk)
    rows = {row.session_id: row for row in round_.round_sessions.all()}
    form = DateFilterForm(request.GET)
    found = form.narrow(_candidates(round_, request.user, rows), rows).order_by("starts_at", "pk")
    if request.method == "POST":
        return _save(request, round_, rows, found)
    page = Paginator(_for_list(found), PER_PAGE).get_page(request.GET.get("page"))
    years = years_of(round_)
    may = openings(page, round_.school)
    for session in page:
        session.opening = may[session.pk]
        session.findings = judge_for(years, session)
        session.row = rows.get(session.pk)
        session.asked = session.row.places if session.row else session.opening.places
    context = {
        "round": round_,
        "steps": steps(round_, here=1),
        "form": form,
        "page_obj": page,
        "chosen": len(rows),
        "chosen_places": sum(row.places for row in rows.values()),
        "needed": round_.pupils * round_.places_each,
    }
    return render(request, "placements/round_sessions.html", context)


def _candidates(round_, user, rows):
    """What can be chosen, and what is chosen already, also when it is full or cancelled since."""
    choosable = sessions_to_choose(round_, user).values("pk")
    return Session.objects.filter(Q(pk__in=choosable) | Q(pk__in=list(rows)))


def _for_list(sessions):
    return sessions.select_related("offer__employer", "offer__sector", "offer__worksite__passport")


def _save(request, round_, rows, found):
    wanted = {pk: row.places for pk, row in rows.items()}
    if request.POST.get("do") == "all":
        wanted = _all_that_may(request, round_, found) | wanted
    else:
        for pk in _numbers(request.POST.getlist("shown")):
            wanted.pop(pk, None)
        for pk in _numbers(request.POST.getlist("session")):
            kept = rows[pk].places if pk in rows else 1
            wanted[pk] = _number(request.POST.get(f"places-{pk}"), kept)
    try:
        set_sessions(round_, wanted, by=request.user)
    except SessionsRefused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("The round has %(n)s date.", "The round has %(n)s dates.", len(wanted))
        messages.success(request, text % {"n": len(wanted)})
    if request.POST.get("do") == "ready":
        return redirect(round_)
    return redirect(request.get_full_path())


def _all_that_may(request, round_, found) -> dict[int, int]:
    """Every date found with its free places, but those that a rule on age and activity stops."""
    years = years_of(round_)
    dates = list(_for_list(found))
    stopped = {session.pk for session in dates if _is_stopped(years, session)}
    if stopped:
        text = ngettext(
            "%(n)s date is left out: a rule on age and activity stops it.",
            "%(n)s dates are left out: a rule on age and activity stops them.",
            len(stopped),
        )
        messages.warning(request, text % {"n": len(stopped)})
    return {date.pk: date.places_left for date in dates if date.pk not in stopped}


def _is_stopped(years, session) -> bool:
    return any(finding.blocks for finding in judge_for(years, session))


def _numbers(values) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < LONGEST_NUMBER]


def _number(value, otherwise: int) -> int:
    found = _numbers([value or ""])
    return found[0] if found and 1 <= found[0] <= 1000 else otherwise  # noqa: PLR2004
