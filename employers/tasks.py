"""Work in the background: id in, one service call."""

from celery import shared_task


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
