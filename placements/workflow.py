"""The life of a round, of a request for a group and of looking back."""

from placements.models import Booking, Call, OfferReport, QuoteRelease, Reflection, Round
from placements.permissions import (
    answers_booking,
    answers_idea,
    asks_booking,
    concerned_with_booking,
    coordinates_round,
    handles_reports,
    is_quoted,
    is_quoted_or_mentor,
    owns_call,
    reflects,
)
from portal.core.workflow import Workflow
from schools.permissions import portal_itself

R = Round.State

ROUND_WORKFLOW = Workflow(
    # transition  from                    to           who
    ("open", {R.DRAFT}, R.OPEN, coordinates_round),
    ("close", {R.OPEN}, R.CLOSED, coordinates_round),
    ("reopen", {R.CLOSED}, R.OPEN, coordinates_round),
    ("compute", {R.CLOSED, R.COMPUTED}, R.COMPUTED, coordinates_round),
    ("publish", {R.COMPUTED}, R.PUBLISHED, coordinates_round),
    ("finish", {R.PUBLISHED}, R.FINISHED, coordinates_round),
)

S = Reflection.State

REFLECTION_WORKFLOW = Workflow(
    ("start", {S.OPEN}, S.STARTED, reflects),
    ("finish", {S.OPEN, S.STARTED}, S.DONE, reflects),
    ("reopen", {S.DONE}, S.STARTED, reflects),
)

P = OfferReport.State

REPORT_WORKFLOW = Workflow(
    ("handle", {P.OPEN}, P.HANDLED, handles_reports),
)

B = Booking.State
UNANSWERED = {B.REQUESTED, B.SEEN}
WAITING = {B.QUEUED, *UNANSWERED, B.OTHER}

BOOKING_WORKFLOW = Workflow(
    # transition  from            to           who
    ("release", {B.QUEUED}, B.REQUESTED, portal_itself),
    ("see", {B.REQUESTED}, B.SEEN, answers_booking),
    ("accept", UNANSWERED, B.CONFIRMED, answers_booking),
    ("offer_other", UNANSWERED, B.OTHER, answers_booking),
    ("decline", {*UNANSWERED, B.OTHER}, B.DECLINED, answers_booking),
    ("agree", {B.OTHER}, B.CONFIRMED, asks_booking),
    ("ask_again", {B.OTHER}, B.QUEUED, asks_booking),
    ("withdraw", WAITING, B.WITHDRAWN, asks_booking),
    ("cancel", {B.CONFIRMED}, B.CANCELLED, concerned_with_booking),
    ("fall_away", {*WAITING, B.CONFIRMED}, B.CANCELLED, portal_itself),
    ("expire", WAITING, B.EXPIRED, portal_itself),
    ("finish", {B.CONFIRMED, B.NO_SHOW}, B.DONE, concerned_with_booking),
    ("miss", {B.CONFIRMED, B.DONE}, B.NO_SHOW, answers_booking),
)

Q = QuoteRelease.State

QUOTE_WORKFLOW = Workflow(
    ("allow", {Q.ASKED}, Q.RELEASED, is_quoted),
    ("refuse", {Q.ASKED, Q.RELEASED}, Q.REFUSED, is_quoted),
    ("withdraw", {Q.ASKED, Q.RELEASED}, Q.WITHDRAWN, is_quoted_or_mentor),
)

C = Call.State

CALL_WORKFLOW = Workflow(
    ("open", {C.DRAFT}, C.OPEN, owns_call),
    ("approve", {C.IDEA}, C.OPEN, answers_idea),
    ("decline", {C.IDEA}, C.DECLINED, answers_idea),
    ("answer", {C.OPEN}, C.ANSWERED, portal_itself),
    ("fulfil", {C.OPEN, C.ANSWERED}, C.FULFILLED, owns_call),
    ("close", {C.DRAFT, C.OPEN, C.ANSWERED}, C.CLOSED, owns_call),
    ("expire", {C.OPEN, C.ANSWERED}, C.EXPIRED, portal_itself),
    ("renew", {C.EXPIRED}, C.OPEN, owns_call),
)
