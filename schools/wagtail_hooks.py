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
    ("schools.lob.start", _("Begin LOB profile"), _("New version of the LOB profile begun")),
    ("schools.lob.change", _("Change LOB profile"), _("Part of the LOB profile changed")),
    ("schools.lob.offer", _("Offer LOB profile"), _("LOB profile offered for approval")),
    ("schools.lob.take_back", _("Return LOB profile"), _("LOB profile is a draft again")),
    ("schools.lob.approve", _("Approve LOB profile"), _("LOB profile approved")),
    ("schools.lob.discard", _("Discard LOB profile"), _("Draft of the LOB profile thrown away")),
    ("schools.roster.apply", _("Apply roster"), _("Roster brought in")),
    ("schools.import.upload", _("Upload roster"), _("Roster file uploaded")),
    ("schools.import.start", _("Read roster"), _("Reading of the roster started")),
    ("schools.import.apply", _("Apply import"), _("Import started")),
    ("schools.import.finish", _("Finish import"), _("Import finished")),
    ("schools.import.cancel", _("Cancel import"), _("Import cancelled")),
    ("schools.import.fail", _("Import failed"), _("Import failed")),
    ("schools.import.undo", _("Undo import"), _("Import undone")),
    ("schools.import.forget", _("Forget undo"), _("What was needed to undo an import erased")),
    ("schools.student.add", _("Add pupil"), _("Pupil added by hand")),
    ("schools.student.change", _("Change pupil"), _("Pupil changed by hand")),
    ("schools.student.move", _("Move pupil"), _("Pupil moved to another group")),
    ("schools.group.add", _("Add group"), _("Group added by hand")),
    ("schools.group.change", _("Change group"), _("Group changed by hand")),
    ("schools.group.archive", _("Put group away"), _("Group put away")),
    ("schools.group.restore", _("Bring group back"), _("Group brought back")),
    ("schools.student.deregister", _("Deregister pupil"), _("Pupil has left")),
    ("schools.student.keep", _("Keep pupil"), _("Pupil is still at school")),
    ("schools.need.set", _("Set needs"), _("Needs of a pupil changed")),
    ("schools.photo.give", _("Give photo consent"), _("Photo consent given")),
    ("schools.photo.withdraw", _("Withdraw photo consent"), _("Photo consent withdrawn")),
    ("schools.photo.decider", _("Decides on photos"), _("Changed who decides on pictures")),
    ("schools.sign_in.set_up", _("Set up sign-in"), _("Sign-in of the school set up")),
    ("schools.sign_in.try", _("Try sign-in"), _("Sign-in of the school tried")),
    ("schools.sign_in.switch", _("Switch sign-in"), _("Sign-in of the school switched on or off")),
    ("schools.sign_in.link", _("Link account"), _("Account at the school's sign-in linked")),
    ("schools.sign_in.unlink", _("Unlink account"), _("Account at the school's sign-in unlinked")),
    ("schools.device.set_up", _("Set up class device"), _("Class device set up")),
    ("schools.device.revoke", _("Remove class device"), _("Class device removed")),
    ("schools.card.issue", _("Make login cards"), _("Login cards made")),
    ("schools.card.show", _("Show login cards"), _("Login cards shown for printing")),
    ("schools.card.renew", _("Renew login card"), _("Login card renewed")),
    ("schools.card.revoke", _("Block login card"), _("Login card blocked")),
    ("schools.member.add", _("Add member of staff"), _("Role given")),
    ("schools.member.remove", _("Remove role"), _("Role taken away")),
    ("schools.member.change", _("Change roles of staff"), _("Roles, subjects or groups changed")),
    ("schools.member.invite", _("Invite staff"), _("Invitation mailed")),
    ("schools.member.uninvite", _("Withdraw invitation"), _("Invitation withdrawn")),
    ("schools.owner.change", _("Change owner of school"), _("The school has another owner")),
    ("schools.second_step.require", _("Require second step"), _("Rule on second step changed")),
    ("schools.second_step.reset", _("Reset second step"), _("Second step of a colleague reset")),
    ("schools.teacher.set", _("Set teachers"), _("Teachers of the group changed")),
    ("schools.mentor.set", _("Set mentors"), _("Mentors of the group changed")),
    ("schools.school.telephone", _("Change telephone"), _("Changed the telephone on the day")),
    ("schools.list.load", _("Load national list"), _("National list of schools loaded")),
    ("schools.school.add", _("Add school"), _("School added by the region")),
    ("schools.school.locations", _("Choose locations"), _("Locations of the school chosen")),
    ("schools.school.tracks", _("Choose tracks"), _("Tracks and years of the school chosen")),
    ("schools.school.holidays", _("Choose holiday region"), _("Holiday region chosen")),
    ("schools.setup.finish", _("Finish set-up"), _("Guided start of the school finished")),
    ("schools.hours.set", _("Set lesson hours"), _("Lesson hours changed")),
    ("schools.calendar.create", _("Add special day"), _("Special day added")),
    ("schools.calendar.change", _("Change special day"), _("Special day changed")),
    ("schools.calendar.delete", _("Delete special day"), _("Special day deleted")),
    ("schools.calendar.import", _("Take over calendar"), _("Calendar file taken over")),
    ("schools.period.plan", _("Plan learning periods"), _("Learning periods of a year planned")),
    ("schools.period.create", _("Add learning period"), _("Learning period added")),
    ("schools.period.change", _("Change learning period"), _("Learning period changed")),
    ("schools.aftercare.check", _("Ask a leaver"), _("Asked how a leaver is doing")),
    ("schools.year_turn.prepare", _("Prepare next year"), _("Next school year prepared")),
    ("schools.year_turn.drop", _("Drop next year"), _("Preparation of next year dropped")),
    ("schools.year_turn.start", _("Turn the year"), _("Turn of the year started")),
    ("schools.year_turn.finish", _("Year turned"), _("Turn of the year done")),
    ("schools.year_turn.fail", _("Turn of the year failed"), _("Turn of the year failed")),
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
