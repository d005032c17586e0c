"""What a school's model of LOB means for the screens: one object that desk and catalogue ask.

1 a subject on the timetable: the next lesson, guest lectures first.
2 projects in periods: the period that is going on, and what is in it.
3 part of some subjects: those subjects, ready to search with.
4 all subjects: how far each subject is, as a matrix.
"""

from dataclasses import dataclass, field

from portal.reference.cached import CachedByKey
from schools.lob_reading import in_force
from schools.models import LobModel

LESSON, PERIOD, SUBJECTS, MATRIX = "lesson", "period", "subjects", "matrix"
STRESSED = {
    LobModel.LESSONS: LESSON,
    LobModel.PROJECTS: PERIOD,
    LobModel.SUBJECTS: SUBJECTS,
    LobModel.WHOLE_SCHOOL: MATRIX,
}


@dataclass(frozen=True)
class Emphasis:
    """``model`` is one of the four; empty where the school did not choose."""

    model: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def stressed(self) -> str:
        """What stands on top of the desk: lesson, period, subjects or matrix; else empty."""
        return STRESSED.get(self.model, "")  # type: ignore[call-overload]

    @property
    def first_kind(self) -> str:
        """The kind of offer that comes first where nobody asked for an order."""
        return "guest_lecture" if self.stressed == LESSON else ""

    @property
    def chosen_subjects(self) -> tuple[str, ...]:
        """Codes of the subjects to search with."""
        return self.subjects if self.stressed == SUBJECTS else ()

    @property
    def shows_matrix(self) -> bool:
        """Whether coverage is about subjects before it is about sectors."""
        return self.stressed in (SUBJECTS, MATRIX)


@dataclass(frozen=True)
class Choices:
    """What the version in force says about models: small enough to keep for a minute."""

    model: str = ""
    others: dict[tuple[str, int], str] = field(default_factory=dict)
    subjects: tuple[tuple[str, int], ...] = ()

    def emphasis(self, track: str, year: int) -> Emphasis:
        """The most exact exception wins: track with year, then year, then track."""
        keys = ((track, year), ("", year), (track, 0))
        model = next((self.others[key] for key in keys if key in self.others), self.model)
        codes = dict.fromkeys(
            code for code, its_year in self.subjects if not (year and its_year) or its_year == year
        )
        return Emphasis(model, tuple(codes))


def emphasis_of(school_id: int | None, *, track: str = "", year: int | None = None) -> Emphasis:
    """For a school; ``track`` and ``year`` narrow it where the school differs there."""
    return _kept(school_id).emphasis(track, year or 0) if school_id else Emphasis()


def forget_emphasis_of(school_id: int) -> None:
    _kept.forget_one(school_id)


def _read(school_id: int) -> Choices:
    profile = in_force(school_id)
    if profile is None:
        return Choices()
    own = profile.model == LobModel.OWN
    return Choices(
        model=profile.own_model_like if own else profile.model,
        others={(row.track, row.year_of_study): row.model for row in profile.exceptions.all()},
        subjects=tuple(
            (row.subject.code, row.year_of_study) for row in profile.subject_targets.all()
        ),
    )


_kept: CachedByKey[int, Choices] = CachedByKey(_read)
