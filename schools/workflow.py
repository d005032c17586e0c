"""The life of an uploaded roster, of the turn of the year and of a version of the LOB profile."""

from portal.core.workflow import Workflow
from schools.models import LobProfile, RosterImport, YearTurn
from schools.permissions import approves_lob, coordinates, edits_lob, portal_itself

S = RosterImport.State

ROSTER_IMPORT_WORKFLOW = Workflow(
    # transition  from                              to           who
    ("start", {S.UPLOADED, S.READY}, S.READING, coordinates),
    ("show", {S.READING}, S.READY, portal_itself),
    ("apply", {S.READY}, S.APPLYING, coordinates),
    ("ask_again", {S.APPLYING}, S.READY, portal_itself),
    ("finish", {S.APPLYING}, S.APPLIED, portal_itself),
    ("cancel", {S.UPLOADED, S.READING, S.READY}, S.CANCELLED, coordinates),
    ("fail", {S.UPLOADED, S.READING, S.APPLYING}, S.FAILED, portal_itself),
    ("undo", {S.APPLIED}, S.UNDONE, coordinates),
)

T = YearTurn.State

YEAR_TURN_WORKFLOW = Workflow(
    # transition  from         to           who
    ("start", {T.DRAFT}, T.TURNING, coordinates),
    ("finish", {T.TURNING}, T.DONE, portal_itself),
    ("fail", {T.TURNING}, T.DRAFT, portal_itself),
)

L = LobProfile.State

LOB_PROFILE_WORKFLOW = Workflow(
    # transition  from                   to          who
    ("offer", {L.DRAFT}, L.OFFERED, edits_lob),
    ("take_back", {L.OFFERED}, L.DRAFT, edits_lob),
    ("approve", {L.DRAFT, L.OFFERED}, L.APPROVED, approves_lob),
)
