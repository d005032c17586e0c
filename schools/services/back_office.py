"""What the region may do with schools in the admin: schools and locations, never pupils."""

from portal.accounts.services import allow, set_up_editors

RIGHTS = tuple(
    f"{right}_{model}" for model in ("school", "location") for right in ("add", "change", "view")
)


def set_up_back_office() -> None:
    """Safe to repeat."""
    allow(set_up_editors(), "schools", *RIGHTS)
