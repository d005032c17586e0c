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
    "ask employers for feedback": {
        "task": "placements.tasks.ask_for_feedback",
        "schedule": 900.0,
    },
    "close rounds past their deadline": {
        "task": "placements.tasks.close_due_rounds",
        "schedule": 900.0,
    },
    "publish what is scheduled": {
        "task": "portal.cms.tasks.publish_scheduled",
        "schedule": 300.0,
    },
}
