"""Rosters are read and applied in the background."""

from celery import shared_task
from django.db import OperationalError

RETRIES = {"autoretry_for": (OperationalError,), "retry_backoff": True, "max_retries": 5}


@shared_task(**RETRIES)
def read_roster(import_id: int) -> None:
    from schools.services.roster_work import read_import

    read_import(import_id)


@shared_task(**RETRIES)
def apply_roster(import_id: int) -> None:
    from schools.services.roster_work import finish_applying

    finish_applying(import_id)


@shared_task
def revive_stalled_imports() -> None:
    from schools.services.roster_work import revive_stalled

    revive_stalled()


@shared_task
def forget_old_undo() -> None:
    from schools.services.roster_undo import forget_old_undo

    forget_old_undo()


@shared_task(**RETRIES)
def turn_year(turn_id: int) -> None:
    from schools.services.year_turn_work import carry_out

    carry_out(turn_id)


@shared_task
def revive_stalled_turns() -> None:
    from schools.services.year_turn_work import revive_stalled

    revive_stalled()


@shared_task
def end_due_aftercare() -> None:
    from schools.services.aftercare import end_due_aftercare

    end_due_aftercare()
