"""Looking for offers: what somebody asks, what fits, how many of each, and what else could fit."""
