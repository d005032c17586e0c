"""The life of an uploaded roster."""

from portal.core.workflow import Workflow
from schools.models import RosterImport
from schools.permissions import coordinates, portal_itself

S = RosterImport.State

ROSTER_IMPORT_WORKFLOW = Workflow(
    # transition  from                              to           who
    ("start", {S.UPLOADED}, S.READING, coordinates),
    ("show", {S.READING}, S.READY, portal_itself),
    ("apply", {S.READY}, S.APPLYING, coordinates),
    ("ask_again", {S.APPLYING}, S.READY, portal_itself),
    ("finish", {S.APPLYING}, S.APPLIED, portal_itself),
    ("cancel", {S.UPLOADED, S.READING, S.READY}, S.CANCELLED, coordinates),
    ("fail", {S.UPLOADED, S.READING, S.APPLYING}, S.FAILED, portal_itself),
)
