"""Facts told upwards. Sent by a service inside its transaction, received by the bridge."""

from django.dispatch import Signal

session_cancelled = Signal()  # session, by
session_rescheduled = Signal()  # session, by
offer_withdrawn = Signal()  # offer, by
offer_left_catalogue = Signal()  # offer, by: faded or paused; agreed visits go on
budget_changed = Signal()  # employer, by
