"""Coverage: which pupil has met which sectors, and what is still open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from placements import days, standing
from placements.quality.coverage import coverage_by_group
from placements.quality.exports import coverage_csv
from placements.services.files import note_export
from schools.models import Group, Student
from schools.permissions import school_ids
from schools.school_sectors import SchoolSectors, sectors_for


def coverage(request):
    """By group for everyone at the school; by pupil for who may read the files."""
    user = request.user
    if not school_ids(user):
        raise PermissionDenied
    groups = list(standing.read_groups(user))
    chosen = _chosen(request, groups)
    shown = sectors_for(user)
    sectors = shown.units
    context = {
        "groups": groups,
        "export_url": _export_url(chosen),
        "chosen": chosen,
        "sectors": sectors,
        "by_group": _by_group(user, shown),
        "by_pupil": _by_pupil(user, chosen, sectors) if chosen else None,
        "open_items": _open_items(user, groups, chosen),
    }
    return render(request, "placements/coverage.html", context)


def export(request):
    """The same numbers as a file. It holds names, so it is written down who took it."""
    groups = list(standing.read_groups(request.user))
    if not groups:
        raise PermissionDenied
    chosen = _chosen(request, groups, only=False)
    students = list(_pupils_of([chosen] if chosen else groups).select_related("base_group"))
    note_export([chosen] if chosen else groups, by=request.user)
    text = coverage_csv(
        students,
        standing.standing_of(students, request.user),
        sectors_for(request.user).units,
    )
    name = f"dekking-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _chosen(request, groups, *, only=True):
    """The group in the address; the only one when there is one."""
    asked = request.GET.get("groep", "")
    found = next((group for group in groups if str(group.pk) == asked), None)
    return found or (groups[0] if only and len(groups) == 1 else None)


def _export_url(chosen) -> str:
    url = reverse("placements:coverage-export")
    return f"{url}?groep={chosen.pk}" if chosen else url


def _pupils_of(groups):
    return (
        Student.objects.enrolled()
        .filter(base_group__in=groups)
        .order_by("base_group__name", "family_name", "given_name", "pk")
    )


def _by_group(user, shown: SchoolSectors) -> list[dict]:
    rows = coverage_by_group(Group.objects.base().visible_to(user), shown)
    return [
        {
            "label": row.group.name,
            "sub": ngettext("%(n)s pupil", "%(n)s pupils", row.size) % {"n": row.size},
            "url": row.group.get_absolute_url(),
            "values": row.counts,
        }
        for row in rows
        if row.size
    ]


def _by_pupil(user, group, sectors) -> dict:
    pupils = list(_pupils_of([group]))
    rows = standing.standing_of(pupils, user)
    return {
        "rows": [
            {
                "student": pupil,
                "standing": rows[pupil.pk],
                "cells": [(sector, sector.code in rows[pupil.pk].met) for sector in sectors],
            }
            for pupil in pupils
        ],
        "sums": [sum(s.code in row.met for row in rows.values()) for s in sectors],
    }


def _open_items(user, groups, chosen) -> dict:
    pupils = Student.objects.enrolled().filter(base_group__in=[chosen] if chosen else groups)
    return {
        "query": f"groep={chosen.pk}&" if chosen else "",
        "without": standing.without_place(pupils).count(),
        "look_back": standing.must_look_back(pupils, user).count(),
        "not_noted": days.days_without_attendance(user).count(),
    }
