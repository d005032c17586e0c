"""A group at a glance: for its mentor and the coordinator by pupil, for others in numbers."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from placements import days
from placements.quality.coverage import counts_by_group
from placements.quality.progress import progress_of
from placements.standing import coming_places
from placements.views.students import pupil_rows
from schools.models import Group, Student
from schools.permissions import Right, may_with_group, prints_cards
from schools.school_sectors import sectors_for

COMING = 6


def group_detail(request, pk):
    groups = Group.objects.visible_to(request.user).select_related("school")
    group = get_object_or_404(groups.prefetch_related("mentors"), pk=pk)
    user = request.user
    pupils = Student.objects.enrolled().filter(base_group=group)
    named = list(pupils.filter(pk__in=Student.objects.visible_to(user)).for_list())
    reads = may_with_group(user, Right.FILE, group)
    rows, shown = pupil_rows(named, user), sectors_for(user)
    progress, met = progress_of(pupils), counts_by_group([group.pk], shown)
    counts = [met.get((group.pk, sector.code), 0) for sector in shown.units]
    context = {
        "group": group,
        "rows": rows,
        "reads_files": reads,
        "size": progress.pupils,
        "sectors": shown.units,
        "coverage": [{"label": group.name, "sub": "", "url": "", "values": counts}],
        "progress": progress,
        "without": sum(not row["standing"].coming for row in rows),
        "to_look_back": sum(row["standing"].to_look_back > 0 for row in rows),
        "by_pupil_url": f"{reverse('placements:coverage')}?groep={group.pk}" if reads else "",
        "coming": _coming(user, pupils),
        "may_print": prints_cards(user, group),
        "may_note": may_with_group(user, Right.ATTENDANCE, group),
    }
    return render(request, "placements/group_detail.html", context)


def _coming(user, pupils):
    """The next dates to which this group goes, with its own heads."""
    ours = coming_places().filter(student__in=pupils)
    return days.with_heads(ours).order_by("starts_at", "pk")[:COMING]
