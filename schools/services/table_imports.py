"""What the coordinator says of a table: which column is what, and what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.db import transaction

from portal.imports.problems import ImportRefused
from schools.imports.recognise import TABLE
from schools.imports.table_columns import check_columns, guess_fields
from schools.imports.table_preview import Column, columns_of, unknown_texts
from schools.models import ColumnChoice, Location, RosterImport, School
from schools.models.column_choice import digest_of_headers
from schools.services.roster_imports import start_import

Told = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Proposal:
    """The columns of the waiting file, with what we think they are."""

    columns: list[Column]
    fields: Mapping[str, str]
    remembered: bool


def propose_columns(import_: RosterImport) -> Proposal:
    """What was chosen before for these headers, else by column, else guessed by their names.

    Raises ImportRefused when the file cannot be opened.
    """
    with _opened(import_) as file:
        columns = columns_of(file)
    free = {column.key for column in columns if not column.forbidden}
    if import_.options.get("columns"):
        return Proposal(columns, import_.options["columns"], remembered=False)
    digest = digest_of_headers(column.header for column in columns)
    earlier = ColumnChoice.objects.filter(school=import_.school)
    if same := earlier.filter(headers_digest=digest).first():
        return Proposal(columns, _of(free, same.columns), remembered=True)
    fields = guess_fields([column.header for column in columns])
    if last := earlier.first():
        fields |= _of(free, last.columns)
    return Proposal(columns, _each_once(fields), remembered=False)


def choose_columns(
    import_: RosterImport,
    columns: Mapping[str, str],
    *,
    school_year: str,
    location: Location | None,
    by: Any,
) -> None:
    """Remember the choice and have the file read. Also from the report, to read it once more.

    Raises ImportRefused when a column is missing, ImportBusy, TransitionNotAllowed,
    PermissionDenied.
    """
    _must_be_table(import_)
    check_columns(columns)
    with _opened(import_) as file:
        headers = [column.header for column in columns_of(file)]
    told = import_.options.get("meanings", {}).get("told") or told_before(import_.school)
    options = {
        "columns": dict(columns),
        "school_year": school_year,
        "brin": import_.school.brin,
        "brin6": _brin6(import_.school, location),
        "meanings": _meanings(import_.school, told),
    }
    with transaction.atomic():
        _remember(import_.school, headers, columns=dict(columns))
        start_import(import_, by=by, options=options)


def ask_meanings(import_: RosterImport) -> dict[str, dict[str, int]]:
    """Field -> text that is not clear -> on how many lines; read from the waiting file."""
    options = import_.options
    with _opened(import_) as file:
        return {
            field: dict(texts)
            for field, texts in unknown_texts(
                file, columns=options["columns"], meanings=options["meanings"]
            ).items()
        }


def tell_meanings(import_: RosterImport, told: Told, *, by: Any) -> None:
    """Remember what these texts mean for this school, and have the file read again."""
    _must_be_table(import_)
    before = import_.options["meanings"]["told"]
    fields = before.keys() | told.keys()
    all_told = {field: {**before.get(field, {}), **told.get(field, {})} for field in fields}
    options = {**import_.options, "meanings": _meanings(import_.school, all_told)}
    with _opened(import_) as file:
        headers = [column.header for column in columns_of(file)]
    with transaction.atomic():
        _remember(import_.school, headers, values=all_told)
        start_import(import_, by=by, options=options)


def _opened(import_: RosterImport) -> BinaryIO:
    """The waiting file, without the pulse that a worker keeps."""
    return cast("BinaryIO", import_.file.open("rb"))


def told_before(school: School) -> dict[str, dict[str, str]]:
    """What the school said of its words the last time, whatever the columns were."""
    last = ColumnChoice.objects.filter(school=school).exclude(values={}).first()
    return last.values if last else {}


def _meanings(school: School, told: Told) -> dict[str, Any]:
    names = Location.objects.filter(school=school).values_list("name", flat=True)
    return {"told": told, "locations": list(names)}


def _brin6(school: School, location: Location | None) -> str:
    """Of the one location the file is about; empty when it is about the whole school."""
    if location is not None:
        return location.brin6
    codes = list(school.locations.values_list("brin6", flat=True)[:2])
    return codes[0] if len(codes) == 1 else ""


def _remember(school: School, headers: list[str], **what: Any) -> None:
    ColumnChoice.objects.update_or_create(
        school=school, headers_digest=digest_of_headers(headers), defaults=what
    )


def _must_be_table(import_: RosterImport) -> None:
    if import_.kind != TABLE:
        raise ImportRefused("not_a_table")


def _of(free: set[str], chosen: Mapping[str, str]) -> dict[str, str]:
    return {key: field for key, field in chosen.items() if key in free}


def _each_once(fields: Mapping[str, str]) -> dict[str, str]:
    """A field that was guessed for a column and chosen for another: the choice stays."""
    return {key: field for field, key in {f: k for k, f in fields.items()}.items()}
