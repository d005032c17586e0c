"""What a company says about itself."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.forms.numbers import SbiMixin, establishment_field, kvk_field, sbi_field
from employers.models import Employer

SBB_LABEL = _("recognised by SBB since")
SBB_HELP = _("Only if you train students of mbo. Schools see it as your own statement.")


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_in_the_future(form, cleaned: dict) -> None:
    day = cleaned.get("sbb_recognised_on")
    if day and day > timezone.localdate():
        form.add_error("sbb_recognised_on", _("This date is still to come."))


class EmployerForm(SbiMixin, forms.ModelForm):
    kvk_number = kvk_field(required=False)
    establishment_number = establishment_field()
    sbi_code = sbi_field()

    class Meta:
        model = Employer
        fields = [
            "name",
            "place",
            "sector",
            "size",
            "about",
            "website",
            "kvk_number",
            "establishment_number",
            "sbi_code",
            "sbi_version",
            "sbb_recognised_on",
        ]
        labels = {"sbb_recognised_on": SBB_LABEL}
        help_texts = {"sbb_recognised_on": SBB_HELP}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "about": forms.Textarea(attrs={"rows": 5}),
            "website": forms.URLInput(attrs={"autocomplete": "url"}),
            "sbb_recognised_on": date_input(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.state == Employer.State.VERIFIED and self.instance.kvk_number:
            self.fields["kvk_number"].disabled = True
            self.fields["kvk_number"].help_text = _(
                "The region verified this number. Ask the region if it changes."
            )

    def clean(self):
        cleaned = super().clean()
        self.clean_sbi(cleaned)
        not_in_the_future(self, cleaned)
        return cleaned
