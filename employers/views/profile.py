"""What schools and pupils read about the company."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from employers.forms.employers import EmployerForm
from employers.models import Employer
from employers.services.employers import change_profile
from employers.views.scope import require_employers_person


def employer_edit(request, slug):
    require_employers_person(request.user)
    employer = get_object_or_404(Employer.objects.editable_by(request.user), slug=slug)
    name = employer.name
    form = EmployerForm(request.POST or None, instance=employer)
    if request.method == "POST" and form.is_valid():
        change_profile(form.instance, by=request.user)
        messages.success(request, _("Your profile is kept."))
        return redirect("employers:employer-edit", slug)
    return render(
        request,
        "employers/employer_form.html",
        {"form": form, "employer": employer, "name": name},
        status=422 if form.is_bound else 200,
    )
