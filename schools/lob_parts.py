"""The parts of a LOB profile: one short page each, what belongs to it, when it is filled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.rich_text import to_plain
from schools.models import AssessmentChoice, LobModel, LobProfile

ENOUGH_WORDS = 20


@dataclass(frozen=True)
class Part:
    """``fields`` are of the profile itself, ``rows`` is the name of its rows."""

    slug: str
    title: Any
    intro: Any
    filled: Callable[[LobProfile], bool]
    fields: tuple[str, ...] = ()
    rows: str = ""


def _has_vision(profile: LobProfile) -> bool:
    return len(to_plain(profile.vision).split()) >= ENOUGH_WORDS


def _has_model(profile: LobProfile) -> bool:
    own = profile.model != LobModel.OWN or bool(profile.own_model_name and profile.own_model_like)
    return bool(profile.model) and own and bool(profile.reason_vision or profile.reason_ambition)


def _has_growth(profile: LobProfile) -> bool:
    return bool(profile.target_model and profile.target_on)


def _has(rows: str) -> Callable[[LobProfile], bool]:
    return lambda profile: bool(getattr(profile, rows).all())


def _has_talks(profile: LobProfile) -> bool:
    return any(norm.total for norm in profile.talks.all())


def _has_assessments(profile: LobProfile) -> bool:
    return len(profile.assessments.all()) == len(AssessmentChoice.Item)


PARTS = (
    Part(
        "visie",
        _("Vision"),
        _("What do you want with LOB? A few sentences that a new colleague understands."),
        _has_vision,
        ("vision", "vision_shared_on"),
    ),
    Part(
        "coaching",
        _("Coaching"),
        _("How do you talk with pupils? Choose your method and say how you use it."),
        lambda profile: bool(profile.coaching_method),
        ("coaching_method", "coaching_words"),
    ),
    Part(
        "model",
        _("Model"),
        _("Where does LOB happen in your school? The portal shows first what fits your model."),
        _has_model,
        (
            "model",
            "own_model_name",
            "own_model_like",
            "reason_vision",
            "reason_ambition",
            "reason_team",
        ),
        "exceptions",
    ),
    Part(
        "groei",
        _("Growth"),
        _("Where do you want to go, and what are the steps? Staying as you are is a choice too."),
        _has_growth,
        ("target_model", "target_on"),
        "steps",
    ),
    Part(
        "gesprekken",
        _("Talks"),
        _("How many talks does a pupil get in a school year? Pupils can read this as well."),
        _has_talks,
        (),
        "talks",
    ),
    Part(
        "sectoren",
        _("Sectors"),
        _("Which sectors do you use, and what do you call them? Your pupils see your names."),
        _has("sectors"),
        (),
        "sectors",
    ),
    Part(
        "vertrek",
        _("Leavers"),
        _("Where did the pupils go who left last year? Shares only, no names."),
        _has("destinations"),
        ("leavers_of",),
        "destinations",
    ),
    Part(
        "beoordelen",
        _("Assessing"),
        _("What do you assess and what not? Your pupils read this on their own page."),
        _has_assessments,
        ("assessment_words",),
        "assessments",
    ),
    Part(
        "vakken",
        _("Subjects"),
        _("Which subjects take part in LOB, and how often in a year?"),
        _has("subject_targets"),
        (),
        "subject_targets",
    ),
    Part(
        "plannen",
        _("Plans"),
        _("Where does it stand in your plans, and when did you discuss it?"),
        lambda profile: bool(profile.mr_discussed_on or profile.documents.all()),
        ("mr_discussed_on",),
        "documents",
    ),
)
BY_SLUG = {part.slug: part for part in PARTS}
ROWS = tuple(part.rows for part in PARTS if part.rows)
FIELDS = tuple(name for part in PARTS for name in part.fields)


@dataclass(frozen=True)
class Completeness:
    """``parts`` are pairs (part, filled)."""

    parts: list[tuple[Part, bool]]

    @property
    def done(self) -> int:
        return sum(filled for _part, filled in self.parts)

    @property
    def all(self) -> int:
        return len(self.parts)

    @property
    def next(self) -> Part | None:
        """The first part that still lacks something."""
        return next((part for part, filled in self.parts if not filled), None)


def completeness_of(profile: LobProfile) -> Completeness:
    """Without a query when the rows were read along (``with_parts``)."""
    return Completeness([(part, part.filled(profile)) for part in PARTS])
