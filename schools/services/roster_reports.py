"""The report of an import: figures and lines, and for known pupils only their id. No names."""

from django.utils.translation import gettext_lazy as _

from portal.imports.rows import Roster
from schools.services.roster_plans import MANY_LEAVERS, OLDER_YEAR, RosterPlan

MOST_LISTED = 300
# What a person must say yes to before the import goes on.
QUESTIONS = {
    MANY_LEAVERS: _(
        "Many pupils of the school are not in this file. They would all become “perhaps left” "
        "and could not sign in. Is this the complete file?"
    ),
    OLDER_YEAR: _(
        "This file is of an earlier school year than the groups you have now. "
        "Pupils would go back to their old groups. Is that what you want?"
    ),
}


def report_of(plan: RosterPlan) -> dict:
    """What is kept of a dry run, as JSON. Pages look names up for who may see them."""
    roster = plan.roster
    return {
        "school_year": roster.school_year,
        "brin6": roster.brin6,
        "reference_date": roster.reference_date and roster.reference_date.isoformat(),
        "counts": plan.counts,
        "groups": _groups(plan),
        "problems": [problem.as_dict() for problem in roster.problems[:MOST_LISTED]],
        "problem_counts": dict(roster.problem_counts),
        "left_out": dict(roster.left_out),
        "pupils": _pupils(plan),
        "known": plan.known,
        "confirm": list(plan.questions),
        "nothing": plan.nothing,
    }


def _groups(plan: RosterPlan) -> list[dict]:
    new = {group.key for group in plan.new_groups}
    sizes = _sizes(plan.roster)
    return [
        {
            "name": group.name,
            "composite": group.composite,
            "pupils": sizes.get(group.key, 0),
            "new": group.key in new,
        }
        for group in sorted(plan.roster.groups, key=lambda group: (group.composite, group.name))
    ]


def _sizes(roster: Roster) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for row in roster.rows:
        if not row.left:
            for key in filter(None, (row.group_key, *row.composite_keys)):
                sizes[key] = sizes.get(key, 0) + 1
    return sizes


def _pupils(plan: RosterPlan) -> dict[str, list[int]]:
    found = {
        "leavers": [student.pk for student, _row in plan.leavers],
        "moved": [change.student.pk for change in plan.moved],
        "returned": [change.student.pk for change in plan.returned],
        "changed": [change.student.pk for change in plan.changed],
    }
    return {name: ids[:MOST_LISTED] for name, ids in found.items()}
