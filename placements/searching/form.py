"""The search form of the catalogue. Everything is in the address, so a search can be sent.

What is wrong is said and left out; the rest of the search works.
"""

import datetime
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from employers.models import Offer
from placements.permissions import keeps_offers
from placements.searching.fit import PARTS, fit_of, groups_of
from placements.searching.wanted import Wanted
from portal.core.formats import month_and_year
from portal.reference.distance import coordinates, pc4_of
from portal.reference.models import Competence, Sector, Subject

KILOMETRES = [("5", "5 km"), ("10", "10 km"), ("20", "20 km"), ("40", "40 km")]
MONTHS_AHEAD = 12
NOT_NOW = _("Choose a day of this century.")
DAYS = [
    MinValueValidator(datetime.date(2000, 1, 1), NOT_NOW),
    MaxValueValidator(datetime.date(2099, 12, 31), NOT_NOW),
]
SORTS = {
    "best": _("Best match first"),
    "date": _("First date first"),
    "near": _("Nearest first"),
    "new": _("Newest first"),
}


class PostcodeField(forms.CharField):
    """Four digits or a whole postcode; gives the four digits."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        pc4 = pc4_of(text)
        if coordinates(pc4) is None:
            raise ValidationError(_("We do not know this postcode. Write it as 1234 AB."))
        return pc4


def years() -> list[tuple[str, str]]:
    return [(str(n), gettext("Year %(year)s") % {"year": n}) for n in range(1, 7)]


def months_ahead() -> list[tuple[str, str]]:
    """ "2026-12" and its name, from this month on."""
    first = timezone.localdate().replace(day=1)
    months = []
    for _number in range(MONTHS_AHEAD):
        months.append((f"{first:%Y-%m}", month_and_year(first)))
        first = (first + datetime.timedelta(days=31)).replace(day=1)
    return months


class PostcodeFilter(django_filters.CharFilter):
    field_class = PostcodeField


def _day(label) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, widget=widget, validators=DAYS)


def _choice(label, choices, empty) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty)


def _boxes(label, choices) -> django_filters.MultipleChoiceFilter:
    widget = forms.CheckboxSelectMultiple
    return django_filters.MultipleChoiceFilter(label=label, choices=choices, widget=widget)


class CatalogueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("What are you looking for?"))
    postcode = PostcodeFilter(label=_("Postcode of your school"))
    kind = _boxes(_("Kind"), Offer.Kind.choices)
    sector = _boxes(_("Sector"), lambda: [(s.code, s.name) for s in Sector.all_cached()])
    month = _choice(_("Month"), months_ahead, _("Any month"))
    date_from = _day(_("From"))
    date_to = _day(_("Up to and including"))
    km = _choice(_("How far"), KILOMETRES, _("Any distance"))
    year = _choice(_("Year"), years, _("All years"))
    subject = _choice(
        _("Subject"), lambda: [(s.code, s.label) for s in Subject.all_cached()], _("All subjects")
    )
    competence = _choice(
        _("What pupils work on"),
        lambda: [(c.code, c.pupil_wording) for c in Competence.all_cached()],
        _("Everything"),
    )
    places = django_filters.NumberFilter(
        label=_("For at least so many pupils"), min_value=1, max_value=500
    )
    group = _choice(_("Fits my group"), [], _("No group"))
    part = _boxes(_("What should fit?"), list(PARTS.items()))
    sort = _choice(_("Order"), list(SORTS.items()), _("Automatic"))

    def __init__(self, search: "CatalogueSearch"):
        super().__init__(search.data, queryset=Offer.objects.published())
        self.search = search
        if search.groups:
            self.filters["group"].extra["choices"] = [(str(g.pk), g.name) for g in search.groups]
        else:
            del self.filters["group"], self.filters["part"]

    def filter_queryset(self, queryset):
        """All at once: some conditions take two boxes, as a postcode and a distance."""
        for condition in self.search.wanted.conditions().values():
            queryset = queryset.filter(condition)
        return queryset


class CatalogueSearch:
    """A search by ``user`` (perhaps nobody) with what stands in an address."""

    def __init__(self, data: QueryDict, user: Any = None):
        self.data = data
        self.user = user

    @cached_property
    def groups(self) -> list:
        """Groups to look for; asked only of who works at a school."""
        if not keeps_offers(self.user):
            return []
        return list(groups_of(self.user).select_related("school", "location"))

    @cached_property
    def filters(self) -> CatalogueFilter:
        return CatalogueFilter(self)

    @property
    def form(self) -> forms.Form:
        return self.filters.form

    @property
    def offers(self) -> QuerySet[Offer]:
        """What fits, in no order yet."""
        return self.filters.qs

    @cached_property
    def given(self) -> dict[str, Any]:
        """The faultless part of what was asked."""
        self.form.errors  # noqa: B018 - reading them cleans the form
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        return given | ({"places": int(given["places"])} if "places" in given else {})

    @cached_property
    def wanted(self) -> Wanted:
        given = self.given
        return Wanted(
            text=given.get("q", "")[:100],
            pc4=given.get("postcode", ""),
            km=_number(given.get("km")),
            kinds=tuple(sorted(given.get("kind", ()))),
            sectors=tuple(sorted(given.get("sector", ()))),
            year=_number(given.get("year")),
            fit=self._fit(),
            **{
                name: given[name]
                for name in ("subject", "competence", "month", "date_from", "date_to", "places")
                if name in given
            },
        )

    def _fit(self):
        group = next((g for g in self.groups if str(g.pk) == self.given.get("group")), None)
        return fit_of(group).only(self.given.get("part", ())) if group else None

    @property
    def sort(self) -> str:
        """What was asked where it is possible; else the best match or the first date."""
        asked = self.given.get("sort")
        possible = {
            "best": bool(self.wanted.text),
            "near": bool(self.wanted.pc4 or (self.wanted.fit and self.wanted.fit.pc4)),
        }
        if asked and possible.get(asked, True):
            return asked
        return "best" if self.wanted.text else "date"

    @property
    def is_set(self) -> bool:
        return bool(set(self.given) - {"sort", "part"})

    @cached_property
    def query(self) -> str:
        """The address part of this search in one spelling: what is saved and compared."""
        return self.query_without()

    def query_without(self, name: str = "", value: str = "", **more: str) -> str:
        """The address part without one filter, or one value of it; ``more`` is put in its place."""
        pairs = [
            (field, given)
            for field in self.form.fields
            for given in self.data.getlist(field)
            if given.strip() and field in self.given and field not in more
            if not (field == name and value in ("", given))
        ]
        return urlencode([*pairs, *((k, v) for k, v in more.items() if v)])


def _number(text: str | None) -> int | None:
    return int(text) if text else None
