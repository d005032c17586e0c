"""The pages of the LOB profile: for each part what belongs to the profile itself."""

from django import forms
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.rich_text_field import RichTextField
from portal.core.school_year import current_school_year
from schools.forms.periods import DateInput
from schools.lob_parts import Part
from schools.models import LobModel, LobProfile
from schools.models.lob_profile import LONGEST_TEXT

FEW_LINES = forms.Textarea(attrs={"rows": 3})
HELP = {
    "vision": gettext_lazy("Why does LOB matter to your pupils, and what do they notice of it?"),
    "vision_shared_on": gettext_lazy("The day on which the team talked about it."),
    "coaching_words": gettext_lazy("Which questions do you ask? What does the pupil do?"),
    "own_model_like": gettext_lazy("Only for a model of your own. The portal then shows the same."),
    "own_model_name": gettext_lazy("Only for a model of your own."),
    "reason_vision": gettext_lazy("Why does this model fit what you find important?"),
    "reason_ambition": gettext_lazy("What do your school plan and year plan ask?"),
    "reason_team": gettext_lazy("What can colleagues do well, and what do they still learn?"),
    "target_model": gettext_lazy("The same as now is fine: then you keep what you have."),
    "assessment_words": gettext_lazy("Short and easy. Pupils read it at the top of their page."),
    "leavers_of": gettext_lazy("The school year in which these pupils left, such as 2025-2026."),
    "mr_discussed_on": gettext_lazy("Every year the council talks about how LOB is going."),
}


class PartForm(forms.ModelForm):
    """Made for one part by ``part_form``; the service writes what it cleaned."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("model") == LobModel.OWN:
            self._require("own_model_name", _("Give your own model a name."))
            self._require("own_model_like", _("Choose which model it looks like."))
        if bool(cleaned.get("target_model")) != bool(cleaned.get("target_on")):
            missing = "target_on" if cleaned.get("target_model") else "target_model"
            self._require(missing, _("Fill in both the model and the day, or neither."))
        shared = cleaned.get("vision_shared_on")
        if shared and shared > timezone.localdate():
            self.add_error("vision_shared_on", _("This day has still to come."))
        return cleaned

    def _require(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


def part_form(part: Part) -> type[PartForm]:
    widgets = {
        name: DateInput()
        for name in ("vision_shared_on", "target_on", "mr_discussed_on")
        if name in part.fields
    }
    widgets |= {
        name: FEW_LINES
        for name in part.fields
        if name.startswith("reason_") or name.endswith("_words")
    }
    if "model" in part.fields:
        widgets["model"] = forms.RadioSelect
    return modelform_factory(
        LobProfile,
        form=PartForm,
        fields=part.fields,
        widgets=widgets,
        help_texts={name: text for name, text in HELP.items() if name in part.fields},
        formfield_callback=_field,
    )


def _field(db_field, **options):
    if db_field.name == "vision":
        return RichTextField(
            label=db_field.verbose_name,
            help_text=HELP["vision"],
            required=False,
            max_length=LONGEST_TEXT,
        )
    field = db_field.formfield(**options)
    if db_field.name == "model":  # radio buttons need no empty choice
        field.choices = LobModel.choices
    elif db_field.choices and db_field.blank:
        field.choices = [("", _("Choose")), *db_field.choices]
    if db_field.name == "leavers_of":
        field.widget.attrs["placeholder"] = current_school_year()
    return field


class ApproveForm(forms.Form):
    in_force_from = forms.DateField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("From this day the portal follows this version."),
        widget=DateInput(),
        initial=timezone.localdate,
    )


class ReturnForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("What has to change?"), max_length=500, widget=FEW_LINES
    )
