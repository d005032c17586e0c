"""The back office of the reference data: one menu, one list for each kind."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.reference.cached import forget_all
from portal.reference.forms.admin import (
    ActivityRuleForm,
    CompetenceForm,
    SubjectForm,
    TalkingTipForm,
)
from portal.reference.models import (
    ActivityRule,
    Competence,
    Hazard,
    LabourRegion,
    PostcodeArea,
    PracticalNeed,
    Region,
    RmcRegion,
    SchoolHoliday,
    Sector,
    Subject,
    TalkingTip,
    VmboProfile,
)
from portal.reference.policies import EditOnlyPolicy

register_permission_policy(Region, EditOnlyPolicy(Region))


def both(field: str) -> FieldRowPanel:
    """Dutch and English side by side."""
    return FieldRowPanel([FieldPanel(f"{field}_nl"), FieldPanel(f"{field}_en")])


class SectorViewSet(SnippetViewSet):
    model = Sector
    icon = "grid"
    list_display = ["name", "pupil_label", "chamber", "order"]
    search_fields = ["name_nl", "name_en", "pupil_label_nl"]
    panels = [
        FieldPanel("code"),
        both("name"),
        both("pupil_label"),
        both("intro"),
        FieldRowPanel([FieldPanel("hue"), FieldPanel("pictogram"), FieldPanel("order")]),
        FieldPanel("vmbo_profiles", widget=forms.CheckboxSelectMultiple),
        FieldPanel("chamber"),
    ]


class CompetenceViewSet(SnippetViewSet):
    model = Competence
    icon = "crosshairs"
    list_display = ["name", "core_question", "reflection_question", "order"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
            both("name"),
            both("description"),
            both("core_question"),
            FieldPanel("exam_wording"),
            both("pupil_wording"),
            MultiFieldPanel(
                [both("reflection_question"), both("helper"), both("answer_labels")],
                heading=_("Question to pupils"),
            ),
        ],
        base_form_class=CompetenceForm,
    )


class SubjectViewSet(SnippetViewSet):
    model = Subject
    icon = "openquote"
    list_display = ["label", "code", "category"]
    list_filter = ["category"]
    search_fields = ["label_nl", "label_en", "code"]
    edit_handler = ObjectList(
        [FieldPanel("code"), both("label"), FieldPanel("category"), FieldPanel("tracks")],
        base_form_class=SubjectForm,
    )


class TalkingTipViewSet(SnippetViewSet):
    model = TalkingTip
    icon = "comment"
    list_display = ["name", "gist", "year_min", "year_max", "order"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
            both("name"),
            FieldPanel("tracks"),
            FieldRowPanel([FieldPanel("year_min"), FieldPanel("year_max")]),
            both("gist"),
            both("tips"),
        ],
        base_form_class=TalkingTipForm,
    )


class SchoolHolidayViewSet(SnippetViewSet):
    model = SchoolHoliday
    icon = "calendar"
    list_display = [
        "name",
        "school_year",
        "region",
        "first_day",
        "last_day",
        BooleanColumn("advisory", label=_("Advice")),
    ]
    list_filter = ["school_year", "region", "kind"]
    list_per_page = 50
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("region"), FieldPanel("school_year")]),
        both("name"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("advisory"),
    ]


class HazardViewSet(SnippetViewSet):
    model = Hazard
    icon = "warning"
    list_display = ["name", "code", "order"]
    panels = [
        FieldPanel("code"),
        both("name"),
        FieldRowPanel([FieldPanel("pictogram"), FieldPanel("order")]),
    ]


class PracticalNeedViewSet(SnippetViewSet):
    model = PracticalNeed
    icon = "user"
    list_display = ["label", "sentence", "place_has", "order"]
    panels = [
        FieldPanel("code"),
        both("label"),
        both("sentence"),
        both("pupil_wording"),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("place_has"), FieldPanel("strict")]),
    ]


class ActivityRuleViewSet(SnippetViewSet):
    model = ActivityRule
    icon = "list-ul"
    list_display = ["sentence", "severity", "source", "valid_from"]
    list_filter = ["severity"]
    search_fields = ["sentence_nl", "source"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
            both("sentence"),
            FieldPanel("regimes"),
            FieldRowPanel([FieldPanel("for_age_min"), FieldPanel("for_age_max")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_hours_day")]),
                    FieldRowPanel([FieldPanel("earliest"), FieldPanel("latest")]),
                    FieldPanel("weekdays"),
                    FieldPanel("hazards_excluded"),
                ],
                heading=_("Limit"),
            ),
            FieldPanel("severity"),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_date")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        ],
        base_form_class=ActivityRuleForm,
    )


class RegionViewSet(SnippetViewSet):
    model = Region
    icon = "site"
    list_display = ["name", "labour_region", "holiday_region"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("labour_region"),
        FieldPanel("holiday_region"),
    ]


class VmboProfileViewSet(SnippetViewSet):
    model = VmboProfile
    icon = "tag"
    list_display = ["name", "abbreviation", "branch"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("abbreviation")]),
        both("name"),
        FieldPanel("branch"),
    ]


class LabourRegionViewSet(SnippetViewSet):
    model = LabourRegion
    icon = "globe"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


class RmcRegionViewSet(SnippetViewSet):
    model = RmcRegion
    icon = "globe"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


class PostcodeAreaViewSet(SnippetViewSet):
    model = PostcodeArea
    icon = "pick"
    list_display = ["pc4", "place", "latitude", "longitude"]
    search_fields = ["pc4", "place"]


class ReferenceViewSetGroup(SnippetViewSetGroup):
    items = (
        SectorViewSet,
        CompetenceViewSet,
        SubjectViewSet,
        TalkingTipViewSet,
        SchoolHolidayViewSet,
        ActivityRuleViewSet,
        HazardViewSet,
        PracticalNeedViewSet,
        RegionViewSet,
        VmboProfileViewSet,
        LabourRegionViewSet,
        RmcRegionViewSet,
        PostcodeAreaViewSet,
    )
    menu_icon = "list-ul"
    menu_label = _("Reference data")
    menu_name = "reference"
    menu_order = 700


register_snippet(ReferenceViewSetGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
@hooks.register("after_delete_snippet")
def show_edits_at_once(request, changed):
    """One row, or a list of them after a deletion: the kept lists are small, so forget them all."""
    forget_all()
