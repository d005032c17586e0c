"""The LOB profile of a school beside what really happened: subjects, and where leavers go."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from placements.quality.leavers import destination_rows, share_without_offer
from placements.quality.subjects import subject_rows
from portal.core.school_year import current_school_year
from portal.reference.models import Competence
from schools.lob_emphasis import emphasis_of
from schools.lob_reading import in_force, share_words, years_of
from schools.permissions import edits_lob
from schools.views.scope import my_schools, school_at_hand


def lob_subjects(request):
    """Subject by competence, for one year of study or all together."""
    school = school_at_hand(request)
    profile, years = in_force(school.pk), years_of(school)
    year = next((y for y in years if str(y) == request.GET.get("leerjaar")), 0)
    targets = profile.subject_targets.all() if profile else []
    rows = subject_rows(school, targets, years, year=year)
    context = {
        "school": school,
        "schools": my_schools(request),
        "school_year": current_school_year(),
        "profile": profile,
        "edits": edits_lob(request.user, school),
        "years": years,
        "year": year,
        "rows": rows,
        "heat": [_heat(row) for row in rows if row.target],
        "others": [_heat(row) for row in rows if not row.target],
        "columns": [competence.name for competence in Competence.all_cached()],
        "behind": [row for row in rows if row.missing],
        "with_target": sum(row.target > 0 for row in rows),
        "reached": sum(row.reached for row in rows),
        "stressed": emphasis_of(school.pk, year=year).shows_matrix,
    }
    return render(request, "placements/lob_subjects.html", context)


def _heat(row) -> dict:
    text = (
        _("%(done)s of %(target)s activities") % {"done": row.done, "target": row.target}
        if row.target
        else _("%(done)s activities, no target") % {"done": row.done}
    )
    return {"label": row.subject.label, "sub": text, "url": "", "values": _values(row)}


def _values(row) -> list[int | None]:
    """Nothing is only missing where the school wants it; elsewhere it does not apply."""
    codes = [competence.code for competence in Competence.all_cached()]
    wanted = row.wanted or (codes if row.target else ())
    pairs = zip(codes, row.counts, strict=True)
    return [count if count or code in wanted else None for code, count in pairs]


def lob_leavers(request):
    """Shares and counts, so for everybody who works at the school."""
    school = school_at_hand(request)
    profile = in_force(school.pk)
    rows = destination_rows(profile) if profile else []
    gap = share_without_offer(rows)
    context = {
        "school": school,
        "schools": my_schools(request),
        "profile": profile,
        "edits": edits_lob(request.user, school),
        "rows": [(row, share_words(row.destination.share)) for row in rows],
        "gap": share_words(gap) if gap else "",
        "unlinked": sum(not row.linked for row in rows),
    }
    return render(request, "placements/lob_leavers.html", context)
