"""What is allowed of attendees."""

import datetime as dt

from shared.errors import Problem, field_problem


def check_seat(
    starts_on: dt.date, ends_on: dt.date | None, held_from: dt.date, held_to: dt.date
) -> None:
    """Raise 422 for a seat that nobody held on any day of the meeting; its end is exclusive."""
    if starts_on > held_to or (ends_on is not None and ends_on <= held_from):
        raise field_problem("seat_id", "outside-seat")


def check_counts(withdrawn_at: dt.datetime | None) -> None:
    """Raise 409 for an attendee who was withdrawn before."""
    if withdrawn_at is not None:
        raise Problem("state-conflict")
