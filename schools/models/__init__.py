from schools.models.aftercare import Aftercare, AftercareCheck
from schools.models.calendar import CalendarException
from schools.models.class_device import ClassDevice
from schools.models.column_choice import ColumnChoice
from schools.models.destination import DestinationType
from schools.models.group import Group, GroupEnrolment
from schools.models.invitation import SchoolInvitation
from schools.models.lesson_hour import LessonHour
from schools.models.lob_parts import (
    AssessmentChoice,
    GrowthStep,
    LobModelException,
    PolicyDocument,
    SubjectTarget,
    TalkNorm,
)
from schools.models.lob_profile import LobModel, LobProfile
from schools.models.lob_sectors import LeaverDestination, SchoolSector
from schools.models.login_card import LoginCard
from schools.models.membership import SchoolMembership
from schools.models.need import StudentNeed
from schools.models.period import LearningPeriod
from schools.models.photo_consent import PhotoConsent, PhotoDecider
from schools.models.roster_import import RosterImport, RosterUndoPart
from schools.models.school import Location, School
from schools.models.set_up import SetUp
from schools.models.sign_in import FederatedIdentity, SchoolSignIn
from schools.models.student import Student
from schools.models.year_turn import YearTurn, YearTurnGroup, YearTurnPupil

__all__ = [
    "Aftercare",
    "AftercareCheck",
    "AssessmentChoice",
    "CalendarException",
    "ClassDevice",
    "ColumnChoice",
    "DestinationType",
    "FederatedIdentity",
    "Group",
    "GroupEnrolment",
    "GrowthStep",
    "LearningPeriod",
    "LeaverDestination",
    "LessonHour",
    "LobModel",
    "LobModelException",
    "LobProfile",
    "Location",
    "LoginCard",
    "PhotoConsent",
    "PhotoDecider",
    "PolicyDocument",
    "RosterImport",
    "RosterUndoPart",
    "School",
    "SchoolInvitation",
    "SchoolMembership",
    "SchoolSector",
    "SchoolSignIn",
    "SetUp",
    "Student",
    "StudentNeed",
    "SubjectTarget",
    "TalkNorm",
    "YearTurn",
    "YearTurnGroup",
    "YearTurnPupil",
]
