"""The five career competences and the question that a pupil answers about each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.language import Translated

FACES = 4


def validate_face_answers(labels) -> None:
    """Four answers, from the happiest face to the saddest."""
    answers = labels if isinstance(labels, list) else []
    if len(answers) != FACES or not all(isinstance(text, str) and text for text in answers):
        raise ValidationError(_("Give four short answers, one for each face."))


class Competence(models.Model):
    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    description_nl = models.TextField(_("description in Dutch"))
    description_en = models.TextField(_("description in English"), blank=True)
    core_question_nl = models.CharField(_("core question in Dutch"), max_length=200)
    core_question_en = models.CharField(_("core question in English"), max_length=200, blank=True)
    exam_wording = models.CharField(_("wording in the vmbo exam"), max_length=200, blank=True)
    pupil_wording_nl = models.CharField(_("wording for pupils in Dutch"), max_length=200)
    pupil_wording_en = models.CharField(
        _("wording for pupils in English"), max_length=200, blank=True
    )
    reflection_question_nl = models.CharField(_("question to pupils in Dutch"), max_length=200)
    reflection_question_en = models.CharField(
        _("question to pupils in English"), max_length=200, blank=True
    )
    helper_nl = models.CharField(_("sentence of help in Dutch"), max_length=200, blank=True)
    helper_en = models.CharField(_("sentence of help in English"), max_length=200, blank=True)
    answer_labels_nl = models.JSONField(
        _("answers at the faces in Dutch"), default=list, validators=[validate_face_answers]
    )
    answer_labels_en = models.JSONField(
        _("answers at the faces in English"),
        default=list,
        blank=True,
        validators=[validate_face_answers],
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated(_("name"))
    description = Translated(_("description"))
    core_question = Translated(_("core question"))
    pupil_wording = Translated(_("wording for pupils"))
    reflection_question = Translated(_("question to pupils"))
    helper = Translated(_("sentence of help"))
    answer_labels = Translated(_("answers at the faces"))

    class Meta:
        verbose_name = _("career competence")
        verbose_name_plural = _("career competences")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @classmethod
    def all_cached(cls) -> tuple["Competence", ...]:
        """The five in order, without a query when they were read in the last minute."""
        return _competences()


_competences = CachedList(Competence.objects.all)
