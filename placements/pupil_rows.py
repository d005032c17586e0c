"""A row of a list of pupils for staff: how somebody stands, what is open, what to mind."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.models import Placement, Round, WishList
from placements.standing import Standing, reads, standing_of
from schools.care import Care, care_of
from schools.models import LoginCard, Student


@dataclass(frozen=True)
class Row:
    """``open`` is empty for who may not read the file."""

    student: Student
    standing: Standing
    care: Care
    reads: bool
    open: list[str] = field(default_factory=list)


def with_open_items(students: QuerySet[Student]) -> QuerySet[Student]:
    """Adds ``has_card`` and ``asked_wishes``: a round waits for the wishes of this pupil."""
    cards = LoginCard.objects.valid().filter(student=OuterRef("pk"))
    return students.annotate(has_card=Exists(cards), asked_wishes=Exists(_unanswered()))


def rows_of(pupils: list[Student], reader, places: Iterable[Placement] | None = None) -> list[Row]:
    """For pupils of ``with_open_items`` whose names ``reader`` may see; three queries, or two when
    the caller has read their ``places`` already."""
    standing = standing_of(pupils, reader, places)
    care = care_of(pupils, reader)
    rows = []
    for pupil in pupils:
        may_read = reads(reader, pupil)
        items = _open_of(pupil, standing[pupil.pk]) if may_read else []
        rows.append(Row(pupil, standing[pupil.pk], care[pupil.pk], may_read, items))
    return rows


def _unanswered() -> QuerySet[Round]:
    """Rounds that wait for the wishes of the pupil of the query around it."""
    sent = WishList.objects.filter(
        round=OuterRef("pk"), student=OuterRef(OuterRef("pk")), sent_at__isnull=False
    )
    asking = Round.objects.filter(state=Round.State.OPEN, groups=OuterRef("base_group"))
    return asking.exclude(Exists(sent))


def _open_of(pupil: Student, standing: Standing) -> list[str]:
    found = []
    if standing.to_look_back:
        times = standing.to_look_back
        text = ngettext("%(n)s time to look back", "%(n)s times to look back", times)
        found.append(text % {"n": times})
    if pupil.asked_wishes:
        found.append(_("No wishes yet"))
    if not pupil.has_card:
        found.append(_("No login card"))
    return found
