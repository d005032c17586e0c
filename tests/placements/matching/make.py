"""Small matching problems, written short: ``problem("a:x1 y2", "x 1-2", "y 0-1")``."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from placements.matching import Employer, Lock, Option, Policy, Problem, Pupil, Session

NO_EXACT = Policy(exact_up_to=0)

# A busy machine is slow, not wrong.
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def options(text: str) -> list[Option]:
    """``"ann: x1 y9"``: pupil ann ranks session x first and could go to y on level 9."""
    pupil, wishes = text.split(":")
    return [Option(pupil, wish[0], int(wish[1:])) for wish in wishes.split()]


def session(text: str, **more) -> Session:
    """``"x 2-5"``: session x runs with 2 to 5 pupils and is the only one of its offer."""
    name, seats = text.split()
    low, high = seats.split("-")
    return Session(
        **{"id": name, "offer": f"offer {name}", "min": int(low), "max": int(high)} | more
    )


def problem(wishes: list[str], sessions: list, places=1, **more) -> Problem:
    """``places``: one number for all, or a dict for the pupils that differ from 1."""
    names = [text.split(":")[0] for text in wishes]
    wanted = places if isinstance(places, dict) else dict.fromkeys(names, places)
    rows = [session(s) if isinstance(s, str) else s for s in sessions]
    return Problem(
        **{
            "seed": "test",
            "pupils": tuple(Pupil(name, "school", wanted.get(name, 1)) for name in names),
            "sessions": tuple(rows),
            "options": tuple(option for text in wishes for option in options(text)),
        }
        | more
    )


def placed(result) -> set[tuple[str, str]]:
    return {(p.pupil, p.session) for p in result.placements}


def tier(result, name: str) -> int:
    return {t.name: t.value for t in result.tiers}[name]


def whole_tiers(result) -> list[int]:
    """The tiers that an oracle can compare: all but the lottery."""
    return [t.value for t in result.tiers if t.name != "lottery"]


@st.composite
def problems(draw, minima=True, overlaps=True, most_places=3, policy=NO_EXACT):
    """Random small rounds with quotas, employers' budgets and everything asked for."""
    pupils = draw(st.integers(1, 7))
    count = draw(st.integers(1, 5))
    rows = []
    for s in range(count):
        most = draw(st.integers(1, 4))
        rows.append(
            Session(
                id=f"s{s}",
                offer=f"o{draw(st.integers(0, count - 1)) if overlaps else s}",
                min=draw(st.integers(0, most)) if minima else 0,
                max=most,
                slots=tuple(draw(st.sets(st.integers(0, 3), max_size=2))) if overlaps else (),
                employer=draw(st.sampled_from([None, "e0", "e1"])),
                quota=draw(st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 3))),
            )
        )
    levels = st.none() | st.integers(1, 11)
    grid = {(p, s): draw(levels) for p in range(pupils) for s in range(count)}
    return Problem(
        seed=draw(st.sampled_from(["a", "b"])),
        pupils=tuple(
            Pupil(f"p{p}", draw(st.sampled_from("xy")), draw(st.integers(1, most_places)))
            for p in range(pupils)
        ),
        sessions=tuple(rows),
        options=tuple(
            Option(f"p{p}", f"s{s}", level, (p + s) % 2 == 0)
            for (p, s), level in grid.items()
            if level
        ),
        employers=(Employer("e0", draw(st.integers(0, 6))), Employer("e1", 100)),
        policy=policy,
    )


def locks_of(draw, given_problem: Problem) -> tuple[Lock, ...]:
    """A few locks, inside and outside the options."""
    pairs = st.tuples(
        st.sampled_from([p.id for p in given_problem.pupils]),
        st.sampled_from([s.id for s in given_problem.sessions]),
    )
    return tuple(Lock(*pair) for pair in draw(st.lists(pairs, max_size=4)))
