"""The kinds of message there are. Each floor registers its own in its AppConfig.ready.

A kind "app.name" has a line for the inbox and the templates emails/app/name_{subject,body}.txt.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """``line`` is a translatable sentence with %(…)s places for the context; no names of pupils."""

    name: str
    line: str | Promise
    icon: str = "bell"

    def text(self, context: dict[str, Any]) -> str:
        return str(self.line) % context

    @property
    def template(self) -> str:
        return "emails/" + self.name.replace(".", "/")


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        KINDS[kind.name] = kind
