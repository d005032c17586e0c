"""Work in the background: id in, one service call."""

from celery import shared_task


@shared_task
def run_matching(run_id: int) -> None:
    from placements.services.matching import claim_run, execute_run

    if claim := claim_run(run_id):
        execute_run(run_id, claim)


@shared_task
def revive_stalled_runs() -> int:
    from placements.services.matching import revive_stalled_runs as revive

    return revive()


@shared_task
def close_due_rounds() -> int:
    from placements.services.rounds import close_due_rounds as close

    return close()


@shared_task
def ask_for_feedback() -> int:
    from placements.services.feedback import ask_for_feedback as ask
    from placements.services.feedback import sessions_to_ask

    return sum(ask(session) is not None for session in sessions_to_ask())


@shared_task
def release_queue(employer_id: int) -> int:
    from placements.services.booking_queue import release_queue_of

    return release_queue_of(employer_id)


@shared_task
def release_all_queues() -> int:
    from placements.services.booking_queue import release_all_queues as release

    return release()


@shared_task
def look_at_bookings() -> int:
    """Remind, end what nobody answered, close what has been."""
    from placements.services.booking_clock import finish_past, remind_and_expire

    return remind_and_expire() + finish_past()


@shared_task
def tell_what_pupils_took() -> int:
    from placements.services.takeaways import tell_what_pupils_took as tell

    return tell()


@shared_task
def tell_year_cards() -> int:
    from placements.services.impact import tell_year_cards as tell

    return tell()


@shared_task
def mail_new_finds() -> int:
    from placements.services.saved_searches import mail_new_finds as mail

    return mail()


@shared_task
def expire_due_calls() -> int:
    from placements.services.calls import expire_due_calls as expire

    return expire()


@shared_task
def send_call_digests() -> int:
    from placements.services.call_digest import send_due_digests

    return send_due_digests()


@shared_task
def free_due_reservations() -> int:
    from placements.services.reservations import free_due

    return free_due()
