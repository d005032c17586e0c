"""The questions of an offer in groups: asked at once or later, of which kind of offer."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.models import Offer

Kind = Offer.Kind
ALL = frozenset(Kind)
VISIT, LECTURE = frozenset({Kind.VISIT}), frozenset({Kind.GUEST_LECTURE})
ASSIGNMENT = frozenset({Kind.ASSIGNMENT})
AT_COMPANY = VISIT | ASSIGNMENT
MOST_SHOWN = 90

Row = str | tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A group of questions. ``folded`` ones may all stay empty; they open at a click."""

    code: str
    title: str | Promise
    hint: str | Promise
    rows: tuple[Row, ...]
    kinds: frozenset = ALL
    folded: bool = False

    @property
    def names(self) -> list[str]:
        return [name for row in self.rows for name in (row if isinstance(row, tuple) else (row,))]

    @property
    def place(self) -> str:
        """Where on the page: first, after the choice of kind, or at the end."""
        if self.kinds != ALL:
            return "kind"
        return "more" if self.folded else "first"


PLANS = (
    Plan("wat", _("What is it?"), "", ("kind", "title", "summary", "sector")),
    Plan(
        "doen",
        _("What will pupils do?"),
        _("Write to the pupil: short sentences, and “you”."),
        ("pupil_text",),
    ),
    Plan(
        "waar",
        _("Where, and with how many?"),
        "",
        ("worksite", ("group_min", "group_max", "duration_minutes"), "activity"),
        VISIT,
    ),
    Plan(
        "veilig",
        _("Age and safety of this activity"),
        _("The safety passport of the work site counts already. Add only what is extra here."),
        ("min_age", "hazards"),
        VISIT,
        folded=True,
    ),
    Plan(
        "les",
        _("In the classroom"),
        "",
        (("group_min", "group_max", "duration_minutes"), "room_needs", "teacher_stays"),
        LECTURE,
    ),
    Plan(
        "opdracht",
        _("The assignment"),
        _("Small and real works best: something that you will really use."),
        ("client_question", "product", ("weeks", "deadline"), ("group_min", "group_max")),
        ASSIGNMENT,
    ),
    Plan(
        "afspraken",
        _("Agreements about the assignment"),
        "",
        (
            "criteria",
            "contact_moments",
            "budget",
            "result_owner",
            "worksite",
            "duration_minutes",
            "activity",
            "min_age",
            "hazards",
        ),
        ASSIGNMENT,
        folded=True,
    ),
    Plan(
        "foto",
        _("Picture"),
        _("People choose with their eyes. Only use a picture if everybody in it agrees."),
        ("picture_file", "picture_alternative", "without_picture"),
        folded=True,
    ),
    Plan(
        "programma",
        _("Programme and questions"),
        "",
        ("programme", "questions", "tags"),
        folded=True,
    ),
    Plan(
        "wie",
        _("For whom?"),
        _("Tick nothing if everybody is welcome."),
        (("year_min", "year_max"), "tracks", "subjects", "competences"),
        folded=True,
    ),
    Plan(
        "wanneer",
        _("When does it suit you?"),
        "",
        ("weekdays", "dayparts", ("lead_days", "times_per_year"), "valid_until"),
        folded=True,
    ),
    Plan(
        "meenemen",
        _("Clothing, things to bring, preparation"),
        "",
        ("bring", "clothing", "allergens", "preparation"),
        folded=True,
    ),
    Plan(
        "geld",
        _("Cost and pictures"),
        _("Free is best: a pupil whose parents do not pay must be able to join in."),
        (("cost_per_pupil", "cost_reason"), "photo_policy"),
        folded=True,
    ),
    Plan(
        "contact",
        _("Who can be called?"),
        _("Only people who work at a school see this, after signing in."),
        (("contact", "contact_mobile"), ("deputy", "deputy_mobile"), "languages"),
        folded=True,
    ),
)


def names_for(kind: str) -> list[str]:
    """The fields that an offer of this kind asks for, each once."""
    return list(dict.fromkeys(n for plan in PLANS if kind in plan.kinds for n in plan.names))


@dataclass(frozen=True)
class Section:
    """A plan with its fields, ready to be drawn."""

    plan: Plan
    rows: list[list[BoundField]]

    @property
    def fields(self) -> list[BoundField]:
        return [field for row in self.rows for field in row]

    @property
    def is_open(self) -> bool:
        return not self.plan.folded or any(field.errors for field in self.fields)

    @property
    def in_short(self) -> str:
        """What is filled in, in one line."""
        text = ", ".join(filter(None, (shown(field) for field in self.fields)))
        return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1].rstrip() + "…"


def sections_of(form, kind: str) -> list[Section]:
    return [
        Section(plan, rows) for plan in PLANS if kind in plan.kinds and (rows := _rows(form, plan))
    ]


def _rows(form, plan: Plan) -> list[list[BoundField]]:
    rows = (row if isinstance(row, tuple) else (row,) for row in plan.rows)
    return [found for row in rows if (found := [form[n] for n in row if n in form.fields])]


def shown(field: BoundField) -> str:
    """The value of a field in words, for the line of a folded group. Empty when there is none."""
    value = field.value()
    if value in (None, "", [], False) or field.widget_type == "file":
        return ""
    if choices := getattr(field.field, "choices", None):
        chosen = {str(v) for v in (value if isinstance(value, (list, tuple)) else [value])}
        return ", ".join(str(label) for code, label in choices if str(code) in chosen)
    if isinstance(value, str):
        return " / ".join(value.split("\n")[:2])
    return f"{field.label}: {value}"
