"""Reads for the school's own pages that span several models."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from portal.core.school_year import current_school_year
from portal.imports.problems import LEFT_OUT
from portal.imports.rows import RowProblem
from schools.models import (
    Group,
    LoginCard,
    RosterImport,
    School,
    Student,
    YearTurn,
)

# Problems that the school can solve by saying what its words mean.
UNCLEAR_WORDS = ("unknown_track", "unknown_year_text", "unknown_location_text")


@dataclass(frozen=True)
class Report:
    """The stored report of an import in words. The pupils are on pages of their own."""

    counts: dict[str, int]
    school_year: str
    brin6: str
    groups: list[dict]
    problems: list[RowProblem]
    more_problems: int
    left_out: list[tuple[str, int]]
    unclear_words: int
    nothing: bool


def report_for(import_: RosterImport) -> Report:
    """No query: what is stored, with its codes turned into words."""
    stored = import_.report
    numbers = stored["problem_counts"]
    return Report(
        counts=stored["counts"],
        school_year=stored["school_year"],
        brin6=stored["brin6"],
        groups=stored["groups"],
        problems=[RowProblem.from_dict(problem) for problem in stored["problems"]],
        more_problems=sum(numbers.values()) - len(stored["problems"]),
        left_out=[(LEFT_OUT[kind], number) for kind, number in stored["left_out"].items()],
        unclear_words=sum(numbers.get(code, 0) for code in UNCLEAR_WORDS),
        nothing=stored["nothing"],
    )


def school_years(school: School) -> list[str]:
    """The years of which there are groups, newest first."""
    years = Group.objects.filter(school=school).values_list("school_year", flat=True)
    return sorted(set(years.order_by().distinct()), reverse=True)


def year_to_show(years: list[str], asked: str | None) -> str:
    """The year asked for, else this one, else the newest there is."""
    if asked in years:
        return asked
    now = current_school_year()
    return now if now in years or not years else years[0]


def groups_with_cards(school: School, school_year: str):
    """Groups of a year with their size, how many pupils have a card, and their mentors."""
    cards = (
        LoginCard.objects.valid()
        .filter(student__base_group=OuterRef("pk"), student__status=Student.Status.ENROLLED)
        .order_by()
        .values("student__base_group")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Group.objects.current()
        .filter(school=school, school_year=school_year)
        .with_size()
        .annotate(cards=Coalesce(Subquery(cards), 0))
        .prefetch_related("mentors")
        .order_by("kind", "name")
    )


@dataclass(frozen=True)
class TurnCounts:
    """``sizes``: pupils by id of their old group. ``others``: pupils who go another way, by id of
    the YearTurnGroup they leave. ``stay``, ``leave``, ``later``: how many in all."""

    sizes: dict[int, int]
    others: dict[int, int]
    stay: int
    leave: int
    later: int


def turn_counts(turn: YearTurn) -> TurnCounts:
    """What the turn of the year would do, in numbers; three queries."""
    pupils = Student.objects.enrolled().filter(base_group__in=turn.groups.values("group"))
    rows = pupils.order_by().values_list("base_group").annotate(Count("pk"))
    sizes = dict(rows)
    groups = list(turn.groups.values_list("pk", "group_id", "fate"))
    others = list(turn.pupils.filter(student__in=pupils).values_list("student__base_group", "fate"))
    going = {group: sizes.get(group, 0) for _pk, group, _fate in groups}
    by_fate = {"up": 0, "leaves": 0, "later": 0}
    for group, fate in others:
        going[group] -= 1
        by_fate[fate] += 1
    for _pk, group, fate in groups:
        by_fate[fate] += going[group]
    return TurnCounts(
        sizes,
        {pk: sum(old == group for old, _fate in others) for pk, group, _fate in groups},
        stay=by_fate["up"],
        leave=by_fate["leaves"],
        later=by_fate["later"],
    )
