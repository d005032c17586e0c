from portal.reference.models.calendar import HolidayRegion, SchoolHoliday
from portal.reference.models.competence import Competence
from portal.reference.models.listing import SchoolListing
from portal.reference.models.need import PlaceFeature, PracticalNeed
from portal.reference.models.place import LabourRegion, PostcodeArea, Region, RmcRegion
from portal.reference.models.safety import ActivityRule, Hazard, Regime, Weekday
from portal.reference.models.sector import Sector, VmboProfile
from portal.reference.models.shipped import ShippedRow
from portal.reference.models.subject import Subject, Track
from portal.reference.models.talking import TalkingTip

__all__ = [
    "ActivityRule",
    "Competence",
    "Hazard",
    "HolidayRegion",
    "LabourRegion",
    "PlaceFeature",
    "PostcodeArea",
    "PracticalNeed",
    "Regime",
    "Region",
    "RmcRegion",
    "SchoolHoliday",
    "SchoolListing",
    "Sector",
    "ShippedRow",
    "Subject",
    "TalkingTip",
    "Track",
    "VmboProfile",
    "Weekday",
]
