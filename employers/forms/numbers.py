"""Numbers of the trade register, as people write them: with spaces, dots or dashes."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BETWEEN = re.compile(r"[\s.\-]+")
NUMBER_FIELDS = ["sbi_code", "sbi_version", "sbb_recognised_on"]


class DigitsField(forms.CharField):
    """A number of so many digits. Spaces are forgiven; the message says what is wrong."""

    def __init__(self, *, digits: range, messages: dict, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(max_length=40, **kwargs)
        self.digits = digits
        self.messages = messages

    def to_python(self, value):
        return BETWEEN.sub("", super().to_python(value) or "")

    def validate(self, value):
        super().validate(value)
        if not value:
            return
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(self.messages["letters"], code="letters")
        if len(value) not in self.digits:
            raise ValidationError(
                self.messages["length"], code="length", params={"number": len(value)}
            )


def kvk_field(**options) -> DigitsField:
    return DigitsField(
        label=_("KvK number"),
        digits=range(8, 9),
        messages={
            "letters": _("A KvK number has digits only, 8 of them."),
            "length": _("A KvK number has 8 digits. This one has %(number)s."),
        },
        **options,
    )


def establishment_field() -> DigitsField:
    return DigitsField(
        label=_("establishment number"),
        required=False,
        digits=range(12, 13),
        help_text=_("12 digits, in the extract of the KvK. Only needed with several branches."),
        messages={
            "letters": _("An establishment number has digits only, 12 of them."),
            "length": _("An establishment number has 12 digits. This one has %(number)s."),
        },
    )


def sbi_field() -> DigitsField:
    return DigitsField(
        label=_("SBI code"),
        required=False,
        digits=range(2, 7),
        help_text=_("2 to 6 digits, in the extract of the KvK."),
        messages={
            "letters": _("An SBI code has digits only."),
            "length": _("An SBI code has 2 to 6 digits. This one has %(number)s."),
        },
    )


class SbiMixin:
    """A code says nothing without its version: in 2025 many numbers changed their meaning."""

    def clean_sbi(self, cleaned: dict) -> None:
        if cleaned.get("sbi_code") and not cleaned.get("sbi_version"):
            self.add_error("sbi_version", _("Choose which version of SBI this code is from."))
        elif cleaned.get("sbi_version") and "sbi_code" in cleaned and not cleaned["sbi_code"]:
            cleaned["sbi_version"] = ""
