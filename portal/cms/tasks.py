"""Scheduled publishing of pages and offers."""

from celery import shared_task


@shared_task
def publish_scheduled() -> None:
    from django.core.management import call_command

    call_command("publish_scheduled")
