from schools.models.group import Group, GroupEnrolment
from schools.models.login_card import LoginCard
from schools.models.membership import SchoolMembership
from schools.models.period import LearningPeriod
from schools.models.roster_import import RosterImport
from schools.models.school import Location, School
from schools.models.student import Student

__all__ = [
    "Group",
    "GroupEnrolment",
    "LearningPeriod",
    "Location",
    "LoginCard",
    "RosterImport",
    "School",
    "SchoolMembership",
    "Student",
]
