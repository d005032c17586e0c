"""What upper floors need in a fresh database; load_reference runs it without naming a floor.

An app calls ``register_step`` in its AppConfig.ready(). A step may run at every load, so it must be
safe to repeat.
"""

from collections.abc import Callable

Step = Callable[[], str | None]
_steps: dict[str, Step] = {}


def register_step(name: str, function: Step) -> None:
    """Add a step. It may return a sentence to print. ValueError when the name is taken."""
    if _steps.get(name, function) is not function:
        raise ValueError(f"another set-up step is called {name!r}")
    _steps[name] = function


def run_steps() -> dict[str, str]:
    """Run all steps in order of registration. Answers what each has to say."""
    return {name: function() or "" for name, function in _steps.items()}
