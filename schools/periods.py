"""Which learning periods hold for whom. A track with periods of its own does not use the school's.

So a school may have four periods for everybody and three for one track, in the same year.
"""

from collections import Counter
from collections.abc import Iterable

from schools.models import Group, LearningPeriod


def periods_for(rows: Iterable[LearningPeriod], track: str) -> list[LearningPeriod]:
    """Of ``rows`` those that hold for pupils of ``track``, year by year; "" is the whole school."""
    rows = list(rows)
    own_years = {row.school_year for row in rows if track and track in row.tracks}
    return [
        row
        for row in rows
        if (track in row.tracks if row.school_year in own_years else not row.tracks)
    ]


def period_of_group(group: Group, **narrow) -> LearningPeriod | None:
    """The first period of the group that ``narrow`` leaves; two queries at most."""
    rows = list(
        LearningPeriod.objects.filter(school=group.school_id, **narrow).order_by("first_day")
    )
    if not any(row.tracks for row in rows):
        return rows[0] if rows else None
    found = periods_for(rows, track_of_group(group))
    return found[0] if found else None


def track_of_group(group: Group) -> str:
    """The track that most of its enrolled pupils follow; "" when that is unknown."""
    tracks = group.students.filter(status="enrolled").exclude(track="")
    counted = Counter(tracks.values_list("track", flat=True))
    return min(counted, key=lambda code: (-counted[code], code)) if counted else ""
