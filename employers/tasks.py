"""Work in the background: id in, one service call."""

from celery import shared_task
from django.db import OperationalError

RETRIES = {"autoretry_for": (OperationalError,), "retry_backoff": True, "max_retries": 5}


@shared_task
def ask_due_employers() -> int:
    from employers.services.confirmations import ask_due_employers as ask

    return ask()


@shared_task
def keep_catalogue_fresh() -> int:
    from employers.services.freshness import keep_catalogue_fresh as keep

    return keep()


@shared_task
def remind_of_passports() -> int:
    from employers.services.passports import remind_of_passports as remind

    return remind()


@shared_task
def end_offers() -> int:
    from employers.services.offer_end import end_offers as end

    return end()


@shared_task
def tidy_pictures() -> int:
    from employers.services.picture_care import tidy_pictures as tidy

    return tidy()


@shared_task(**RETRIES)
def read_employers(import_id: int) -> None:
    from employers.services.employer_import_work import read_import

    read_import(import_id)


@shared_task(**RETRIES)
def apply_employers(import_id: int) -> None:
    from employers.services.employer_import_work import finish_applying

    finish_applying(import_id)


@shared_task
def revive_stalled_imports() -> None:
    from employers.services.employer_import_work import revive_stalled

    revive_stalled()


@shared_task
def forget_old_sign_ups() -> int:
    from employers.services.sign_up import forget_old_sign_ups as forget

    return forget()
