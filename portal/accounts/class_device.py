"""A device that a class shares: the session remembers the school, also between two pupils."""

from django.contrib.auth import logout

KEY = "class_school"


def bind(request, slug: str) -> None:
    """This device is of the school with this slug from now on."""
    if request.session.get(KEY) != slug:
        request.session[KEY] = slug


def school_of(request) -> str:
    """The slug of the school whose device this is; empty on a device of one's own."""
    return request.session.get(KEY, "")


def sign_out(request) -> str:
    """Sign out and stay a device of the class. Returns the slug of the school, or nothing."""
    slug = school_of(request)
    logout(request)
    if slug:
        bind(request, slug)
    return slug
