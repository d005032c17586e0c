"""Forms come out in our design: ``{{ form }}`` and ``{{ field.as_field_group }}``."""

from pathlib import Path
from typing import Any

import django.forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property


class FormRenderer(DjangoTemplates):
    """Our form and field templates; Django's own widgets, so that the admin stays as it is."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"

    @cached_property
    def engine(self) -> Backend:
        ours: dict[str, Any] = settings.TEMPLATES[0]
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": [*ours["DIRS"], Path(django.forms.__file__).parent / "templates"],
                "NAME": "forms",
                "OPTIONS": {"builtins": ours["OPTIONS"]["builtins"]},
            }
        )
