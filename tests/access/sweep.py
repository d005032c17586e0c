"""Asking one address as one person, and what may not be in the answer."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.access.world import (
    CLASSMATE,
    NEIGHBOUR,
    OTHER_PUPIL,
    PRIVATE_WORDS,
    PUPIL,
    SHARED_WORDS,
    World,
)

TABLE = Path(__file__).with_name("table.txt")
SIGN_IN = ("/accounts/login/", "/admin/login/")
# Who may read what. Whoever is not on the list never gets an answer with these words in it.
WHOLE_SCHOOL = {"coord", "owner", "super", "supp"}
READERS = {
    **dict.fromkeys(PUPIL, {"pupil", "mentor", "coach", "teach", *WHOLE_SCHOOL}),
    **dict.fromkeys(CLASSMATE, {"mate", "mentor", "coach", "teach", *WHOLE_SCHOOL}),
    **dict.fromkeys(NEIGHBOUR, {"mentorB", *WHOLE_SCHOOL}),
    **dict.fromkeys(OTHER_PUPIL, {"pupil2", "mentor2", "coord2"}),
    PRIVATE_WORDS: {"pupil"},
    SHARED_WORDS: {"pupil", "mentor", "coach"},
}
REFUSED = {"in", "403", "404", "405"}


@dataclass(frozen=True)
class Row:
    method: str
    address: str  # the name of the URL, and after a space which of its objects
    expected: dict[str, str]

    @property
    def name(self) -> str:
        return self.address.partition(" ")[0]

    def __str__(self) -> str:
        return f"{self.method} {self.address}".replace(" ", "-")


def read_table() -> list[Row]:
    """The columns as they stand, and those that are as another but for the lines with `but`."""
    lines = [line.split() for line in TABLE.read_text().splitlines()]
    lines = [words for words in lines if words and words[0] != "#"]
    roles = lines[0][2:]
    alike = {new: old for word, new, old in (w for w in lines if w[0] == "as")}
    rows = {}
    for words in lines[1:]:
        if words[0] in ("GET", "POST"):
            count = len(words) - len(roles)
            row = Row(
                words[0], " ".join(words[1:count]), dict(zip(roles, words[count:], strict=True))
            )
            row.expected.update({new: row.expected[old] for new, old in alike.items()})
            rows[row.method, row.address] = row
    for _but, method, *address, role, code in (words for words in lines if words[0] == "but"):
        rows[method, " ".join(address)].expected[role] = code
    return list(rows.values())


class Sweep:
    """Everybody is signed in once; each question starts with the cookies of that moment."""

    def __init__(self, world: World):
        self.world = world
        self.clients = {role: Client() for role in world.people}
        for role, user in world.people.items():
            if user:
                self.clients[role].force_login(user)
        self.cookies = {
            role: {name: morsel.value for name, morsel in client.cookies.items()}
            for role, client in self.clients.items()
        }

    def answer(self, row: Row, role: str) -> tuple[str, list[str]]:
        """What ``role`` gets, and which words it should not have got. Nothing stays changed."""
        with transaction.atomic(), writes() as written:
            response = self.ask(row, role)
            transaction.set_rollback(True)
        seen = code_of(response)
        if seen in REFUSED and written:
            seen += "+wrote"
        return seen, leaks(response, role)

    def ask(self, row: Row, role: str, *, place=None, query=None):
        """The bare answer; at another place than the table means, or with words in the address."""
        client = self.clients[role]
        client.cookies.clear()
        client.cookies.load(self.cookies[role])
        place = self.world.places.get(row.address, {}) if place is None else place
        words = {"kwargs": place} if isinstance(place, dict) else {"args": place}
        url = reverse(row.name, **words)
        if row.method == "GET":
            return client.get(url, query)
        return client.post(url, self.world.forms.get(row.name, {}))


def code_of(response) -> str:
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return "in"
    if response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home"):
        return "403"  # that is how the admin says no
    return str(response.status_code)


def leaks(response, role: str) -> list[str]:
    body = b"".join(response) if response.streaming else response.content
    text = body.decode("utf-8", "replace") + response.get("Location", "")
    return [word for word, readers in READERS.items() if role not in readers and word in text]


@contextmanager
def writes():
    """The statements that changed a row, apart from the session's own."""
    found: list[str] = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and '"django_session"' not in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found
