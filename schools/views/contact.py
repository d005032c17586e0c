"""The telephone number of the school for employers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from schools.forms.contact import DayTelephoneForm
from schools.models import School
from schools.permissions import coordinates
from schools.services.contact import set_day_telephone
from schools.views.scope import bound


def school_telephone(request, slug):
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    if not coordinates(request.user, school):
        raise PermissionDenied
    form = DayTelephoneForm(bound(request), instance=school)
    if request.method == "POST" and form.is_valid():
        set_day_telephone(school, form.cleaned_data["day_telephone"], by=request.user)
        messages.success(request, _("Saved. Companies where your pupils come see this number."))
        return redirect(school)
    context = {"school": school, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "schools/contact_form.html", context, status=status)
