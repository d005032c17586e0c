"""The devices of the classes: which there are, and making one of the device in your hands."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import class_device
from schools.forms.class_devices import ClassDeviceForm
from schools.models import ClassDevice
from schools.permissions import Right, coordinates, group_ids_with, has_right
from schools.services.class_devices import revoke_device, set_up_device
from schools.views.device_cookie import leave_cookie
from schools.views.scope import bound, my_schools, school_at_hand


def device_list(request):
    school = school_at_hand(request)
    if not has_right(request.user, Right.CARDS):
        raise PermissionDenied
    form = ClassDeviceForm(bound(request), school=school, user=request.user)
    if request.method == "POST" and form.is_valid():
        device = set_up_device(
            school,
            by=request.user,
            name=form.cleaned_data["name"],
            group=form.cleaned_data["group"],
        )
        return _hand_over(request, device)
    context = {
        "school": school,
        "schools": my_schools(request),
        "devices": _mine(request, school),
        "form": form,
    }
    return render(request, "schools/device_list.html", context)


@require_POST
def device_revoke(request, pk):
    device = get_object_or_404(
        ClassDevice.objects.visible_to(request.user).select_related("school", "group"), pk=pk
    )
    revoke_device(device, by=request.user)
    messages.success(request, _("Removed. Pictures open nothing on it any more."))
    return redirect("schools:device-list")


def _hand_over(request, device: ClassDevice):
    """From here on the device is the pupils': whoever set it up is signed out."""
    logout(request)
    class_device.bind(request, device.school.slug)
    messages.success(request, _("Done. This device is now for the class. You are signed out."))
    response = redirect("accounts:class-device", school=device.school.slug)
    leave_cookie(request, response, device)
    return response


def _mine(request, school):
    devices = ClassDevice.objects.in_use().filter(school=school).select_related("group")
    if coordinates(request.user, school):
        return devices
    return devices.filter(group__in=group_ids_with(request.user, Right.CARDS))
