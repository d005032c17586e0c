"""The form of an offer in the back office: what is a list of codes, is ticked."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from employers.forms.offers import Several, Weekdays
from employers.models.offer_details import Daypart, Language, Weekday
from portal.reference.models import Track
from portal.reference.models.safety import Hazard


class OfferAdminForm(WagtailAdminModelForm):
    tracks = Several(_("School tracks"), Track.choices)
    weekdays = Weekdays(_("Days that suit"), Weekday.choices)
    dayparts = Several(_("Parts of the day"), Daypart.choices)
    languages = Several(_("Languages"), Language.choices)
    hazards = Several(_("Extra dangers of this activity"), ())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "hazards" in self.fields:
            self.fields["hazards"].choices = [(row.code, row.name) for row in Hazard.all_cached()]
