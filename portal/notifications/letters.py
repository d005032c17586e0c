"""Mail to people who have no account yet. A letter is a row until it has left, then it is gone."""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.notifications.models import Letter
from portal.notifications.services import FIRST_PAUSE, MOST_ATTEMPTS
from portal.notifications.tasks import deliver_letter

logger = logging.getLogger(__name__)


def write_letter(email: str, template: str, *, url: str, **context: Any) -> Letter:
    """Mail ``template`` ("emails/app/name") in the background, in the language of the page.

    ``url`` is a path on this site; ``context`` is JSON.
    """
    letter = Letter.objects.create(
        email=email,
        template=template,
        url=url,
        context=context,
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )
    transaction.on_commit(partial(deliver_letter.delay, letter.pk), robust=True)
    return letter


def deliver(letter_id: int) -> bool:
    """Mail it and forget it, in one transaction: a failed send keeps the row for the sweep."""
    try:
        with transaction.atomic():
            letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
            if letter is None:
                return False
            _send(letter)
            letter.delete()
    except Exception as error:
        # Only its kind: the text of an error may quote the address.
        logger.error("letter %s could not be mailed: %s", letter_id, type(error).__name__)
        Letter.objects.filter(pk=letter_id).update(attempts=F("attempts") + 1)
        raise
    return True


def due_ids(limit: int = 200) -> list[int]:
    """Letters that should have left; the pauses between attempts grow."""
    now, ripe = timezone.now(), Q(attempts=0)
    for attempts in range(1, MOST_ATTEMPTS):
        ripe |= Q(attempts=attempts, created_at__lte=now - FIRST_PAUSE * 2**attempts)
    letters = Letter.objects.filter(ripe).order_by("attempts", "pk")
    return list(letters.values_list("pk", flat=True)[:limit])


def _send(letter: Letter) -> None:
    with translation.override(letter.language or settings.LANGUAGE_CODE):
        context = {
            **letter.context,
            "url": settings.SITE_URL + letter.url,
            "site_url": settings.SITE_URL,
        }
        subject = render_to_string(f"{letter.template}_subject.txt", context)
        body = render_to_string(f"{letter.template}_body.txt", context)
        send_mail(" ".join(subject.split()), body, None, [letter.email])
