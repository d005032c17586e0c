"""A search that somebody keeps, to be told when something new fits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one who saved it."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user=user)

    def to_check(self, day):
        """Whose owner wants mail, may sign in, and was not told anything today."""
        return self.filter(mails=True, user__is_active=True).filter(
            Q(checked_on=None) | Q(checked_on__lt=day)
        )


class SavedSearch(models.Model):
    """``query`` is the address part of the search; ``known`` are the offers it found before."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name of this search"), max_length=80)
    query = models.CharField(max_length=600, editable=False)
    mails = models.BooleanField(_("mail me when something new fits"), default=True)
    known = models.JSONField(default=list, editable=False)
    found = models.PositiveIntegerField(default=0, editable=False)
    checked_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]
        indexes = [
            models.Index(fields=["checked_on"], condition=Q(mails=True), name="searches_to_check")
        ]

    def __str__(self):
        return f"saved search {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('placements:catalogue')}?{self.query}"
