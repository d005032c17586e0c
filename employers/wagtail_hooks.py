"""The back office of employers: review of offers, employers with their status, work sites."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from employers.models import Employer, Offer, WorkSite
from employers.queries import status_of, with_status
from employers.views.admin import StatePanel, employer_transition
from employers.views.offer_admin import (
    OFFER_EDIT_HANDLER,
    OfferTemplateViewSet,
    UnpublishOffer,
)

ACTIONS = [
    ("employers.offer.create", _("Make offer"), _("Made an offer")),
    ("employers.offer.change", _("Change offer"), _("Changed an offer")),
    ("employers.offer.submit", _("Send in offer"), _("Sent in an offer")),
    ("employers.offer.recall", _("Take back offer"), _("Took an offer back from review")),
    ("employers.offer.copy", _("Copy offer"), _("Copied an offer")),
    ("employers.offer.withdraw", _("Withdraw offer"), _("Withdrew an offer")),
    ("employers.offer.approve", _("Approve offer"), _("Approved an offer")),
    ("employers.offer.return", _("Send back offer"), _("Sent an offer back")),
    ("employers.offer.ask", _("Ask whether it is right"), _("Asked whether an offer is right")),
    ("employers.offer.confirm", _("Confirm offer"), _("Confirmed that an offer is still right")),
    ("employers.offer.maybe", _("Perhaps"), _("Left open whether an offer is still right")),
    ("employers.offer.pause", _("Not this year"), _("Paused an offer for a school year")),
    ("employers.offer.resume", _("End of a pause"), _("The pause of an offer is over")),
    ("employers.offer.fade", _("Fade"), _("An offer left the catalogue, not confirmed")),
    ("employers.session.add", _("Add date"), _("Added a date")),
    ("employers.session.change", _("Change date"), _("Changed a date")),
    ("employers.session.cancel", _("Cancel date"), _("Cancelled a date")),
    ("employers.series.make", _("Add many dates"), _("Added many dates at once")),
    ("employers.planning.change", _("Change planning"), _("Changed the planning of an offer")),
    ("employers.calendar.renew", _("New calendar address"), _("Made a new calendar address")),
    ("employers.session.finish", _("Finish date"), _("Marked a date as done")),
    ("employers.worksite.add", _("Add work site"), _("Added a work site")),
    ("employers.worksite.change", _("Change work site"), _("Changed a work site")),
    ("employers.worksite.passport", _("Confirm safety"), _("Filled in a safety passport")),
    ("employers.worksite.renew", _("Renew safety"), _("Renewed a safety passport")),
    ("employers.guest.add", _("Add guest"), _("Added a guest")),
    ("employers.guest.change", _("Change guest"), _("Changed a guest")),
    ("employers.guest.remove", _("Remove guest"), _("Removed a guest")),
    ("employers.guest.seen", _("Saw the VOG"), _("Saw the VOG of a guest")),
    ("employers.offer.discard", _("Discard draft"), _("Threw a draft away")),
    ("employers.offer.end", _("End offer"), _("An offer reached its last day")),
    ("employers.partner.ask", _("Ask partner"), _("Asked a company to join in")),
    ("employers.partner.answer", _("Answer as partner"), _("Answered whether to join in")),
    ("employers.partner.remove", _("Remove partner"), _("Went on without a partner")),
    ("employers.member.mobile", _("Change mobile number"), _("Changed a mobile number")),
    ("employers.picture.focus", _("Choose part of picture"), _("Chose what stays in sight")),
    ("employers.picture.add", _("Add picture"), _("Added a picture")),
    ("employers.employer.change", _("Change profile"), _("Changed a company profile")),
    ("employers.employer.apply", _("Sign up"), _("Signed up a company")),
    ("employers.employer.import", _("Import employer"), _("Brought in an employer from a file")),
    ("employers.employer.refuse", _("Refuse employer"), _("Refused an employer")),
    ("employers.employer.verify", _("Verify employer"), _("Verified an employer")),
    ("employers.employer.suspend", _("Suspend employer"), _("Put an employer on hold")),
    ("employers.employer.restore", _("Restore employer"), _("Took an employer off hold")),
    ("employers.budget.change", _("Change load budget"), _("Changed the load budget")),
    ("employers.employer.leave", _("Leave"), _("An employer left")),
    ("employers.member.add", _("Add colleague"), _("Somebody came to act for an employer")),
    ("employers.member.role", _("Change role"), _("Changed a role at an employer")),
    ("employers.member.remove", _("Remove colleague"), _("Took away a role at an employer")),
    ("employers.member.invite", _("Invite colleague"), _("Invited somebody for an employer")),
    ("employers.member.uninvite", _("Withdraw invitation"), _("Withdrew an invitation")),
    ("employers.member.ask", _("Ask to join"), _("Asked to join an employer")),
    ("employers.member.approve", _("Approve request"), _("Approved a request to join")),
    ("employers.member.decline", _("Decline request"), _("Declined a request to join")),
    ("employers.import.start", _("Start import"), _("Had a list of employers read")),
    ("employers.import.apply", _("Apply import"), _("Had a list of employers applied")),
    ("employers.import.finish", _("Finish import"), _("A list of employers was applied")),
    ("employers.import.fail", _("Import failed"), _("A list of employers could not be used")),
    ("employers.import.cancel", _("Cancel import"), _("Cancelled an import of employers")),
]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("bedrijven/<int:pk>/<slug:name>/", employer_transition, name="employer_transition")
    ]


@hooks.register("construct_snippet_action_menu")
def decide_by_review_only(menu_items, request, context):
    """While an offer is in review the answer is yes or no, so that its employer always hears it."""
    offer = context.get("instance")
    if not isinstance(offer, Offer) or not offer.workflow_in_progress:
        return
    silent = {"action-publish", "action-cancel-workflow"}
    menu_items[:] = [item for item in menu_items if item.name not in silent]
    menu_items.sort(key=lambda item: item.name != "approve")


class OfferViewSet(SnippetViewSet):
    model = Offer
    icon = "form"
    list_display = [
        "title",
        Column("employer", label=_("employer"), sort_key="employer__name"),
        "kind",
        "sector",
        Column("status", label=_("status"), accessor=lambda offer: status_of(offer).label),
        "confirmed_on",
    ]
    list_filter = ["live", "kind", "sector", "employer__state"]
    # By parts of words, in the database: the index of SQLite knows no fields by name.
    search_backend_name = None
    search_fields = ["title", "summary", "employer__name"]
    list_per_page = 50
    edit_handler = OFFER_EDIT_HANDLER
    unpublish_view_class = UnpublishOffer

    def get_queryset(self, request):
        return with_status(Offer.objects.select_related("employer", "sector"))


class EmployerViewSet(SnippetViewSet):
    model = Employer
    icon = "group"
    list_display = [
        "name",
        Column("get_state_display", label=_("status"), sort_key="state"),
        "sector",
        "size",
        "kvk_number",
    ]
    list_filter = ["state", "sector", "size"]
    search_fields = ["name", "kvk_number"]
    list_per_page = 50
    panels = [
        StatePanel(template="employers/admin/employer_state.html", heading=_("Status")),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("kvk_number"), FieldPanel("establishment_number")]),
        FieldRowPanel([FieldPanel("sbi_code"), FieldPanel("sbi_version")]),
        FieldRowPanel([FieldPanel("sector"), FieldPanel("size")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("sbb_recognised_on")]),
        FieldPanel("about"),
        FieldPanel("website"),
    ]

    def get_queryset(self, request):
        return Employer.objects.select_related("sector")


class WorkSiteViewSet(SnippetViewSet):
    model = WorkSite
    icon = "home"
    list_display = [
        "name",
        Column("employer", label=_("employer"), sort_key="employer__name"),
        "place",
        "postcode",
    ]
    search_fields = ["name", "place", "postcode"]
    list_per_page = 50
    panels = [
        FieldPanel("employer", heading=_("Employer"), read_only=True),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("street"), FieldPanel("house_number")]),
        FieldRowPanel([FieldPanel("postcode", read_only=True), FieldPanel("place")]),
        FieldPanel("route"),
        FieldRowPanel([FieldPanel("nearest_stop"), FieldPanel("parking")]),
        FieldPanel("coach_stop"),
        FieldRowPanel(
            [FieldPanel("step_free"), FieldPanel("lift"), FieldPanel("accessible_toilet")]
        ),
        FieldRowPanel([FieldPanel("quiet_place"), FieldPanel("hearing_loop")]),
        FieldPanel("noise"),
    ]

    def get_queryset(self, request):
        return WorkSite.objects.select_related("employer")


class EmployersViewSetGroup(SnippetViewSetGroup):
    items = (OfferViewSet, OfferTemplateViewSet, EmployerViewSet, WorkSiteViewSet)
    menu_icon = "group"
    menu_label = _("Employers and offers")
    menu_name = "employers"
    menu_order = 150


register_snippet(EmployersViewSetGroup)
