"""Coverage as a file that a Dutch spreadsheet opens with a double click."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from placements.standing import Standing
from schools.models import Student
from schools.school_sectors import SectorUnit

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these would be run as a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value) -> str:
    """The value as text; a text that a spreadsheet would take for a formula gets an apostrophe."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def coverage_csv(
    students: Iterable[Student], standing: dict[int, Standing], sectors: Sequence[SectorUnit]
) -> str:
    """One row a pupil, one column a sector: 1 for met. Semicolons, as Dutch spreadsheets expect."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heading = [_("Group"), _("Given name"), _("Prefix"), _("Family name")]
    heading += [sector.name for sector in sectors]
    heading += [_("Sectors seen"), _("Planned"), _("Must look back")]
    writer.writerow([safe_cell(cell) for cell in heading])
    for student in students:
        writer.writerow(_row(student, standing[student.pk], sectors))
    return out.getvalue()


def _row(student: Student, standing: Standing, sectors: Iterable[SectorUnit]) -> list[str | int]:
    group = student.base_group.name if student.base_group else ""
    names = [group, student.given_name, student.name_prefix, student.family_name]
    seen = [int(sector.code in standing.met) for sector in sectors]
    return [
        *[safe_cell(name) for name in names],
        *seen,
        len(standing.met),
        standing.coming,
        standing.to_look_back,
    ]
