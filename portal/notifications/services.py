"""Telling people: once in the inbox, once by mail. What was not mailed is found by the sweep."""

import datetime
import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.notifications.kinds import KINDS
from portal.notifications.models import Notification
from portal.notifications.tasks import deliver_many

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 12
FIRST_PAUSE = datetime.timedelta(minutes=1)  # doubled with each attempt: the last after 34 hours


@transaction.atomic
def notify(
    recipients: Iterable[User],
    *,
    kind: str,
    about: Any,
    occasion: str = "",
    url: str | None = None,
    **context: Any,
) -> int:
    """Tell each recipient once that ``kind`` happened to ``about``; returns how many are new.

    Who can no longer sign in is told nothing. Give an ``occasion`` (a date, a round) when it can
    happen more than once. ``context`` is JSON and holds no name of a pupil. Raises KeyError on a
    kind that nobody registered.
    """
    KINDS[kind]
    key = f"{kind}:{about._meta.label_lower}:{about.pk}:{occasion}"
    people = {user.pk: user for user in recipients if user.is_active}
    known = set(
        Notification.objects.filter(recipient__in=people, dedup_key=key).values_list(
            "recipient_id", flat=True
        )
    )
    fresh = [
        Notification(
            recipient=user,
            kind=kind,
            dedup_key=key,
            context=context,
            url=url if url is not None else about.get_absolute_url(),
            by_mail=bool(user.email),
        )
        for user in people.values()
        if user.pk not in known
    ]
    made = Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    if made:
        ids = [user.pk for user in people.values() if user.email and user.pk not in known]
        if ids:
            transaction.on_commit(partial(deliver_many.delay, key, ids), robust=True)
    return len(made)


def deliver(notification_id: int) -> bool:
    """Mail it once, however often the task runs. A failed send gives the claim back."""
    try:
        with transaction.atomic():
            unsent = Notification.objects.due().filter(pk=notification_id)
            if not unsent.update(emailed_at=timezone.now(), attempts=F("attempts") + 1):
                return False
            notification = Notification.objects.select_related("recipient").get(pk=notification_id)
            _send(notification)
    except Exception:
        logger.exception("message %s could not be mailed", notification_id)
        Notification.objects.filter(pk=notification_id).update(attempts=F("attempts") + 1)
        raise
    return True


def _send(notification: Notification) -> None:
    kind = KINDS[notification.kind]
    user = notification.recipient
    with translation.override(user.language or settings.LANGUAGE_CODE):
        context = {
            **notification.context,
            "url": settings.SITE_URL + notification.url,
            "site_url": settings.SITE_URL,
            "recipient": user,
        }
        message = EmailMultiAlternatives(
            subject=" ".join(render_to_string(f"{kind.template}_subject.txt", context).split()),
            body=render_to_string(f"{kind.template}_body.txt", context),
            to=[user.email],
        )
        message.send()


def due_ids(limit: int = 200) -> list[int]:
    """Messages that should have gone out; the sweep delivers them.

    A mail server that is down for a night loses nothing: the pauses between attempts grow.
    """
    now, ripe = timezone.now(), Q(attempts=0)
    for attempts in range(1, MOST_ATTEMPTS):
        ripe |= Q(attempts=attempts, created_at__lte=now - FIRST_PAUSE * 2**attempts)
    waiting = Notification.objects.due().filter(ripe)
    return list(waiting.order_by("attempts", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def mark_read(notification: Notification, *, by: User) -> None:
    Notification.objects.visible_to(by).filter(pk=notification.pk, read_at=None).update(
        read_at=timezone.now()
    )


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    return Notification.objects.visible_to(by).unread().update(read_at=timezone.now())
