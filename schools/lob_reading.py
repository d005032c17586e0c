"""A LOB profile in words, to be read and to be compared with the version before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import formats
from portal.core.rich_text import to_plain
from portal.reference.models import Track
from schools.lob_parts import PARTS, Part
from schools.models import LobProfile, School


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Change:
    """``before`` or ``after`` is empty where the line is new or gone."""

    label: str
    before: str
    after: str


def in_force(school_id: int, day=None) -> LobProfile | None:
    """The version that counts on ``day`` (today), with all its rows."""
    versions = LobProfile.objects.filter(school=school_id).in_force_on(day or timezone.localdate())
    return versions.with_parts().first()


def version_before(profile: LobProfile) -> LobProfile | None:
    older = LobProfile.objects.filter(school=profile.school_id, number__lt=profile.number)
    return older.approved().order_by("-number").with_parts().first()


def lines_of(profile: LobProfile) -> list[tuple[Part, list[Line]]]:
    """What is filled, part by part; a part without words has an empty list."""
    return [(part, list(_lines(profile, part))) for part in PARTS]


def changes_between(old: LobProfile, new: LobProfile) -> list[tuple[Part, list[Change]]]:
    """Only the parts that differ."""
    pairs = zip(lines_of(old), lines_of(new), strict=True)
    found = [(part, _changes(before, after)) for (_p, before), (part, after) in pairs]
    return [(part, changes) for part, changes in found if changes]


def _changes(before: list[Line], after: list[Line]) -> list[Change]:
    """By label; several lines of one label are compared in their order."""
    labels = list(dict.fromkeys(line.label for line in [*before, *after]))
    changes = []
    for label in labels:
        was = [line.text for line in before if line.label == label]
        now = [line.text for line in after if line.label == label]
        pairs = zip_longest(was, now, fillvalue="")
        changes += [Change(label, old, new) for old, new in pairs if old != new]
    return changes


def _lines(profile: LobProfile, part: Part) -> Iterator[Line]:
    for name in part.fields:
        if text := _text_of(profile, name):
            yield Line(str(profile._meta.get_field(name).verbose_name), text)
    if part.rows:
        yield from ROWS[part.rows](getattr(profile, part.rows).all())


def _text_of(profile: LobProfile, name: str) -> str:
    value: Any = getattr(profile, name)
    if not value:
        return ""
    if name == "vision":
        return to_plain(value)
    if hasattr(value, "strftime"):
        return formats.long_date(value)
    shown = getattr(profile, f"get_{name}_display", None)
    return str(shown()) if shown else str(value)


def years_of(school: School) -> list[int]:
    """The years of study that the school has; one to five where it did not say."""
    return sorted(school.years) or [1, 2, 3, 4, 5]


def year_name(year: int) -> str:
    return _("Year %(year)s") % {"year": year} if year else _("Every year")


def _exceptions(rows) -> Iterator[Line]:
    for row in rows:
        track = str(Track(row.track).label) if row.track else ""
        label = ", ".join(filter(None, [track, year_name(row.year_of_study)]))
        yield Line(label, row.get_model_display())


def _steps(rows) -> Iterator[Line]:
    for row in rows:
        done = _("done on %(day)s") % {"day": formats.long_date(row.done_on)} if row.done_on else ""
        due = _("ready on %(day)s") % {"day": formats.long_date(row.due_on)}
        yield Line(row.text, done or due)


def _talks(rows) -> Iterator[Line]:
    for row in rows:
        yield Line(year_name(row.year_of_study), talk_words(row))


def talk_words(row) -> str:
    parts = [
        ngettext("%(n)s LOB talk", "%(n)s LOB talks", row.lob) % {"n": row.lob},
        ngettext("%(n)s coach talk", "%(n)s coach talks", row.coach) % {"n": row.coach},
        ngettext("%(n)s three-way talk", "%(n)s three-way talks", row.three_way)
        % {"n": row.three_way},
    ]
    counts = (row.lob, row.coach, row.three_way)
    given = [text for text, count in zip(parts, counts, strict=True) if count]
    return ", ".join(given) or _("none")


def _sectors(rows) -> Iterator[Line]:
    for row in rows:
        name = row.own_name or row.sector.name_nl
        yield Line(row.sector.name_nl, name if row.is_used else _("not used"))


def _destinations(rows) -> Iterator[Line]:
    for row in rows:
        sectors = ", ".join(sector.name for sector in row.sectors.all())
        share = share_words(row.share)
        yield Line(row.name, f"{share} ({sectors})" if sectors else share)


def share_words(share) -> str:
    """ "37,1%" or "5%"."""
    return f"{formats.number(share, int(share != int(share)))}%"


def _assessments(rows) -> Iterator[Line]:
    for row in rows:
        yield Line(row.get_item_display(), row.get_choice_display())


def _targets(rows) -> Iterator[Line]:
    for row in rows:
        often = ngettext("%(n)s time a year", "%(n)s times a year", row.activities)
        parts = [year_name(row.year_of_study), often % {"n": row.activities}]
        parts += [competence.name for competence in row.competences.all()]
        yield Line(row.subject.label, ", ".join(parts))


def _documents(rows: Iterable) -> Iterator[Line]:
    for row in rows:
        where = f", {row.where}" if row.where else ""
        yield Line(f"{row.get_kind_display()}: {row.title}", f"{row.url}{where}")


ROWS = {
    "exceptions": _exceptions,
    "steps": _steps,
    "talks": _talks,
    "sectors": _sectors,
    "destinations": _destinations,
    "assessments": _assessments,
    "subject_targets": _targets,
    "documents": _documents,
}
