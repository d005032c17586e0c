"""What the bridge writes to the audit trail, in words."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = [
    ("placements.round.create", _("Make a round"), _("Made a round")),
    ("placements.round.change", _("Change a round"), _("Changed a round")),
    ("placements.round.groups", _("Choose groups"), _("Chose the groups of a round")),
    ("placements.round.sessions", _("Choose dates"), _("Chose the dates of a round")),
    ("placements.round.offer_left", _("Offer left"), _("An offer left a draft round")),
    ("placements.round.delete", _("Throw away a round"), _("Threw away a round")),
    ("placements.round.open", _("Open for wishes"), _("Opened a round for wishes")),
    ("placements.round.close", _("Close the wishes"), _("Closed the wishes of a round")),
    ("placements.round.reopen", _("Open again"), _("Opened a round for wishes again")),
    ("placements.round.publish", _("Publish places"), _("Published the places of a round")),
    ("placements.round.finish", _("Finish a round"), _("Finished a round")),
    ("placements.wishes.enter", _("Enter wishes"), _("Entered wishes for a pupil")),
    ("placements.wishes.send", _("Send wishes"), _("Sent wishes")),
    ("placements.run.start", _("Divide places"), _("Started dividing places")),
    ("placements.run.cancel", _("Stop dividing"), _("Stopped dividing places")),
    ("placements.run.finish", _("Places divided"), _("Divided places")),
    ("placements.placement.lock", _("Lock a place"), _("Locked a place")),
    ("placements.placement.unlock", _("Unlock a place"), _("Unlocked a place")),
    ("placements.placement.move", _("Move by hand"), _("Moved a pupil to another date")),
    ("placements.placement.place", _("Place by hand"), _("Gave a pupil a place by hand")),
    ("placements.placement.remove", _("Take a place away"), _("Took a place away")),
    ("placements.reflection.finish", _("Look back"), _("Looked back")),
    ("placements.reflection.privacy", _("Keep private"), _("Chose who may read it")),
    ("placements.reflection.reopen", _("Change looking back"), _("Changed looking back")),
    ("placements.attendance.note", _("Note attendance"), _("Noted attendance")),
    ("placements.feedback.ask", _("Ask for feedback"), _("Asked the employer for feedback")),
    ("placements.feedback.give", _("Give feedback"), _("The employer gave feedback")),
    ("placements.takeaway.tell", _("Tell what pupils took"), _("Told what the pupils took")),
    ("placements.quote.choose", _("Choose a sentence"), _("Chose a sentence for the employer")),
    ("placements.quote.skip", _("Pass nothing on"), _("Passed no more sentences on")),
    ("placements.quote.allow", _("Allow a sentence"), _("The pupil said yes to a sentence")),
    ("placements.quote.refuse", _("Refuse a sentence"), _("The pupil said no to a sentence")),
    ("placements.quote.withdraw", _("Take a sentence back"), _("Took a sentence back")),
    ("placements.impact.share", _("Share a year card"), _("Shared a year card")),
    ("placements.impact.unshare", _("Stop sharing"), _("Stopped sharing a year card")),
    ("placements.file.read", _("Read a file"), _("Read a pupil's file")),
    ("placements.coverage.export", _("Export coverage"), _("Took the coverage along as a file")),
    ("placements.booking.ask", _("Ask for a group"), _("Asked a company to receive a group")),
    ("placements.booking.release", _("Ask from the queue"), _("Asked for what was in the queue")),
    ("placements.booking.accept", _("Say yes"), _("The company said yes to a group")),
    ("placements.booking.offer_other", _("Offer another date"), _("Offered another date")),
    ("placements.booking.agree", _("Take the other date"), _("Took the other date")),
    ("placements.booking.ask_again", _("Name other days"), _("Named other days for a group")),
    ("placements.booking.decline", _("Say no"), _("The company said no, with a reason")),
    ("placements.booking.withdraw", _("Take back"), _("Took a request back")),
    ("placements.booking.cancel", _("Call off"), _("Called off what was agreed")),
    ("placements.booking.fall_away", _("Fall away"), _("A request ended with its date")),
    ("placements.booking.expire", _("End without answer"), _("A request ended unanswered")),
    ("placements.booking.finish", _("Note that it has been"), _("The group was there")),
    ("placements.booking.miss", _("Note that nobody came"), _("The group did not come")),
    ("placements.placement.release", _("Release a place"), _("A place fell away")),
]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
