"""`manage.py load_demo`: the made-up region Midden-Waarden, as it would be today."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.demo.loaders import is_loaded, load_all
from portal.demo.removal import count_from_the_start, remove_all
from portal.demo.stage import Stage

SEED = 2026
CHATTY = ("wagtail", "django_tasks")


@contextmanager
def silence() -> Iterator[None]:
    """A line for each page and index entry would hide what the command says."""
    levels = {name: logging.getLogger(name).level for name in CHATTY}
    try:
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


class Command(BaseCommand):
    help = "Load the made-up region. Safe to run again: what is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=SEED, help="other dice, another region")
        parser.add_argument(
            "--reset",
            action="store_true",
            help="throw ALL schools, employers and rounds away first",
        )

    def handle(self, *, seed, reset, **options):
        if not settings.DEMO:
            raise CommandError("The demo region has known passwords. It loads where DEMO is on.")
        started = monotonic()
        with silence(), transaction.atomic():
            if reset:
                remove_all()
            if is_loaded():
                self.stdout.write("The demo region is there already. Nothing was changed.")
                return
            count_from_the_start()
            load_all(Stage(now=timezone.now(), seed=seed), self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"Loaded in {monotonic() - started:.0f} s."))
