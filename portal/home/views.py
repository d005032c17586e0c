"""/mijn/: one address, one desk for each role. What waits for me?"""

from django.http import Http404
from django.shortcuts import render

from employers.permissions import employer_ids
from portal.home.desks import employer, pupil, region, school
from schools.permissions import own_student, school_ids

DESKS = {
    # space: (who has it, what it shows, its template)
    "leerling": (own_student, pupil.desk_of, "home/pupil.html"),
    "school": (school_ids, school.desk_of, "home/school.html"),
    "bedrijf": (employer_ids, employer.desk_of, "home/employer.html"),
    "regio": (lambda user: user.is_region_editor, region.desk_of, "home/region.html"),
}


def desk(request, space=None):
    """The first desk that this person has, or the one asked for."""
    if space is None:
        own = (name for name, (has, _show, _page) in DESKS.items() if has(request.user))
        space = next(own, None)
        if space is None:
            return render(request, "home/nobody.html")
    if space not in DESKS or not DESKS[space][0](request.user):
        raise Http404
    _has, show, template = DESKS[space]
    return render(request, template, show(request.user))
