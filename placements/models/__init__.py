from placements.models.ask import EmployerAsk
from placements.models.attendance import Attendance
from placements.models.booking import Booking, BookingStep
from placements.models.call import Call, CallAnswer, CallDigest
from placements.models.favourite import Favourite
from placements.models.feedback import EmployerFeedback
from placements.models.impact import ImpactCard
from placements.models.match_run import MatchRun
from placements.models.offer_report import OfferReport
from placements.models.placement import Placement, Unplaced
from placements.models.quote import QuoteRelease
from placements.models.reflection import Reflection, ReflectionAnswer
from placements.models.reservation import PartnerSchool, Reservation
from placements.models.round import Round, RoundSession
from placements.models.saved_search import SavedSearch
from placements.models.wish import Wish, WishList

__all__ = [
    "Attendance",
    "Booking",
    "BookingStep",
    "Call",
    "CallAnswer",
    "CallDigest",
    "EmployerAsk",
    "EmployerFeedback",
    "Favourite",
    "ImpactCard",
    "MatchRun",
    "OfferReport",
    "PartnerSchool",
    "Placement",
    "QuoteRelease",
    "Reflection",
    "ReflectionAnswer",
    "Reservation",
    "Round",
    "RoundSession",
    "SavedSearch",
    "Unplaced",
    "Wish",
    "WishList",
]
