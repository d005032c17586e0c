from portal.accounts.models.region_membership import RegionMembership
from portal.accounts.models.user import User

__all__ = ["RegionMembership", "User"]
