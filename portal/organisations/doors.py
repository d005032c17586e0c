"""The page behind a link in a mail: for who is new, who has an account, and somebody else."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.organisations.forms import NewAccountForm
from portal.organisations.links import Arrival, LinkRefused, arrival_of, masked

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
REFUSED = 422


@dataclass(frozen=True)
class Door:
    """What a link opens: how to find the row, how to go through, and the words on the page.

    ``problems`` are told and lead to the desk, or to ``elsewhere`` for who is not signed in.
    """

    find: Callable
    accept: Callable
    accept_as_new: Callable
    template: str
    named: bool  # whether the names of the person are known already
    problems: tuple[type[Exception], ...] = ()
    elsewhere: str = "account_login"


def at_the_door(request, token: str, door: Door):
    """Looking does nothing; the button does. Three kinds of visitors: new, known, somebody else."""
    try:
        row = door.find(token)
        arrival = arrival_of(request.user, row.email)
        form = _form(request, row, door) if arrival is Arrival.NEW else None
        if request.method == "POST" and (arrival is Arrival.SELF or (form and form.is_valid())):
            return _go_through(request, row, door, form)
    except LinkRefused as refused:
        context = {"text": str(refused)}
        return render(request, "organisations/link_refused.html", context, status=refused.status)
    except door.problems as problem:
        messages.info(request, str(problem))
        return redirect("home:desk" if request.user.is_authenticated else door.elsewhere)
    except IntegrityError:  # an account with this address was made a moment ago
        return redirect(request.path)
    context = {"row": row, "arrival": arrival.value, "form": form, "address": masked(row.email)}
    status = REFUSED if form and form.is_bound else 200
    return render(request, door.template, context, status=status)


def _form(request, row, door: Door):
    data = request.POST if request.method == "POST" else None
    return NewAccountForm(data, email=row.email, named=door.named)


def _go_through(request, row, door: Door, form):
    if form is None:
        door.accept(row, by=request.user)
    else:
        user = door.accept_as_new(row, **form.cleaned_data)
        login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Here you see what waits for you."))
    return redirect("home:desk")
