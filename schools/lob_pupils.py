"""How the school does LOB, in words for its pupils."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from schools.lob_reading import in_force
from schools.models import AssessmentChoice, School, TalkNorm

Item, Choice = AssessmentChoice.Item, AssessmentChoice.Choice
WORDS = {
    Item.PRODUCT: _("What you make in an assignment"),
    Item.SKILLS: _("What you can do with your hands"),
    Item.ATTENDANCE: _("If you are there"),
    Item.FILE: _("If your folder is complete"),
}
OWN = (
    _("What you say when you look back"),
    _("Your wishes and your dreams"),
    _("What you say in a talk"),
    _("The faces that you choose"),
    _("Which people you know"),
)
TALKS = {
    "lob": _("talks about your future"),
    "coach": _("talks with your coach"),
    "three_way": _("talks with your parents there too"),
}
ONE_TALK = {
    "lob": _("talk about your future"),
    "coach": _("talk with your coach"),
    "three_way": _("talk with your parents there too"),
}


@dataclass(frozen=True)
class PupilPage:
    """``talks`` are pairs (number, words); empty where the school did not say."""

    words: str
    assessed: list
    not_assessed: list
    never: list
    talks: list[tuple[int, object]]
    since: object


def pupil_page_of(school: School, year: int | None) -> PupilPage | None:
    """For a pupil of this year; None while nothing is in force. For staff: the first year."""
    profile = in_force(school.pk)
    if profile is None:
        return None
    said = {row.item: row.choice for row in profile.assessments.all()}
    norms = [norm for norm in profile.talks.all() if year in (None, norm.year_of_study)]
    return PupilPage(
        words=profile.assessment_words,
        assessed=_with(said, Choice.ASSESSED),
        not_assessed=_with(said, Choice.NOT),
        never=[*_with(said, Choice.NEVER), *OWN],
        talks=_talks(norms[0] if norms else None),
        since=profile.in_force_from,
    )


def _with(said: dict, choice: str) -> list:
    return [words for item, words in WORDS.items() if said.get(item) == choice]


def _talks(norm: TalkNorm | None) -> list[tuple[int, object]]:
    if norm is None:
        return []
    counts = {name: getattr(norm, name) for name in TALKS}
    return [(n, (ONE_TALK if n == 1 else TALKS)[name]) for name, n in counts.items() if n]
