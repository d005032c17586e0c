"""Facts told upwards. Sent by a service inside its transaction, received by the bridge."""

from django.dispatch import Signal

student_deregistered = Signal()  # student, by
