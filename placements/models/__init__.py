from placements.models.attendance import Attendance
from placements.models.favourite import Favourite
from placements.models.feedback import EmployerFeedback
from placements.models.match_run import MatchRun
from placements.models.offer_report import OfferReport
from placements.models.placement import Placement, Unplaced
from placements.models.reflection import Reflection, ReflectionAnswer
from placements.models.round import Round, RoundSession
from placements.models.saved_search import SavedSearch
from placements.models.wish import Wish, WishList

__all__ = [
    "Attendance",
    "EmployerFeedback",
    "Favourite",
    "MatchRun",
    "OfferReport",
    "Placement",
    "Reflection",
    "ReflectionAnswer",
    "Round",
    "RoundSession",
    "SavedSearch",
    "Unplaced",
    "Wish",
    "WishList",
]
