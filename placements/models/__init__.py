from placements.models.attendance import Attendance
from placements.models.feedback import EmployerFeedback
from placements.models.match_run import MatchRun
from placements.models.placement import Placement, Unplaced
from placements.models.reflection import Reflection, ReflectionAnswer
from placements.models.round import Round, RoundSession
from placements.models.wish import Wish, WishList

__all__ = [
    "Attendance",
    "EmployerFeedback",
    "MatchRun",
    "Placement",
    "Reflection",
    "ReflectionAnswer",
    "Round",
    "RoundSession",
    "Unplaced",
    "Wish",
    "WishList",
]
