"""The pulse of the worker."""

from celery import shared_task


@shared_task
def heartbeat() -> None:
    from portal.core.health import beat

    beat()
