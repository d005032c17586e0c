"""What each role sees first. One module a role, each with ``desk_of(user) -> context``."""
