"""What staff narrow the list of pupils by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from placements import standing
from portal.reference.models import Track
from schools.models import Student
from schools.permissions import coordinated_school_ids

MOST_WORDS = 6
LAST_YEAR = 6
KEPT = ("groep", "jaar", "niveau", "toon", "status")  # what may stand in an address


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

    jaar = django_filters.ChoiceFilter(
        label=_("Year"),
        field_name="year_of_study",
        choices=[(str(year), str(year)) for year in range(1, LAST_YEAR + 1)],
        empty_label=_("All years"),
    )
    niveau = django_filters.ChoiceFilter(
        label=_("Level"), field_name="track", choices=Track.choices, empty_label=_("All levels")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(s.value, s.label) for s in Student.Status if s != Student.Status.ENROLLED],
        method="by_status",
        empty_label=_("At school now"),
    )

    class Meta:
        model = Student
        fields = ["q", "groep", "jaar", "niveau", "toon", "status"]

    def filter_queryset(self, queryset):
        """Who is at school now, unless asked otherwise."""
        if not self.form.cleaned_data.get("status"):
            queryset = queryset.enrolled()
        return super().filter_queryset(queryset)

    def by_status(self, queryset, _name, status):
        """Who left is for the coordinator only."""
        schools = coordinated_school_ids(self.request.user)
        return queryset.filter(status=status, school__in=schools)

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
