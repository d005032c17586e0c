"""Everything that runs by itself, one row each. Rows of the database drive the work."""

CELERY_BEAT_SCHEDULE = {
    "show that the worker lives": {
        "task": "portal.core.tasks.heartbeat",
        "schedule": 60.0,
    },
    "deliver due notifications": {
        "task": "portal.notifications.tasks.deliver_due",
        "schedule": 60.0,
    },
    "revive matching runs whose worker died": {
        "task": "placements.tasks.revive_stalled_runs",
        "schedule": 60.0,
    },
    "revive roster imports whose worker died": {
        "task": "schools.tasks.revive_stalled_imports",
        "schedule": 60.0,
    },
    "erase what was needed to undo old roster imports": {
        "task": "schools.tasks.forget_old_undo",
        "schedule": 3600.0,
    },
    "revive imports of employers whose worker died": {
        "task": "employers.tasks.revive_stalled_imports",
        "schedule": 60.0,
    },
    "forget sign-ups that nobody confirmed": {
        "task": "employers.tasks.forget_old_sign_ups",
        "schedule": 3600.0,
    },
    "ask employers for feedback": {
        "task": "placements.tasks.ask_for_feedback",
        "schedule": 900.0,
    },
    "tell employers what pupils took from a visit": {
        "task": "placements.tasks.tell_what_pupils_took",
        "schedule": 3600.0,
    },
    "tell employers in July that their year card is ready": {
        "task": "placements.tasks.tell_year_cards",
        "schedule": 6 * 3600.0,
    },
    "close rounds past their deadline": {
        "task": "placements.tasks.close_due_rounds",
        "schedule": 900.0,
    },
    "ask employers whether their offers are still right": {
        "task": "employers.tasks.ask_due_employers",
        "schedule": 3600.0,
    },
    "end calls past their last day": {
        "task": "placements.tasks.expire_due_calls",
        "schedule": 3600.0,
    },
    "mail employers the calls of the week": {
        "task": "placements.tasks.send_call_digests",
        "schedule": 3600.0,
    },
    "keep the catalogue fresh": {
        "task": "employers.tasks.keep_catalogue_fresh",
        "schedule": 3600.0,
    },
    "remind employers of safety passports that end soon": {
        "task": "employers.tasks.remind_of_passports",
        "schedule": 3600.0,
    },
    "end offers whose last day has passed": {
        "task": "employers.tasks.end_offers",
        "schedule": 3600.0,
    },
    "remove pictures of employers that nothing uses": {
        "task": "employers.tasks.tidy_pictures",
        "schedule": 86400.0,
    },
    "free places kept for a school too long": {
        "task": "placements.tasks.free_due_reservations",
        "schedule": 900.0,
    },
    "publish what is scheduled": {
        "task": "portal.cms.tasks.publish_scheduled",
        "schedule": 300.0,
    },
    "ask employers for what waits in their queue": {
        "task": "placements.tasks.release_all_queues",
        "schedule": 3600.0,
    },
    "remind of requests and end those without an answer": {
        "task": "placements.tasks.look_at_bookings",
        "schedule": 3600.0,
    },
    "mail what is new for saved searches": {
        "task": "placements.tasks.mail_new_finds",
        "schedule": 900.0,
    },
    "revive turns of the year whose worker died": {
        "task": "schools.tasks.revive_stalled_turns",
        "schedule": 60.0,
    },
    "end aftercare after two years": {
        "task": "schools.tasks.end_due_aftercare",
        "schedule": 86400.0,
    },
}
