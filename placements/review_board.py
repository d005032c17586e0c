"""The review board: one look at all places of a round, in a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from placements.matching.problem import LAST_WISH_LEVEL, OTHER_LEVEL
from placements.models import MatchRun, Placement, Round, RoundSession, Unplaced
from placements.place_fit import remark
from placements.services.publishing import double_booked, obstacles
from schools.care import needs_by_pupil


@dataclass
class DateRow:
    """A date of the round with its pupils."""

    held: RoundSession
    session: Session
    placements: list[Placement] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.placements)

    @property
    def too_few(self) -> bool:
        return 0 < self.count < self.session.min_places


class Board:
    """Reads once; everything else is worked out from it."""

    def __init__(self, round_: Round):
        self.round = round_
        self.placements: list[Placement] = list(
            Placement.objects.current()
            .filter(round=round_)
            .for_list()
            .order_by("student__base_group__name", "student__family_name", "student__given_name")
        )
        self.unplaced: list[Unplaced] = list(
            Unplaced.objects.filter(round=round_)
            .select_related("student__base_group")
            .order_by("student__base_group__name", "student__family_name", "student__given_name")
        )

    @property
    def editable(self) -> bool:
        return self.round.state == Round.State.COMPUTED

    @cached_property
    def dates(self) -> list[DateRow]:
        rows = {
            row.session_id: DateRow(row, row.session)
            for row in self.round.round_sessions.select_related(
                "session__offer__employer", "session__offer__sector"
            ).order_by("session__starts_at", "session_id")
        }
        for placement in self.placements:
            if placement.session_id in rows:
                rows[placement.session_id].placements.append(placement)
        return list(rows.values())

    @cached_property
    def _last_run(self) -> tuple[str, bool]:
        runs = self.round.runs.values_list("state", "result__bound__proven")
        return runs.first() or ("", False)

    @property
    def busy(self) -> bool:
        return self._last_run[0] in (MatchRun.State.QUEUED, MatchRun.State.RUNNING)

    @property
    def proven(self) -> bool:
        """The solver proved its last proposal, and nobody changed it by hand since."""
        by_hand = any(p.by_hand for p in self.placements)
        return self.editable and bool(self._last_run[1]) and not by_hand

    @cached_property
    def double(self) -> set[int]:
        """Pupils in two places at once."""
        return double_booked(self.placements) if self.editable else set()

    @cached_property
    def attention(self) -> dict[int, list[str]]:
        """What to look at twice: placement id -> words for staff."""
        found: dict[int, list[str]] = defaultdict(list)
        taken = Counter(p.session_id for p in self.placements)
        for placement in self.placements:
            found[placement.pk] = list(self._remarks(placement, taken))
        return {pk: remarks for pk, remarks in found.items() if remarks}

    @cached_property
    def _needs(self) -> dict[int, set[str]]:
        return needs_by_pupil({p.student for p in self.placements})

    def _remarks(self, placement: Placement, taken: Counter):
        session = placement.session
        codes = frozenset(self._needs.get(placement.student_id, ()))
        if codes and (text := remark(session.offer.worksite, codes)):
            yield text
        if session.state == Session.State.CANCELLED:
            yield _("Is off")
        elif self.editable and session.starts_at <= timezone.now():
            yield _("Has been")
        if placement.student_id in self.double:
            yield _("Two at once")
        if taken[session.pk] < session.min_places:
            yield _("Too few pupils")
        if "year" in placement.reason_data.get("warnings", []):
            yield _("Another year")
        if not placement.by_hand and placement.level == OTHER_LEVEL:
            yield _("Not wished, not new")

    @cached_property
    def needing_attention(self) -> list[Placement]:
        return [p for p in self.placements if p.pk in self.attention]

    @cached_property
    def figures(self) -> dict[str, int]:
        """Counts for the tiles: of the pupils with a place, how many a first wish, and so on."""
        pupils = {p.student_id for p in self.placements}
        first = {p.student_id for p in self.placements if p.level == 1}
        wished = {p.student_id for p in self.placements if (p.level or 99) <= LAST_WISH_LEVEL}
        new = {p.student_id for p in self.placements if p.reason_data.get("new_sector")}
        return {
            "places": len(self.placements),
            "pupils": len(pupils),
            "first": len(first),
            "wished": len(wished),
            "new": len(new),
            "locked": sum(p.locked for p in self.placements),
            "without": len(self.unplaced),
            "employers": len({p.session.offer.employer_id for p in self.placements}),
        }

    @cached_property
    def obstacles(self) -> list[str]:
        """Why this cannot be published yet."""
        return (
            obstacles(self.round, self.placements, double=self.double, busy=self.busy)
            if self.editable
            else []
        )
