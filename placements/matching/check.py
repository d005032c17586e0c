"""An independent look at a result. Shares no code with the solver, on purpose."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from placements.matching.problem import Problem, Session
from placements.matching.result import Certificate, InvalidResult, Result, UnplacedReason


def check(problem: Problem, result: Result) -> None:
    """Raise InvalidResult if a rule of the round is broken or a claim is not true."""
    found = list(faults(problem, result))
    if found:
        raise InvalidResult("; ".join(found[:10]))


def faults(problem: Problem, result: Result) -> Iterator[str]:
    """Everything that is wrong with a result, as sentences."""
    yield from _pair_faults(problem, result)
    yield from _pupil_faults(problem, result)
    yield from _session_faults(problem, result)
    yield from _employer_faults(problem, result)
    yield from _lock_faults(problem, result)
    stuck = [u.pupil for u in result.unplaced if u.reason == UnplacedReason.ALL_FULL]
    if stuck and result.certificate is None:
        yield "pupils are said to find all full, without a certificate"
    if result.certificate is not None:
        yield from certificate_faults(problem, result, result.certificate)
        if not set(stuck) <= set(result.certificate.pupils):
            yield "the certificate is not about all pupils who find all full"


def _pair_faults(problem: Problem, result: Result) -> Iterator[str]:
    level = {(o.pupil, o.session): o.level for o in problem.options}
    locks = {(lock.pupil, lock.session) for lock in problem.locks}
    for placement in result.placements:
        pair = (placement.pupil, placement.session)
        if pair not in level and pair not in locks:
            yield f"{pair} is neither an option nor locked"
        elif level.get(pair, placement.level) != placement.level:
            yield f"{pair} has the wrong level"
        if placement.locked and pair not in locks:
            yield f"{pair} is not locked"


def _pupil_faults(problem: Problem, result: Result) -> Iterator[str]:
    sessions = {session.id: session for session in problem.sessions}
    mine: dict[str, list[Session]] = defaultdict(list)
    for placement in result.placements:
        mine[placement.pupil].append(sessions[placement.session])
    missing = {unplaced.pupil: unplaced for unplaced in result.unplaced}
    if len(missing) != len(result.unplaced):
        yield "a pupil is unplaced twice"
    for pupil in problem.pupils:
        have = mine[pupil.id]
        if len(have) > pupil.places:
            yield f"pupil {pupil.id} has too many placements"
        told = missing.get(pupil.id)
        says = (told.missing, told.placed) if told else (0, len(have))
        if says != (pupil.places - len(have), len(have)):
            yield f"pupil {pupil.id} is not told what is missing"
        if any(_clash(a, b) for a, b in combinations(have, 2)):
            yield f"pupil {pupil.id} is in two places at once"


def _clash(a: Session, b: Session) -> bool:
    return a.id == b.id or a.offer == b.offer or bool(set(a.slots) & set(b.slots))


def _session_faults(problem: Problem, result: Result) -> Iterator[str]:
    school = {pupil.id: pupil.school for pupil in problem.pupils}
    load = Counter(placement.session for placement in result.placements)
    of_school = Counter((p.session, school[p.pupil]) for p in result.placements)
    with_lock = {p.session for p in result.placements if p.locked}
    told = {row.session: row for row in result.sessions}
    for session in problem.sessions:
        count = load[session.id]
        if count > session.max:
            yield f"session {session.id} is over its maximum"
        if 0 < count < session.min and session.id not in with_lock:
            yield f"session {session.id} is below its minimum"
        if any(of_school[session.id, name] > most for name, most in session.quota.items()):
            yield f"session {session.id} is over the quota of a school"
        row = told.get(session.id)
        if row is None or row.placed != count or row.runs != (count > 0):
            yield f"session {session.id} is not reported as it is"


def _employer_faults(problem: Problem, result: Result) -> Iterator[str]:
    employer_of = {session.id: session.employer for session in problem.sessions}
    of_employer = Counter(employer_of[placement.session] for placement in result.placements)
    for employer in problem.employers:
        if of_employer[employer.id] > employer.max:
            yield f"employer {employer.id} gets too many pupils"


def _lock_faults(problem: Problem, result: Result) -> Iterator[str]:
    kept = {(p.pupil, p.session) for p in result.placements if p.locked}
    told = {(w.pupil, w.session) for w in result.warnings}
    for lock in problem.locks:
        if (lock.pupil, lock.session) not in kept | told:
            yield f"the lock of {lock.pupil} on {lock.session} is lost without a warning"


def certificate_faults(problem: Problem, result: Result, proof: Certificate) -> Iterator[str]:
    """Why a certificate does not prove that its pupils are among full places.

    It does if every listed place is full of listed pupils (or locked ones), and every option of
    a listed pupil in a running session is in a listed place, held, beside a locked placement it
    clashes with, or would cost two placements.
    """
    covers = _Cover(problem, result, proof)
    yield from covers.not_full()
    mine: dict[str, list] = defaultdict(list)
    pupils = set(proof.pupils)
    for placement in result.placements:
        mine[placement.pupil].append(placement)
        listed = placement.locked or placement.pupil in pupils
        if not listed and covers.place(placement.pupil, placement.session):
            yield f"pupil {placement.pupil} holds a listed place and is not listed"
    running = {row.session for row in result.sessions if row.runs}
    running |= {s.id for s in problem.sessions if s.min <= 1 and s.max > 0}
    for option in problem.options:
        if option.pupil not in pupils or option.session not in running:
            continue
        if not covers.place(option.pupil, option.session) and not covers.out_of_reach(
            option.session, mine[option.pupil], problem
        ):
            yield f"pupil {option.pupil} may still go to session {option.session}"


class _Cover:
    def __init__(self, problem: Problem, result: Result, proof: Certificate):
        self.proof = proof
        self.session = {session.id: session for session in problem.sessions}
        self.school = {pupil.id: pupil.school for pupil in problem.pupils}
        self.places = {pupil.id: pupil.places for pupil in problem.pupils}
        self.employer_max = {employer.id: employer.max for employer in problem.employers}
        self.sessions, self.quotas = set(proof.sessions), set(proof.quotas)
        self.employers = set(proof.employers)
        self.load = Counter(p.session for p in result.placements)
        self.quota_load = Counter((p.session, self.school[p.pupil]) for p in result.placements)
        self.employer_load = Counter(self.session[p.session].employer for p in result.placements)

    def not_full(self) -> Iterator[str]:
        for name in self.sessions:
            if self.load[name] < self.session[name].max:
                yield f"session {name} is not full"
        for name, school in self.quotas:
            most = self.session[name].quota.get(school)
            if most is None or self.quota_load[name, school] < most:
                yield f"session {name} is not full for {school}"
        for name in self.employers:
            if self.employer_load[name] < self.employer_max[name]:
                yield f"employer {name} is not full"

    def place(self, pupil: str, session: str) -> bool:
        """Whether a listed place stands between this pupil and this session."""
        return (
            session in self.sessions
            or (session, self.school[pupil]) in self.quotas
            or self.session[session].employer in self.employers
        )

    def out_of_reach(self, name: str, mine: list, problem: Problem) -> bool:
        session = self.session[name]
        if any(p.session == name for p in mine):
            return True
        beside = [p for p in mine if _clash(session, self.session[p.session])]
        locked = [p for p in mine if p.locked]
        all_locked = bool(mine) and len(locked) == self.places[mine[0].pupil]
        return all_locked or len(beside) > 1 or any(p.locked for p in beside)
