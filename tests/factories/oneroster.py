"""OneRoster files made by ourselves: a small school, whole or with one thing changed."""

import csv
import io

from tests.factories.zips import zip_file

BRIN6 = "99XY01"
Table = list[dict[str, str]]


def csv_text(rows: Table, *, ending="\r\n", separator=",") -> str:
    """With a header of all columns of all rows."""
    out = io.StringIO()
    columns = {name: None for row in rows for name in row}
    writer = csv.DictWriter(out, columns, restval="", delimiter=separator, lineterminator=ending)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def pupil(number: int | str, **fields) -> dict[str, str]:
    """A row of users.csv in 1.1."""
    usual = {
        "sourcedId": f"u{number}",
        "enabledUser": "true",
        "orgSourcedIds": "s1",
        "role": "student",
        "username": f"leerling{number}",
        "givenName": f"Naam{number}",
        "familyName": "Voorbeeld",
        "middleName": "",
        "identifier": f"{number}",
        "email": "",
        "sms": "",
        "phone": "",
        "agentSourcedIds": "",
        "grades": "2",
        "password": "",
    }
    return {**usual, **fields}


def teacher(number: int | str, **fields) -> dict[str, str]:
    return pupil(number, **{"sourcedId": f"t{number}", "role": "teacher", "grades": "", **fields})


def enrollment(user: str, group: str, **fields) -> dict[str, str]:
    usual = {
        "sourcedId": f"{user}-{group}",
        "classSourcedId": group,
        "schoolSourcedId": "s1",
        "userSourcedId": user,
        "role": "student",
        "primary": "",
        "beginDate": "",
        "endDate": "",
    }
    return {**usual, **fields}


def role(user: str, name: str = "student", **fields) -> dict[str, str]:
    """A row of roles.csv in 1.2."""
    usual = {
        "sourcedId": f"r-{user}",
        "userSourcedId": user,
        "roleType": "primary",
        "role": name,
        "beginDate": "",
        "endDate": "",
        "orgSourcedId": "s1",
    }
    return {**usual, **fields}


def org(key="s1", identifier=BRIN6, **fields) -> dict[str, str]:
    return {
        "sourcedId": key,
        "name": "Praktijkschool",
        "type": "school",
        "identifier": identifier,
        "parentSourcedId": "",
        **fields,
    }


def session(key="y1", start="2026-08-01", **fields) -> dict[str, str]:
    usual = {
        "sourcedId": key,
        "title": "Schooljaar",
        "type": "schoolYear",
        "startDate": start,
        "endDate": f"{int(start[:4]) + 1}-08-01" if start[:4].isdigit() else "",
        "parentSourcedId": "",
        "schoolYear": f"{int(start[:4]) + 1}" if start[:4].isdigit() else "",
    }
    return {**usual, **fields}


def school_class(key="c1", title="2P1", **fields) -> dict[str, str]:
    usual = {
        "sourcedId": key,
        "title": title,
        "grades": "2",
        "courseSourcedId": "",
        "classType": "homeroom",
        "schoolSourcedId": "s1",
        "termSourcedIds": "y1",
    }
    return {**usual, **fields}


def manifest(tables: dict, version="1.1", **values) -> Table:
    found = {"manifest.version": "1.0", "oneroster.version": version}
    found |= {f"file.{name.removesuffix('.csv')}": "bulk" for name in tables}
    found |= {name.replace("__", "."): value for name, value in values.items()}
    return [{"propertyName": name, "value": value} for name, value in found.items()]


def tables(**changed: Table) -> dict[str, Table]:
    """The files of a school with two pupils, a teacher, a base and a composite group."""
    usual = {
        "orgs": [org()],
        "academicSessions": [session()],
        "classes": [
            school_class(),
            school_class("c2", "Groen", classType="scheduled", grades=""),
        ],
        "users": [pupil(1), pupil(2), teacher(9)],
        "enrollments": [
            enrollment("u1", "c1"),
            enrollment("u2", "c1"),
            enrollment("u1", "c2"),
            enrollment("t9", "c1", role="teacher"),
        ],
    }
    return {f"{name}.csv": rows for name, rows in {**usual, **changed}.items() if rows}


def oneroster(*, said=None, version="1.1", files=None, change=None, **changed: Table) -> io.BytesIO:
    """``changed``: rows for a file, [] leaves it out. ``files``: texts as they are. ``said``: of
    the manifest. ``change``: (file, old, new), texts to replace in the csv."""
    found = tables(**changed)
    texts = {"manifest.csv": csv_text(manifest(found, version, **(said or {})))}
    texts |= {name: csv_text(rows) for name, rows in found.items()}
    texts |= files or {}
    for name, old, new in change or ():
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    return zip_file({name: text for name, text in texts.items() if text is not None})


def as_1_2(**changed: Table) -> dict[str, Table]:
    """The users without their role, and the roles apart."""
    users = changed.get("users") or [pupil(1), pupil(2), teacher(9)]
    apart = [
        {key: value for key, value in user.items() if key not in {"role", "orgSourcedIds"}}
        for user in users
    ]
    roles = [role(user["sourcedId"], user["role"]) for user in users]
    return {"roles": roles, **changed, "users": apart}
