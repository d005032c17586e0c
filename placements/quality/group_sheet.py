"""A group as an Excel file: what the page of the group shows, for who may see the names."""

import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from placements.group_glance import GroupGlance
from placements.pupil_rows import Row
from placements.quality.exports import safe_cell
from portal.core.formats import long_date
from schools.models.student import BY_HAND

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE, NARROW = 22, 11
# What XML cannot hold; a name with such a sign came from a broken file.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def group_workbook(glance: GroupGlance) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(glance.group.name))
    headings = list(_headings(glance))
    for number, heading in enumerate(headings, start=1):
        wide = WIDE if number <= 4 or heading in _wide() else NARROW  # noqa: PLR2004 - the names
        sheet.column_dimensions[get_column_letter(number)].width = wide
    sheet.freeze_panes = "D2"
    sheet.append([_text(sheet, heading, bold=True) for heading in headings])
    for row in glance.rows:
        sheet.append([_cell(sheet, value) for value in _values(glance, row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _wide() -> set[str]:
    return {_("First coming place"), _("Still open"), _("Needs"), _("Photos")}


def _headings(glance: GroupGlance) -> Iterator[str]:
    yield from (_("Family name"), _("Prefix"), _("Given name"), _("Number at school"))
    yield from (_("Group"), _("Year"), _("Level"))
    if glance.reads_files:
        yield from (unit.name for unit in glance.sectors.units)
        yield _("Sectors seen")
    yield from (_("Planned"), _("First coming place"))
    if glance.reads_files:
        yield _("Still open")
    if glance.sees_needs:
        yield _("Needs")
    yield _("Photos")


def _values(glance: GroupGlance, row: Row) -> Iterator[str | int | None]:
    pupil, standing = row.student, row.standing
    number = "" if pupil.source_key.startswith(BY_HAND) else pupil.source_key
    yield from (pupil.family_name, pupil.name_prefix, pupil.given_name, number)
    yield pupil.base_group.name if pupil.base_group else ""
    yield from (pupil.year_of_study, pupil.get_track_display())
    if glance.reads_files:
        yield from (_("yes") if u.code in standing.met else "" for u in glance.sectors.units)
        yield len(standing.met)
    yield from (standing.coming, _next(row))
    if glance.reads_files:
        yield "; ".join(row.open)
    if glance.sees_needs:
        yield "; ".join(need.label for need in row.care.needs)
    yield row.care.photo_words


def _next(row: Row) -> str:
    if row.standing.next is None:
        return ""
    session = row.standing.next.session
    return f"{session.offer.employer.name}, {long_date(session.starts_at)}"


def _cell(sheet, value: str | int | None) -> "WriteOnlyCell | int | None":
    return value if value is None or isinstance(value, int) else _text(sheet, value)


def _text(sheet, value: str, *, bold: bool = False) -> WriteOnlyCell:
    """Always text: no formula is ever run, and a number such as 00123 keeps its zeros."""
    cell = WriteOnlyCell(sheet, value=safe_cell(UNPRINTABLE.sub("", str(value))))
    cell.data_type, cell.number_format = "s", "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_name(name: str) -> str:
    """Excel forbids some signs and more than 31 of them."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name)[:31].strip() or _("Group")
