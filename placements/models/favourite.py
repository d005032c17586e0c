"""An offer that a colleague keeps to come back to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FavouriteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one who kept it."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user=user)


class Favourite(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites")
    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="favourites")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept offer")
        verbose_name_plural = _("kept offers")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "offer"], name="kept_once")]

    def __str__(self):
        return f"kept offer {self.pk}"
