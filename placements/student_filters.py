"""What staff narrow the list of pupils by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from placements import standing
from schools.models import Student

MOST_WORDS = 6


class StudentFilter(django_filters.FilterSet):
    """Narrows the pupils whose names this reader sees."""

    q = django_filters.CharFilter(label=_("Name"), method="by_name", max_length=100)
    groep = django_filters.ModelChoiceFilter(
        label=_("Group"),
        field_name="base_group",
        queryset=lambda request: standing.named_groups(request.user),
        empty_label=_("All groups"),
    )
    toon = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[("zonder-plek", _("Nothing planned")), ("terugkijken", _("Must look back"))],
        method="by_open_item",
        empty_label=_("Everyone"),
    )

    class Meta:
        model = Student
        fields = ["q", "groep", "toon"]

    def by_name(self, queryset, _name, text):
        for word in text.split()[:MOST_WORDS]:
            queryset = queryset.filter(
                Q(given_name__icontains=word)
                | Q(name_prefix__icontains=word)
                | Q(family_name__icontains=word)
            )
        return queryset

    def by_open_item(self, queryset, _name, item):
        if item == "zonder-plek":
            return standing.without_place(queryset)
        return standing.must_look_back(queryset, self.request.user)
