"""Somebody is asked by mail to work at a school with the portal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Invitation
from schools.models.membership import coordinated_school_ids
from schools.models.rights import Role


class SchoolInvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The coordinators of the school; the regional coordinator those of owners."""
        own = Q(school__in=coordinated_school_ids(user))
        if getattr(user, "is_region_coordinator", False):
            own |= Q(owner=True)
        return self.filter(own)

    def waiting(self):
        """Neither accepted nor withdrawn; perhaps past its day."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class SchoolInvitation(Invitation):
    """One mail, perhaps with several roles. ``owner``: becomes the owner of the school as well."""

    role = None  # several: see roles
    school = models.ForeignKey("schools.School", models.CASCADE, related_name="invitations")
    roles = models.JSONField(_("roles"), default=list)
    subjects = models.ManyToManyField("reference.Subject", related_name="+", blank=True)
    groups = models.ManyToManyField("schools.Group", related_name="+", blank=True)
    teaching_groups = models.ManyToManyField("schools.Group", related_name="+", blank=True)
    owner = models.BooleanField(_("becomes owner"), default=False)

    objects = SchoolInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of staff")
        verbose_name_plural = _("invitations of staff")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="staff_invited_once",
            ),
        ]

    class PersonalData:
        erase = {"email": "", "name": ""}
        keep = {
            "id",
            "school",
            "roles",
            "owner",
            "invited_by",
            "created_at",
            "expires_at",
            "accepted_at",
            "withdrawn_at",
        }

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
