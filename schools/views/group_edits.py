"""Groups by hand: made, renamed, put away and brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.school_year import current_school_year
from schools.forms.students import GroupForm
from schools.models import Group
from schools.permissions import coordinates
from schools.services.groups import GroupRefused, archive_group, restore_group, save_group
from schools.views.scope import bound, school_at_hand


def group_new(request):
    school = school_at_hand(request, to_edit=True)
    return _edit(request, Group(school=school, school_year=current_school_year()))


def group_edit(request, pk):
    return _edit(request, _editable(request, pk))


@require_POST
def group_archive(request, pk):
    """Puts it away, or brings it back when it was."""
    group = _editable(request, pk)
    try:
        if group.archived_at:
            restore_group(group, by=request.user)
            messages.success(request, _("Group %(group)s is back.") % {"group": group})
        else:
            archive_group(group, by=request.user)
            messages.success(request, _("Group %(group)s is put away.") % {"group": group})
    except GroupRefused as refused:
        messages.error(request, str(refused))
        return redirect("schools:group-edit", pk)
    return redirect("schools:group-list")


def _edit(request, group: Group):
    form = GroupForm(bound(request), instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            save_group(form.instance, by=request.user)
        except GroupRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Group %(group)s is saved.") % {"group": group})
            return redirect("schools:group-list")
    status = 422 if form.is_bound else 200
    context = {"form": form, "group": group, "school": group.school}
    return render(request, "schools/group_form.html", context, status=status)


def _editable(request, pk) -> Group:
    """404 for another school, 403 for a colleague who may look only."""
    groups = Group.objects.visible_to(request.user).select_related("school")
    group = get_object_or_404(groups, pk=pk)
    if not coordinates(request.user, group):
        raise PermissionDenied
    return group
