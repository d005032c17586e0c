"""What the loaders share: the day it is, dice that always fall the same, and the data files."""

import datetime
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.calendar import SchoolCalendar
from portal.demo.people import PASSWORD

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    """One of the files in data/."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Stage:
    """Made once for each load."""

    now: datetime.datetime
    seed: int

    @cached_property
    def calendar(self) -> SchoolCalendar:
        return SchoolCalendar(timezone.localtime(self.now).date())

    @cached_property
    def password(self) -> str:
        """One hash for all made-up staff: hashing it for each takes longer than all the rest."""
        return make_password(PASSWORD)

    def dice(self, purpose: str) -> Random:
        """Dice of their own for each purpose, so that a change here moves nothing there."""
        return Random(f"{self.seed}:{purpose}")

    def ago(self, **span: float) -> datetime.datetime:
        return self.now - datetime.timedelta(**span)

    def ahead(self, **span: float) -> datetime.datetime:
        return self.now + datetime.timedelta(**span)

    def make_users(self, people: list[dict]) -> dict[str, User]:
        """Accounts for ``people`` (name, email) that open with the demo password; by address."""
        made = User.objects.bulk_create(
            User(
                email=person["email"],
                first_name=person["name"].partition(" ")[0],
                last_name=person["name"].partition(" ")[2],
                password=self.password,
            )
            for person in people
        )
        return {user.email: user for user in made}
