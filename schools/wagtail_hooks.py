"""What the audit trail may say about schools, and the region's back office for schools.

Pupils are not in the back office: no screen there shows one.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from schools.models import Location, School

ACTIONS = [
    ("schools.roster.apply", _("Apply roster"), _("Roster brought in")),
    ("schools.import.start", _("Upload roster"), _("Roster file uploaded")),
    ("schools.import.apply", _("Apply import"), _("Import started")),
    ("schools.import.finish", _("Finish import"), _("Import finished")),
    ("schools.import.cancel", _("Cancel import"), _("Import cancelled")),
    ("schools.import.fail", _("Import failed"), _("Import failed")),
    ("schools.student.deregister", _("Deregister pupil"), _("Pupil has left")),
    ("schools.student.keep", _("Keep pupil"), _("Pupil is still at school")),
    ("schools.card.issue", _("Make login cards"), _("Login cards made")),
    ("schools.card.show", _("Show login cards"), _("Login cards shown for printing")),
    ("schools.card.renew", _("Renew login card"), _("Login card renewed")),
    ("schools.card.revoke", _("Block login card"), _("Login card blocked")),
    ("schools.member.add", _("Add member of staff"), _("Role given")),
    ("schools.member.remove", _("Remove role"), _("Role taken away")),
    ("schools.mentor.set", _("Set mentors"), _("Mentors of the group changed")),
    ("schools.school.telephone", _("Change telephone"), _("Changed the telephone on the day")),
    ("schools.period.create", _("Add learning period"), _("Learning period added")),
    ("schools.period.change", _("Change learning period"), _("Learning period changed")),
    ("schools.period.delete", _("Delete learning period"), _("Learning period deleted")),
]


@hooks.register("register_log_actions")
def register_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


class SchoolViewSet(SnippetViewSet):
    model = School
    icon = "group"
    menu_label = _("Schools")
    list_display = ["name", "brin", "holiday_region"]
    list_filter = ["holiday_region"]
    search_fields = ["name", "brin"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("brin"),
        FieldPanel("tracks"),
        FieldPanel("holiday_region"),
    ]


class LocationViewSet(SnippetViewSet):
    model = Location
    icon = "site"
    menu_label = _("School locations")
    list_display = ["name", "school", "brin6", "place"]
    list_filter = ["school"]
    search_fields = ["name", "brin6", "place"]
    panels = [
        FieldPanel("school"),
        FieldPanel("name"),
        FieldPanel("brin6"),
        FieldPanel("street"),
        FieldPanel("house_number"),
        FieldPanel("postcode"),
        FieldPanel("place"),
    ]


@register_snippet
class SchoolGroup(SnippetViewSetGroup):
    items = (SchoolViewSet, LocationViewSet)
    menu_icon = "group"
    menu_label = _("Schools")
    menu_name = "schools"
    menu_order = 320
