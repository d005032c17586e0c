"""Signing up a company: who you are, the company, and a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.forms.employers import SBB_HELP, SBB_LABEL, date_input, not_in_the_future
from employers.forms.numbers import SbiMixin, establishment_field, kvk_field, sbi_field
from employers.models import Employer
from employers.services.lookalikes import Lookalike, lookalikes_of
from portal.organisations.forms import name_field

ANOTHER = "other"
PERSON = ("first_name", "last_name", "email")
COMPANY = ("name", "kvk_number", "place", "sector", "size")
DETAILS = ("establishment_number", "sbi_code", "sbi_version", "sbb_recognised_on")
SECOND = ("second_name", "second_email")


class SignUpForm(SbiMixin, forms.ModelForm):
    """Saves nothing. ``found`` holds companies that may be this one; ``same`` is the answer."""

    # Its choices are only known once the name and the number have been read.
    same = forms.CharField(
        label=_("Is this your company?"), required=False, widget=forms.RadioSelect
    )
    first_name = name_field(_("First name"), "given-name")
    last_name = name_field(_("Last name"), "family-name")
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kvk_number = kvk_field(help_text=_("8 digits. Spaces are fine."))
    establishment_number = establishment_field()
    sbi_code = sbi_field()
    second_name = forms.CharField(label=_("Name"), max_length=150, required=False)
    second_email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Employer
        fields = [*COMPANY, *DETAILS]
        labels = {"name": _("Name of the company"), "sbb_recognised_on": SBB_LABEL}
        help_texts = {"sbb_recognised_on": SBB_HELP}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "place": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "sbb_recognised_on": date_input(),
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.found: list[Lookalike] = []
        if user is not None:
            for name in PERSON:
                del self.fields[name]

    def _get_validation_exclusions(self):
        """A company that is here already is no mistake: we ask whether it is this one."""
        return {*super()._get_validation_exclusions(), "kvk_number"}

    def clean(self):
        cleaned = super().clean()
        self.clean_sbi(cleaned)
        not_in_the_future(self, cleaned)
        self._clean_second(cleaned)
        if cleaned.get("name") and cleaned.get("kvk_number"):
            self._ask_if_same(cleaned)
        return cleaned

    def _clean_second(self, cleaned: dict) -> None:
        second = (cleaned.get("second_email") or "").lower()
        first = self.user.email if self.user else cleaned.get("email") or ""
        if second and second == first.lower():
            self.add_error("second_email", _("This is your own address. Take one of a colleague."))
        elif cleaned.get("second_name") and not second and "second_email" not in self.errors:
            self.add_error("second_email", _("Fill in the e-mail address of your colleague."))

    def _ask_if_same(self, cleaned: dict) -> None:
        self.found = lookalikes_of(cleaned["name"], cleaned["kvk_number"])
        if not self.found:
            return
        choices = {f"join-{company.pk}": company for company in self.found}
        taken = Employer.objects.filter(
            kvk_number=cleaned["kvk_number"],
            establishment_number=cleaned.get("establishment_number", ""),
        ).exists()
        self.fields["same"].widget.choices = [
            *((value, _label(company)) for value, company in choices.items()),
            (ANOTHER, _("No, this is another company or another branch")),
        ]
        self.fields["same"].required = True  # from now on the page asks for it
        answer = cleaned.get("same", "")
        if answer == ANOTHER and taken:
            self.add_error(
                "same",
                _(
                    "A company with this KvK number is here already. Is yours another branch? "
                    "Then fill in its establishment number."
                ),
            )
        elif answer != ANOTHER and answer not in choices:
            self.add_error("same", _("Perhaps your company is here already. Choose an answer."))
        cleaned["joins"] = choices[answer].pk if answer in choices else None

    @property
    def company(self) -> dict:
        """The fields of the employer, fit for JSON."""
        values = {name: self.cleaned_data[name] for name in (*COMPANY, *DETAILS)}
        return {**values, "sector": values["sector"].pk}

    @property
    def groups(self) -> dict:
        """The fields as the page shows them; who is signed in is not asked who it is."""
        parts = {"person": PERSON, "company": COMPANY, "details": DETAILS, "second": SECOND}
        return {
            part: [self[name] for name in names if name in self.fields]
            for part, names in parts.items()
        }


def _label(company: Lookalike):
    text = _("Yes, %(name)s in %(place)s. I want to join.")
    if not company.place:
        text = _("Yes, %(name)s. I want to join.")
    return text % {"name": company.name, "place": company.place}
