"""Read-only: what the region and a school can learn from what happened."""
