"""The pupil's own words, for the top of the page that staff see: said, wished, thought of.

What somebody kept private is not among them: ``dossier`` holds only what its reader may read.
"""

from dataclasses import dataclass, field

from placements.dossier import Dossier
from placements.models import Call, Placement, WishList
from schools.models import Student

MOST_SAID = 4
MOST_IDEAS = 3


@dataclass(frozen=True)
class Words:
    """One thing that the pupil wrote after a place."""

    text: str
    question: str
    placement: Placement


@dataclass(frozen=True)
class Voice:
    said: list[Words] = field(default_factory=list)
    wish_list: WishList | None = None
    ideas: list[Call] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.said or self.wish_list or self.ideas)


def voice_of(student: Student, dossier: Dossier) -> Voice:
    """In three queries. Only for who may open the file."""
    said = [
        Words(answer.words, answer.question, experience.placement)
        for experience in dossier.been
        for answer in experience.said
        if answer.words.strip()
    ]
    wishes = WishList.objects.filter(student=student, sent_at__isnull=False)
    ideas = Call.objects.filter(student=student).select_related("sector")
    return Voice(
        said=said[:MOST_SAID],
        wish_list=wishes.select_related("round")
        .prefetch_related("wishes__offer")
        .order_by("-sent_at")
        .first(),
        ideas=list(ideas.order_by("-created_at", "-pk")[:MOST_IDEAS]),
    )
