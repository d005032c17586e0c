"""The life of a round, of a place and of looking back."""

from placements.models import OfferReport, Reflection, Round
from placements.permissions import coordinates_round, handles_reports, reflects
from portal.core.workflow import Workflow

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
