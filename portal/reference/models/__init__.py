from portal.reference.models.calendar import HolidayRegion, SchoolHoliday
from portal.reference.models.competence import Competence
from portal.reference.models.place import LabourRegion, PostcodeArea, Region, RmcRegion
from portal.reference.models.sector import Sector, VmboProfile
from portal.reference.models.shipped import ShippedRow
from portal.reference.models.subject import Subject, Track

__all__ = [
    "Competence",
    "HolidayRegion",
    "LabourRegion",
    "PostcodeArea",
    "Region",
    "RmcRegion",
    "SchoolHoliday",
    "Sector",
    "ShippedRow",
    "Subject",
    "Track",
    "VmboProfile",
]
