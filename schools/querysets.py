"""The scope that all rows of one school share."""

from django.db import models


class SchoolScopedQuerySet(models.QuerySet):
    """Rows that belong to one school, seen only by the people who work there.

    Set ``school_lookup`` to the path from the row to its school.
    """

    school_lookup = "school"

    def of_schools(self, school_ids):
        return self.filter(**{f"{self.school_lookup}__in": school_ids})

    def visible_to(self, user):
        """Everyone who works at the school, in whatever role."""
        from schools.models.membership import school_ids

        return self.of_schools(school_ids(user))

    def editable_by(self, user):
        from schools.models.membership import coordinated_school_ids

        return self.of_schools(coordinated_school_ids(user))
