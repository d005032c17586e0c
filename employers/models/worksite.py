"""A place of work that pupils may visit, described once for all schools."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids

ACCESS = {
    "step_free": _("No steps"),
    "lift": _("lift"),
    "accessible_toilet": _("accessible toilet"),
    "quiet_place": _("a quiet place"),
    "hearing_loop": _("hearing loop"),
}


class WorkSiteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of verified employers for everyone, one's own always, all for the region."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(Q(employer__state="verified") | Q(employer__in=employer_ids(user)))

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))


class WorkSite(models.Model):
    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="worksites")
    name = models.CharField(_("name of this place"), max_length=120)
    street = models.CharField(_("street"), max_length=120)
    house_number = models.CharField(_("house number"), max_length=12)
    postcode = models.CharField(_("postcode"), max_length=7)
    place = models.CharField(_("place"), max_length=80)
    pc4 = models.CharField(max_length=4, editable=False, db_index=True)
    route = models.TextField(_("how to get there"), blank=True)
    nearest_stop = models.CharField(_("nearest stop"), max_length=120, blank=True)
    parking = models.CharField(_("parking"), max_length=160, blank=True)
    coach_stop = models.CharField(_("where a coach or van can stop"), max_length=160, blank=True)
    step_free = models.BooleanField(_("without steps"), default=False)
    lift = models.BooleanField(_("lift to other floors"), default=False)
    accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    quiet_place = models.BooleanField(_("a quiet place"), default=False)
    hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    noise = models.CharField(
        _("noise"),
        max_length=160,
        blank=True,
        help_text=_("For who is sensitive to sound: where is it loud, where is it quiet?"),
    )

    objects = WorkSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("work site")
        verbose_name_plural = _("work sites")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.place}"

    @property
    def access(self) -> list[str]:
        """What makes this place fit for more people, in words."""
        return [str(label) for name, label in ACCESS.items() if getattr(self, name)]

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}, {self.postcode} {self.place}"
