"""The editor of such a text in a form. Without JavaScript it is a box for plain text."""

from django import forms
from django.utils.translation import gettext as _

from portal.core.rich_text import TooDeep, clean_html, from_plain, to_plain


class RichTextWidget(forms.Textarea):
    """A text box; ``js/rich_text.js`` puts an editor in its place and then sends HTML."""

    template_name = "core/rich_text.html"

    def get_context(self, name, value, attrs):
        html = value or ""
        context = super().get_context(name, to_plain(html), attrs)
        context["widget"]["html"] = html
        return context

    def value_from_datadict(self, data, files, name):
        """HTML. Who changed no word in the plain box keeps the bold words and the links."""
        html, text = data.get(f"{name}__html", ""), data.get(name, "")
        if data.get(f"{name}__mode") == "rich":
            return html
        same = _words(text) == _words(_plain_of(html))
        return html if same else from_plain(text)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}__html" not in data


def _words(text: str) -> list[str]:
    return text.split()


def _plain_of(html: str) -> str:
    try:
        return to_plain(clean_html(html))
    except TooDeep:
        return ""


class RichTextField(forms.CharField):
    widget = RichTextWidget

    def to_python(self, value):
        html = super().to_python(value) or ""
        if self.max_length and len(html) > self.max_length:
            return html  # the validator says so; no parser has to read it
        try:
            return clean_html(html)
        except TooDeep:
            raise forms.ValidationError(
                _("This text could not be read. Paste it as plain text.")
            ) from None
