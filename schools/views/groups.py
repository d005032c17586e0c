"""The groups of the school, their mentors, and the login cards of a group on paper."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from schools.forms.people import GroupPeopleForm
from schools.models import Group, Student
from schools.permissions import coordinates, mentored_group_ids, prints_cards
from schools.queries import groups_with_cards, school_years, year_to_show
from schools.services import login_cards
from schools.services.staff import set_mentors, set_teachers
from schools.views.printed_cards import printed_cards
from schools.views.scope import bound, id_in, my_schools, school_at_hand

CODES = ("words", "pictures", "both")


def group_list(request):
    school = school_at_hand(request)
    years = school_years(school)
    year = year_to_show(years, request.GET.get("jaar"))
    away = Group.objects.filter(school=school, school_year=year).exclude(archived_at=None)
    context = {
        "school": school,
        "schools": my_schools(request),
        "years": years,
        "year": year,
        "groups": groups_with_cards(school, year),
        "put_away": away if coordinates(request.user, school) else [],
        "coordinates": coordinates(request.user, school),
        "mentored": mentored_group_ids(request.user),
        "doubted": Student.objects.visible_to(request.user)
        .filter(school=school, status=Student.Status.PROPOSED_LEAVER)
        .count(),
    }
    return render(request, "schools/group_list.html", context)


def group_mentors(request, pk):
    group = _visible(request, pk)
    if not coordinates(request.user, group):
        raise PermissionDenied
    form = GroupPeopleForm(bound(request), group=group)
    if request.method == "POST" and form.is_valid():
        set_mentors(group, form.cleaned_data["mentors"], by=request.user)
        if "teachers" in form.changed_data:
            set_teachers(group, form.cleaned_data["teachers"], by=request.user)
        messages.success(request, _("The staff of %(group)s are saved.") % {"group": group})
        return redirect("schools:group-list")
    return render(request, "schools/group_mentors.html", {"group": group, "form": form})


@never_cache
def group_cards(request, pk):
    """GET shows the cards to print; POST makes those that are missing, or renews or blocks all."""
    group = _visible(request, pk)
    if not prints_cards(request.user, group):
        raise PermissionDenied
    if request.method == "POST":
        messages.success(request, _change_cards(request, group))
        return redirect("schools:group-cards", pk=group.pk)
    shown = request.GET.get("code", "")
    context = {
        "group": group,
        "cards": printed_cards(login_cards.cards_to_print(group, by=request.user)),
        "missing": login_cards.pupils_without_card(group).count(),
        "host": settings.SITE_URL.partition("//")[2],
        "shown": shown if shown in CODES else CODES[0],
    }
    return render(request, "schools/group_cards.html", context)


def _change_cards(request, group: Group) -> str:
    """Does what was asked for the whole class, and says so."""
    action = request.POST.get("action", "")
    if action == "renew-all":
        number = login_cards.renew_cards_of_group(group, by=request.user)
        text = ngettext(
            "%(count)s new card. The old one opens nothing any more.",
            "%(count)s new cards. The old ones open nothing any more.",
            number,
        )
    elif action == "block-all":
        number = login_cards.revoke_cards_of_group(group, by=request.user)
        text = ngettext("%(count)s card is blocked.", "%(count)s cards are blocked.", number)
    else:
        number = login_cards.issue_cards_for_group(group, by=request.user)
        text = ngettext("%(count)s card made.", "%(count)s cards made.", number)
    return text % {"count": number}


@require_POST
def cards_renew(request, pk):
    """A lost card: block it, and unless asked otherwise make a new one."""
    group = _visible(request, pk)
    pupils = Student.objects.visible_to(request.user).filter(base_group=group)
    chosen = request.POST.get("student", "")
    student = get_object_or_404(pupils, pk=id_in(chosen))
    if request.POST.get("action") == "block":
        login_cards.revoke_card(student, by=request.user)
        messages.success(request, _("The card is blocked. It opens nothing any more."))
    else:
        login_cards.renew_card(student, by=request.user)
        messages.success(request, _("There is a new card. The old one opens nothing any more."))
    return redirect("schools:group-cards", pk=group.pk)


def _visible(request, pk) -> Group:
    groups = Group.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(groups, pk=pk)
