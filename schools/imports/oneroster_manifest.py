"""manifest.csv: which version of OneRoster this is, and which files hold changes only."""

import re
from dataclasses import dataclass

from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Findings
from schools.imports.oneroster_columns import (
    CLASSES,
    COURSES,
    ENROLLMENTS,
    MANIFEST,
    ORGS,
    ROLES,
    SESSIONS,
    USERS,
)
from schools.imports.oneroster_csv import RosterFiles

VERSIONS = ("1.1", "1.2")
VERSION = re.compile(r"\d+\.\d+")
ABSENT, BULK, DELTA = "absent", "bulk", "delta"
# Without these there is no school, no school year or no pupil.
NEEDED = (ORGS.file, SESSIONS.file, USERS.file)
USED = (*NEEDED, CLASSES.file, ENROLLMENTS.file)
KNOWN = (*USED, COURSES.file, ROLES.file)


@dataclass(frozen=True, slots=True)
class Manifest:
    """``version``: "1.1", "1.2", or empty when the manifest does not say. ``deltas``: files."""

    version: str
    deltas: frozenset[str]

    @property
    def is_delta(self) -> bool:
        """Whether who is not in it has to stay as they are."""
        return bool(self.deltas & {USERS.file, ENROLLMENTS.file, ROLES.file})


def read_manifest(files: RosterFiles) -> Manifest:
    """Raises ImportRefused when this is no OneRoster, or a file is missing that we need."""
    _check_is_oneroster(files)
    values = _values(files)
    modes = {
        name.removeprefix("file.").casefold() + ".csv": value
        for name, value in values.items()
        if name.startswith("file.")
    }
    deltas = frozenset(file for file in KNOWN if modes.get(file.casefold()) == DELTA)
    manifest = Manifest(_version(values, files.findings), deltas)
    for file in USED:
        if files.has(file):
            continue
        if file == USERS.file or (file in NEEDED and not manifest.is_delta):
            raise ImportRefused("oneroster_missing_file", file=file)
        files.findings.remark(None, "oneroster_without_file", file=file)
    for file in KNOWN:
        _compare(files, file, modes.get(file.casefold()))
    return manifest


def _check_is_oneroster(files: RosterFiles) -> None:
    if any(files.has(file) for file in (*KNOWN, MANIFEST.file)):
        return
    if files.has("[Content_Types].xml"):
        raise ImportRefused("oneroster_is_excel")
    if any(name.endswith((".xml", ".edexml")) for name in files.names):
        raise ImportRefused("archive")
    raise ImportRefused("not_oneroster")


def _values(files: RosterFiles) -> dict[str, str]:
    """Property -> value, an empty one told. Names of files keep no case."""
    if not files.has(MANIFEST.file):
        files.findings.remark(None, "oneroster_no_manifest")
        return {}
    values: dict[str, str] = {}
    for row in files.rows(MANIFEST):
        name, value = row["propertyName"], row["value"].lower()
        if name and not value and not name.startswith("source."):
            files.findings.remark(
                row.line, "oneroster_manifest_blank", **row.about("value", property=shown(name))
            )
        elif name.startswith("file.") and value not in {ABSENT, BULK, DELTA}:
            context = row.about("value", property=shown(name), value=shown(value))
            files.findings.remark(row.line, "oneroster_manifest_value", **context)
        else:
            values[name] = value
    return values


def _compare(files: RosterFiles, file: str, mode: str | None) -> None:
    """What the manifest says of a file, and what is so."""
    if mode == ABSENT and files.has(file):
        files.findings.remark(None, "oneroster_not_absent", file=file)
    elif mode in {BULK, DELTA} and not files.has(file):
        files.findings.remark(None, "oneroster_promised", file=file)


def _version(values: dict[str, str], findings: Findings) -> str:
    found = VERSION.match(values.get("oneroster.version", ""))
    if found is None:
        return ""
    if found[0] not in VERSIONS:
        findings.remark(None, "oneroster_version", version=shown(found[0]))
        return ""
    return found[0]
