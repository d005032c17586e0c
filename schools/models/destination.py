"""Where pupils go when they leave: one list for the profile of a school and for aftercare."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DestinationType(models.TextChoices):
    EMPLOYMENT = "employment", _("Work")
    EMPLOYMENT_WITH_TRAINING = "employment_with_training", _("Work with training")
    MBO_BOL = "mbo_bol", _("Mbo, at school (bol)")
    MBO_BBL = "mbo_bbl", _("Mbo, at work (bbl)")
    MBO_ENTREE = "mbo_entree", _("Mbo entree")
    OTHER_PRO = "other_pro", _("Another school for praktijkonderwijs")
    VMBO = "vmbo", _("Vmbo")
    VSO = "vso", _("Special secondary education (vso)")
    SHELTERED_WORK = "sheltered_work", _("Sheltered work")
    DAY_ACTIVITY = "day_activity", _("Day activities")
    TRAJECTORY = "trajectory", _("A guided path to work or school")
    ABROAD = "abroad", _("Moved abroad")
    NONE = "none", _("At home, without school or work")
    UNKNOWN = "unknown", _("Not known")
