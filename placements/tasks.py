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
