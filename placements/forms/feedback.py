"""One minute for the employer: a number, three faces, one sentence."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from placements.models import EmployerFeedback
from placements.services.feedback import MOST_WORDS, Answers

MOST_PUPILS = 500
Face = EmployerFeedback.Face
FACE_LABELS = {Face.GOOD: _("Good"), Face.FAIR: _("Fair"), Face.POOR: _("Not so good")}
QUESTIONS = {
    "interest": _("Were the pupils interested?"),
    "preparation": _("Was the class well prepared?"),
    "again": _("Would you do it again?"),
}


DRAWINGS = ("super", "okay", "bad")
GIVEN = ("head_count", "interest", "preparation", "again", "words", "nobody_came")


def with_faces() -> list[tuple]:
    """The three answers: value, words, drawing."""
    return [(str(f), text, d) for (f, text), d in zip(FACE_LABELS.items(), DRAWINGS, strict=True)]


def given_in(feedback: EmployerFeedback) -> dict:
    """What was answered before, to change it."""
    return {name: getattr(feedback, name) for name in GIVEN}


def said_by(feedback: EmployerFeedback) -> list[tuple]:
    """What was answered with a face: (question, label)."""
    given = [(question, getattr(feedback, name)) for name, question in QUESTIONS.items()]
    return [(question, FACE_LABELS[face]) for question, face in given if face in FACE_LABELS]


def _question(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=list(FACE_LABELS.items()),
        coerce=int,
        empty_value=None,
        required=False,
    )


class FeedbackForm(forms.Form):
    head_count = forms.IntegerField(
        label=_("How many pupils came?"), min_value=0, max_value=MOST_PUPILS, required=False
    )
    nobody_came = forms.BooleanField(
        label=_("Nobody came"),
        help_text=_("The coordinator of the school is told at once."),
        required=False,
    )
    interest = _question(QUESTIONS["interest"])
    preparation = _question(QUESTIONS["preparation"])
    again = _question(QUESTIONS["again"])
    words = forms.CharField(
        label=_("One sentence for the pupils"),
        help_text=_("What did they do well? They read it in their folder. Write no names."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        given = super().clean()
        if not self.errors and all(value in (None, "", False) for value in given.values()):
            raise ValidationError(_("Answer at least one question."))
        if given.get("nobody_came") and given.get("head_count"):
            self.add_error("nobody_came", _("You also filled in how many came. Which is it?"))
        return given

    @property
    def answers(self) -> Answers:
        return Answers(**self.cleaned_data)

    @property
    def questions(self) -> list[tuple]:
        """Of each question the name, the words, and what was chosen."""
        return [(name, self[name].label, str(self[name].value() or "")) for name in QUESTIONS]
