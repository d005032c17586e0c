"""What came of the visits: sentences that pupils let through, and what employers were told."""

import datetime

from django.db.models import QuerySet

from employers.models import Employer
from placements.models import EmployerFeedback, ImpactCard, QuoteRelease, ReflectionAnswer
from placements.quotes import names_around, names_in
from placements.services.takeaways import tell_what_pupils_took
from portal.core.school_year import school_year_of
from portal.demo.people import BY_CODE, SAMIRA
from portal.demo.stage import Stage

State = QuoteRelease.State
PASSED_ON = {State.RELEASED: 60, State.ASKED: 6, State.REFUSED: 4}
SHORTEST, LONGEST = 18, 200
SHARED_BY = "geitenboerderij-de-zilverwilg"


def load(stage: Stage) -> str:
    _one_to_report()
    quotes = _quotes(stage)
    told = tell_what_pupils_took()
    _share(stage)
    return f"{quotes} sentences chosen, {told} visits told about"


def _one_to_report() -> None:
    """The newest visit to the goat farm was not told about yet."""
    user = BY_CODE["bedrijf"].find().get()
    mine = EmployerFeedback.objects.filter(session__offer__employer__memberships__user=user)
    newest = mine.order_by("-session__ends_at").first()
    if newest:
        EmployerFeedback.objects.filter(pk=newest.pk).update(
            given_at=None, given_by=None, head_count=None, interest=None, preparation=None,
            again=None, words="",
        )  # fmt: skip


def _quotes(stage: Stage) -> int:
    """Glad sentences of longer ago: mentors chose them, most pupils said yes."""
    dice = stage.dice("quotes")
    answers = [answer for answer in _glad(stage) if SHORTEST <= len(answer.words) <= LONGEST]
    names = names_around({answer.reflection.placement.student for answer in answers})
    fit = [
        answer
        for answer in answers
        if not names_in(answer.words, names[answer.reflection.placement.student.school_id])
    ]
    persona = BY_CODE["bedrijf"].find().get()
    own = set(persona.employers_memberships.values_list("employer_id", flat=True))
    farm = [a for a in fit if a.reflection.placement.session.offer.employer_id in own][:5]
    rest = [answer for answer in fit if answer not in farm]
    states = [state for state, count in PASSED_ON.items() for _ in range(count)]
    chosen = list(zip(dice.sample(rest, min(len(rest), len(states))), states, strict=False))
    chosen += [(answer, State.RELEASED) for answer in farm]
    rows = [_row(stage, answer, state) for answer, state in chosen]
    rows += _asked_of_the_pupil(stage, {answer.pk for answer, _ in chosen})
    QuoteRelease.objects.bulk_create(rows)
    return len(rows)


def _glad(stage: Stage) -> QuerySet[ReflectionAnswer]:
    return (
        ReflectionAnswer.objects.filter(
            face__in=[1, 2],
            reflection__state="done",
            reflection__private=False,
            reflection__placement__session__ends_at__lt=stage.ago(days=9),
            competence__code__in=["qualities", "motives", "work_exploration"],
        )
        .exclude(words="")
        .exclude(reflection__placement__student__source_key=SAMIRA[1])
        .select_related("reflection__placement__student__base_group")
        .select_related("reflection__placement__session__offer")
        .prefetch_related("reflection__placement__student__base_group__mentors")
        .order_by("pk")
    )


def _asked_of_the_pupil(stage: Stage, taken: set[int]) -> list[QuoteRelease]:
    """The pupil of the tour is asked about one sentence of her own."""
    school, number = SAMIRA
    hers = (
        ReflectionAnswer.objects.filter(
            reflection__placement__student__school__brin=school,
            reflection__placement__student__source_key=number,
            reflection__state="done",
            reflection__private=False,
        )
        .exclude(words="")
        .exclude(pk__in=taken)
        .select_related("reflection__placement__student__base_group")
        .order_by("face", "pk")
        .first()
    )
    return [_row(stage, hers, State.ASKED)] if hers else []


def _row(stage: Stage, answer: ReflectionAnswer, state: str) -> QuoteRelease:
    group = answer.reflection.placement.student.base_group
    mentors = sorted(group.mentors.all(), key=lambda mentor: mentor.pk) if group else []
    decided = answer.reflection.done_at + datetime.timedelta(days=2)
    return QuoteRelease(
        answer=answer,
        text="" if state == State.REFUSED else answer.words,
        state=state,
        chosen_by=mentors[0] if mentors else None,
        decided_at=None if state == State.ASKED else min(decided, stage.now),
    )


def _share(stage: Stage) -> None:
    """The goat farm put its year online."""
    employer = Employer.objects.filter(slug=SHARED_BY).first()
    if employer:
        ImpactCard.objects.create(
            employer=employer,
            school_year=school_year_of(stage.calendar.today),
            secret=f"demo-{stage.dice('card').getrandbits(64):x}",
            shared_at=stage.ago(days=3),
        )
