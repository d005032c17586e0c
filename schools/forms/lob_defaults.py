"""What the rows of a LOB profile show first: what was said, or what most schools would say."""

from typing import Any

from django.forms import formset_factory

from portal.reference.models import Sector
from schools.forms.lob_rows import ROW_FORMS, BaseRows
from schools.lob_reading import years_of
from schools.models import AssessmentChoice, LobProfile

MOST_ROWS = 40
EMPTY_ROWS = 3
FIXED = {"talks", "sectors", "assessments"}
TALKS = {"lob": 3, "coach": 0, "three_way": 2}
ASSESSED = {
    AssessmentChoice.Item.PRODUCT: AssessmentChoice.Choice.ASSESSED,
    AssessmentChoice.Item.SKILLS: AssessmentChoice.Choice.ASSESSED,
    AssessmentChoice.Item.ATTENDANCE: AssessmentChoice.Choice.ASSESSED,
    AssessmentChoice.Item.FILE: AssessmentChoice.Choice.NOT,
}


def rows_form(profile: LobProfile, name: str, data=None) -> BaseRows:
    """The formset of one kind of row, with what stands there or a good beginning."""
    formset = formset_factory(
        ROW_FORMS[name],
        formset=BaseRows,
        extra=0 if is_fixed(name) else EMPTY_ROWS,
        can_delete=not is_fixed(name),
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
    # What was sent is compared with nothing: a row that stands there already is no empty row.
    initial = initial_rows(profile, name) if data is None else None
    return formset(data, initial=initial, prefix="rij", form_kwargs={"school": profile.school})  # type: ignore[return-value]


def is_fixed(name: str) -> bool:
    """Whether the list always has the same rows: a year, a sector, a thing to assess each."""
    return name in FIXED


def initial_rows(profile: LobProfile, name: str) -> list[dict[str, Any]]:
    said = [_values(name, row) for row in getattr(profile, name).all()]
    if not is_fixed(name):
        return said
    key = ROW_FORMS[name].key[0]
    by_key = {row[key]: row for row in said}
    rows = [by_key.pop(row[key], row) for row in _beginning(profile, name)]
    rows = [*rows, *by_key.values()]
    return sorted(rows, key=lambda row: row["order"]) if name == "sectors" else rows


def _values(name: str, row) -> dict[str, Any]:
    form = ROW_FORMS[name]
    plain = {
        field: getattr(row, f"{field}_id", None) or getattr(row, field)
        for field in form.base_fields
        if field not in form.many
    }
    return plain | {field: [each.pk for each in getattr(row, field).all()] for field in form.many}


def _beginning(profile: LobProfile, name: str) -> list[dict[str, Any]]:
    if name == "talks":
        return [{"year_of_study": year, **TALKS} for year in years_of(profile.school)]
    if name == "assessments":
        return [{"item": item, "choice": ASSESSED[item]} for item in AssessmentChoice.Item]
    return [
        {"sector": sector.pk, "is_used": True, "own_name": "", "order": number}
        for number, sector in enumerate(Sector.all_cached(), start=1)
    ]
