"""What an import would do or did: figures, and of the pupils a bounded list of ids. No names."""

from collections import Counter
from dataclasses import dataclass, field

from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster, RosterGroup, RosterRow
from schools.models import Group, Location, RosterImport, School
from schools.services.roster_compare import Chunk, Comparer

LOSS_TO_CONFIRM = 1 / 3
SMALLEST_LOSS = 5
KNOWN_TO_TRUST = 1 / 10
MOST_LISTED = 300
MANY_LEAVERS = "many_leavers"
OLDER_YEAR = "older_year"
OLDER_FILE = "older_file"
ALL_NEW = "all_new"
LISTED = ("leavers", "moved", "returned", "changed")


class WrongSchool(ImportRefused):
    """The file is of another school than the one it is imported for."""

    def __init__(self, school: School, roster: Roster):
        super().__init__("wrong_school", found=roster.brin, expected=school.brin)


@dataclass
class RosterPlan:
    """Everything an import would do, added up chunk by chunk."""

    school: School
    roster: Roster
    location: Location | None
    new_groups: list[RosterGroup]
    renamed_groups: int
    tally: Counter = field(default_factory=Counter)
    listed: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in LISTED})
    new_rows: list[dict] = field(default_factory=list)
    sizes: Counter = field(default_factory=Counter)
    known: int = 0
    confirm: tuple[str, ...] = ()
    _names: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._names = {group.key: group.name for group in self.roster.groups}

    def add(self, chunk: Chunk) -> None:
        here = [row for row in chunk.rows if not row.left]
        self.tally.update(
            rows=len(chunk.rows),
            pupils=len(here),
            new=len(chunk.new),
            unchanged=chunk.unchanged,
            unclear=chunk.unclear,
            gone_unknown=chunk.gone_unknown,
        )
        self.sizes.update([row.group_key for row in here if row.group_key])
        self.sizes.update([key for row in here for key in row.composite_keys])
        for change in chunk.changes:
            kind = "returned" if change.returns else "moved" if change.moves else "changed"
            self._list(kind, change.student.pk)
        for student, _row in chunk.leavers:
            self._list("leavers", student.pk)
        self.new_rows += [self._new_row(row) for row in chunk.new[: self._room(self.new_rows)]]

    def add_missing(self, ids: list[int]) -> None:
        self.tally["missing"] += len(ids)
        for pk in ids:
            self._list("leavers", pk)

    def finish(self, comparer: Comparer, before: tuple[str, ...]) -> None:
        """After the last row: what a person must be asked. ``before`` holds what was clear then."""
        self.known = comparer.known
        self.confirm = (*self._doubts(), *before, *self.roster.questions)

    @property
    def questions(self) -> tuple[str, ...]:
        """What a person must say yes to; nothing when nothing would change."""
        return () if self.nothing else self.confirm

    @property
    def counts(self) -> dict[str, int]:
        tally = self.tally
        return {
            "rows": tally["rows"],
            "pupils": tally["pupils"],
            "new": tally["new"],
            "returned": tally["returned"],
            "moved": tally["moved"],
            "changed": tally["changed"],
            "unchanged": tally["unchanged"],
            "leavers": tally["leavers"],
            "unclear": tally["unclear"] + self.roster.skipped,
            "already_left": tally["gone_unknown"],
            "groups": len(self.roster.groups),
            "new_groups": len(self.new_groups),
        }

    @property
    def nothing(self) -> bool:
        """Applying this would change no row."""
        names = ("new", *LISTED)
        return not (
            any(self.tally[name] for name in names) or self.new_groups or self.renamed_groups
        )

    def _doubts(self) -> tuple[str, ...]:
        leaving, asked = self.tally["leavers"], []
        if leaving >= SMALLEST_LOSS and leaving > self.known * LOSS_TO_CONFIRM:
            asked.append(MANY_LEAVERS)
        many = min(self.known, self.tally["new"]) >= SMALLEST_LOSS
        if many and self.known - self.tally["missing"] < self.known * KNOWN_TO_TRUST:
            asked.append(ALL_NEW)
        return tuple(asked)

    def _list(self, kind: str, pk: int) -> None:
        self.tally[kind] += 1
        if len(self.listed[kind]) < MOST_LISTED:
            self.listed[kind].append(pk)

    def _room(self, rows: list) -> int:
        return MOST_LISTED - len(rows)

    def _new_row(self, row: RosterRow) -> dict:
        """Where to find the pupil in the file: a name of somebody unknown is not kept."""
        return {
            "line": row.line,
            "group": self._names.get(row.group_key, ""),
            "year": row.year_of_study,
        }


def plan_roster(school: School, roster: Roster) -> RosterPlan:
    """What importing ``roster`` for ``school`` would change. Walks through its rows once.

    Raises WrongSchool when the file is of another school. A file of one location leaves the
    pupils of the school's other locations alone.
    """
    comparer, plan = begin_plan(school, roster)
    asked = questions_before(school, roster)
    for chunk in comparer.chunks():
        plan.add(chunk)
    for gone in comparer.missing():
        plan.add_missing([pk for pk, _left_on in gone])
    plan.finish(comparer, asked)
    return plan


def begin_plan(
    school: School, roster: Roster, *, lock: bool = False
) -> tuple[Comparer, RosterPlan]:
    """Nothing has been read of the rows yet. Raises WrongSchool."""
    if roster.brin != school.brin:
        raise WrongSchool(school, roster)
    comparer = Comparer(school, roster, lock=lock)
    plan = RosterPlan(
        school=school,
        roster=roster,
        location=comparer.location,
        new_groups=comparer.new_groups,
        renamed_groups=len(comparer.renamed),
    )
    return comparer, plan


def questions_before(school: School, roster: Roster) -> tuple[str, ...]:
    """What can be doubted before a row was read: the file is older than what is here."""
    newer = Group.objects.filter(
        school=school, school_year__gt=roster.school_year, students__isnull=False
    )
    if newer.exists():
        return (OLDER_YEAR,)
    return (OLDER_FILE,) if _older_than_the_last(school, roster) else ()


def _older_than_the_last(school: School, roster: Roster) -> bool:
    """Is it of an earlier day than the last file of the same place and year?"""
    if roster.reference_date is None:
        return False
    last = RosterImport.objects.filter(
        school=school,
        state=RosterImport.State.APPLIED,
        report__brin6=roster.brin6,
        report__school_year=roster.school_year,
    ).first()
    day: str = (last.report.get("reference_date") if last else "") or ""
    return day > roster.reference_date.isoformat()
