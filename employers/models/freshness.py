"""How fresh an offer is, and whether the catalogue shows it.

``presence`` is stored, so that the catalogue asks one indexed column; a task of every working day
moves it. Whether an offer is amber is counted from ``confirmed_on`` at the moment of looking.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.months import add_months


class Freshness(models.Model):
    """What an offer that went online knows about itself. Never part of a revision."""

    class Presence(models.TextChoices):
        SHOWN = "shown", _("In the catalogue")
        FADED = "faded", _("Not confirmed, so out of the catalogue")
        PAUSED = "paused", _("Not this year")

    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    presence = models.CharField(
        _("in the catalogue"),
        max_length=8,
        choices=Presence,
        default=Presence.SHOWN,
        editable=False,
    )
    paused_until = models.DateField(_("paused until"), null=True, blank=True, editable=False)
    ask_again_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    OF_THE_ROW = ("confirmed_on", "presence", "paused_until", "ask_again_on")

    def with_content_json(self, content):
        """A revision restores the words, never how fresh they are now."""
        restored = super().with_content_json(content)  # type: ignore[misc]
        for name in self.OF_THE_ROW:
            setattr(restored, name, getattr(self, name))
        return restored

    @property
    def is_shown(self) -> bool:
        """Neither faded nor paused."""
        return self.presence == self.Presence.SHOWN

    @property
    def is_in_catalogue(self) -> bool:
        """As in_catalogue() says it for many at once. Needs ``employer``."""
        return bool(self.live and self.is_shown and self.employer.state == "verified")  # type: ignore[attr-defined]

    @property
    def is_amber(self) -> bool:
        """A long time not confirmed; soon it leaves the catalogue."""
        return self.confirmed_on is not None and self.confirmed_on <= amber_since()

    @property
    def needs_confirming(self) -> bool:
        """Whether its employer should say that it is still right."""
        return self.presence != self.Presence.PAUSED and (self.is_amber or not self.is_shown)


def amber_since():
    """Confirmed on this day or before is amber today."""
    return add_months(timezone.localdate(), -settings.OFFER_AMBER_AFTER_MONTHS)


def faded_since():
    """Confirmed on this day or before leaves the catalogue today."""
    return add_months(timezone.localdate(), -settings.OFFER_FADES_AFTER_MONTHS)


def in_catalogue(path: str = "") -> models.Q:
    """Live, shown, of a verified employer. ``path`` leads to the offer: "offer__"."""
    return models.Q(
        **{
            f"{path}live": True,
            f"{path}presence": Freshness.Presence.SHOWN,
            f"{path}employer__state": "verified",
        }
    )
