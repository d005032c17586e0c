"""The report of an import: figures and lines, and for known pupils only their id. No names."""

from django.utils.translation import gettext_lazy as _

from portal.imports.rows import SCHOOL_NOT_NAMED, RowProblem
from schools.services.roster_plans import (
    ALL_NEW,
    MANY_LEAVERS,
    MOST_LISTED,
    OLDER_FILE,
    OLDER_YEAR,
    RosterPlan,
)

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
    OLDER_FILE: _(
        "This file is older than the one you brought in last. "
        "Changes made in between would be lost. Is that what you want?"
    ),
    ALL_NEW: _(
        "Almost no pupil in this file has a number that we know. Perhaps the file uses other "
        "numbers: then everybody would be here twice. Are these really other pupils?"
    ),
    SCHOOL_NOT_NAMED: _(
        "The file does not say of which school it is: it holds no BRIN. "
        "Is it really of your school?"
    ),
}


def report_of(plan: RosterPlan) -> dict:
    """What is kept of a dry run, as JSON. Pages look names up for who may see them."""
    roster, found = plan.roster, plan.roster.findings
    return {
        "source": roster.source,
        "school_year": roster.school_year,
        "brin6": roster.brin6,
        "reference_date": roster.reference_date and roster.reference_date.isoformat(),
        "counts": plan.counts,
        "groups": _groups(plan),
        "problems": [problem.as_dict() for problem in _listed(found.problems)],
        "problem_counts": dict(found.problem_counts),
        "left_out": dict(found.left_out),
        "pupils": {name: list(ids) for name, ids in plan.listed.items()},
        "new_rows": plan.new_rows,
        "known": plan.known,
        "confirm": list(plan.questions),
        "nothing": plan.nothing,
    }


def _groups(plan: RosterPlan) -> list[dict]:
    new = {group.key for group in plan.new_groups}
    return [
        {
            "name": group.name,
            "composite": group.composite,
            "pupils": plan.sizes[group.key],
            "new": group.key in new,
        }
        for group in sorted(plan.roster.groups, key=lambda group: (group.composite, group.name))
    ]


def _listed(problems: tuple[RowProblem, ...]) -> list[RowProblem]:
    """As many as a report shows: rows that stayed out go before remarks."""
    skipped = [problem for problem in problems if problem.skipped]
    remarks = [problem for problem in problems if not problem.skipped]
    chosen = (skipped + remarks)[:MOST_LISTED]
    return sorted(chosen, key=lambda p: (p.context.get("file", ""), p.line or 0))
