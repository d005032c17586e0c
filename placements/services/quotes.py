"""A sentence of a pupil on its way to an employer: a mentor chooses it, the pupil decides."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.models import QuoteRelease, Reflection, ReflectionAnswer
from placements.models.quote import MOST_LETTERS
from placements.permissions import may_choose_quote
from placements.queries import pupil_users
from placements.quotes import names_around, names_in, sentences_for
from placements.workflow import QUOTE_WORKFLOW
from portal.audit.trail import record
from portal.notifications.services import notify

State = QuoteRelease.State
FEW_PUPILS = 5  # with fewer the employer can guess who wrote it, and the pupil is told so


class QuoteRefused(Exception):
    """The sentence cannot be passed on like this; the message says why."""


@transaction.atomic
def choose_quote(answer: ReflectionAnswer, text: str, *, by: Any) -> QuoteRelease:
    """A mentor finds this sentence fit for the employer; now the pupil is asked.

    ``text`` is what would be read: shortened, and without names. Raises QuoteRefused or
    PermissionDenied. Nothing is passed on before the pupil says yes.
    """
    if not may_choose_quote(by, answer):
        raise PermissionDenied
    student = answer.reflection.placement.student
    text = " ".join(text.split())
    if not text:
        raise QuoteRefused(_("There is no sentence to pass on."))
    if len(text) > MOST_LETTERS:
        raise QuoteRefused(
            _("Make it shorter: %(most)s characters at most.") % {"most": MOST_LETTERS}
        )
    if names := names_in(text, names_around([student])[student.school_id]):
        raise QuoteRefused(_("Take the names out first: %(names)s.") % {"names": ", ".join(names)})
    if student.user_id is None:
        raise QuoteRefused(_("This pupil cannot sign in yet, so nobody can ask."))
    quote, is_new = QuoteRelease.objects.get_or_create(
        answer=answer, defaults={"text": text, "chosen_by": by}
    )
    if not is_new:
        raise QuoteRefused(_("Somebody has decided about this sentence already."))
    record("placements.quote.choose", quote, by=by)
    notify(
        pupil_users([student]),
        kind="placements.quote_asked",
        about=quote,
        url=reverse("placements:pupil-quote", args=[quote.pk]),
        employer=answer.reflection.placement.session.offer.employer.name,
    )
    return quote


@transaction.atomic
def skip_sentences(session: Any, *, by: Any) -> int:
    """Pass nothing more on of what the mentor's pupils wrote about this date."""
    answers = sentences_for(by).filter(reflection__placement__session=session)
    rows = [
        QuoteRelease(answer=answer, chosen_by=by, state=State.SKIPPED, decided_at=timezone.now())
        for answer in answers
    ]
    QuoteRelease.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        record("placements.quote.skip", session, by=by, sentences=len(rows))
    return len(rows)


@transaction.atomic
def allow_quote(quote: QuoteRelease, *, by: Any) -> None:
    """The pupil says yes: the employer may read it."""
    QUOTE_WORKFLOW.apply("allow", quote, by=by, decided_at=timezone.now())
    record("placements.quote.allow", quote, by=by)


@transaction.atomic
def refuse_quote(quote: QuoteRelease, *, by: Any) -> None:
    """The pupil says no, or no longer. The text goes."""
    QUOTE_WORKFLOW.apply("refuse", quote, by=by, decided_at=timezone.now(), text="")
    record("placements.quote.refuse", quote, by=by)


@transaction.atomic
def withdraw_quote(quote: QuoteRelease, *, by: Any) -> None:
    """The mentor takes it back."""
    QUOTE_WORKFLOW.apply("withdraw", quote, by=by, decided_at=timezone.now())
    record("placements.quote.withdraw", quote, by=by)


def withdraw_quotes_of(reflection: Reflection, *, by: Any, answers: Iterable | None = None) -> None:
    """What a sentence was taken from became private or changed: then it is not passed on."""
    quotes = QuoteRelease.objects.filter(
        answer__reflection=reflection, state__in=[State.ASKED, State.RELEASED]
    )
    if answers is not None:
        quotes = quotes.filter(answer__in=answers)
    for quote in quotes.select_related("answer__reflection__placement__student"):
        withdraw_quote(quote, by=by)


QUOTE_SERVICES = {"allow": allow_quote, "refuse": refuse_quote, "withdraw": withdraw_quote}
