"""Mail goes out in the background."""

from celery import shared_task


@shared_task
def deliver_many(dedup_key: str, recipient_ids: list[int]) -> None:
    from portal.notifications.models import Notification
    from portal.notifications.services import deliver as deliver_now

    due = Notification.objects.due().filter(dedup_key=dedup_key, recipient__in=recipient_ids)
    _deliver_each(due.values_list("pk", flat=True), deliver_now)


@shared_task
def deliver_letter(letter_id: int) -> None:
    from portal.notifications import letters

    _deliver_each([letter_id], letters.deliver)


@shared_task
def deliver_due() -> None:
    """The sweep: what a lost message left behind."""
    from portal.notifications import letters
    from portal.notifications.services import deliver as deliver_now
    from portal.notifications.services import due_ids

    _deliver_each(due_ids(), deliver_now)
    _deliver_each(letters.due_ids(), letters.deliver)


def _deliver_each(ids, deliver_now) -> None:
    # One mail that fails must not keep the others; the sweep tries it again.
    for notification_id in list(ids):
        try:
            deliver_now(notification_id)
        except Exception:  # noqa: S112 - logged by the service
            continue
