"""A group at a glance: for its mentor and the coordinator by pupil, for others in numbers."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from placements.group_glance import GroupGlance
from placements.quality.group_sheet import CONTENT_TYPE, group_workbook
from placements.services.files import note_group_export
from schools.models import Group
from schools.permissions import (
    Right,
    coordinates,
    may_with_group,
    prints_cards,
    records_photos,
    sets_needs,
)


@require_safe
def group_detail(request, pk):
    glance = _glance(request, pk)
    group, user = glance.group, request.user
    reads = glance.reads_files
    context = {
        **_shown(glance),
        "by_pupil_url": f"{reverse('placements:coverage')}?groep={group.pk}" if reads else "",
        "may_print": prints_cards(user, group),
        "may_note": may_with_group(user, Right.ATTENDANCE, group),
        "may_set_needs": sets_needs(user, group),
        "may_record_photos": records_photos(user, group),
        "may_edit": coordinates(user, group),
    }
    return render(request, "placements/group_detail.html", context)


@require_safe
@never_cache
def group_print(request, pk):
    """One sheet for the wall of the staff room: names, so only for who may see them."""
    glance = _with_names(request, pk)
    note_group_export(glance.group, "print", by=request.user)
    return render(request, "placements/group_print.html", _shown(glance))


@require_safe
@never_cache
def group_export(request, pk):
    """The same as an Excel file. It holds names, so it is written down who took it."""
    glance = _with_names(request, pk)
    note_group_export(glance.group, "xlsx", by=request.user)
    name = slugify(glance.group.name) or "groep"
    day = f"{timezone.localdate():%Y-%m-%d}"
    return HttpResponse(
        group_workbook(glance),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="groep-{name}-{day}.xlsx"'},
    )


def _glance(request, pk) -> GroupGlance:
    groups = Group.objects.visible_to(request.user).select_related("school")
    group = get_object_or_404(groups.prefetch_related("mentors"), pk=pk)
    return GroupGlance(group, request.user)


def _with_names(request, pk) -> GroupGlance:
    glance = _glance(request, pk)
    if not may_with_group(request.user, Right.NAMES, glance.group):
        raise PermissionDenied
    return glance


def _shown(glance: GroupGlance) -> dict:
    group = glance.group
    return {
        "group": group,
        "glance": glance,
        "rows": glance.rows,
        "reads_files": glance.reads_files,
        "sees_needs": glance.sees_needs,
        "sectors": glance.sectors.units,
        "coverage": [{"label": group.name, "sub": "", "url": "", "values": glance.met}],
        "today": timezone.localdate(),
    }
