from schools.models.aftercare import Aftercare, AftercareCheck
from schools.models.column_choice import ColumnChoice
from schools.models.destination import DestinationType
from schools.models.group import Group, GroupEnrolment
from schools.models.invitation import SchoolInvitation
from schools.models.login_card import LoginCard
from schools.models.membership import SchoolMembership
from schools.models.period import LearningPeriod
from schools.models.roster_import import RosterImport
from schools.models.school import Location, School
from schools.models.student import Student
from schools.models.year_turn import YearTurn, YearTurnGroup, YearTurnPupil

__all__ = [
    "Aftercare",
    "AftercareCheck",
    "ColumnChoice",
    "DestinationType",
    "Group",
    "GroupEnrolment",
    "LearningPeriod",
    "Location",
    "LoginCard",
    "RosterImport",
    "School",
    "SchoolInvitation",
    "SchoolMembership",
    "Student",
    "YearTurn",
    "YearTurnGroup",
    "YearTurnPupil",
]
