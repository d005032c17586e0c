"""``python -m placements.matching [problem.json]``: solve a round, without Django.

Reads standard input when no file is given. Exit status 0: solved, 2: the problem cannot be read.
"""

import argparse
import sys
from pathlib import Path

from placements.matching import InvalidProblem, Problem, solve


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m placements.matching", description=__doc__)
    parser.add_argument("problem", nargs="?", help="a JSON file; standard input if left out")
    name = parser.parse_args(arguments).problem
    try:
        content = Path(name).read_bytes() if name else sys.stdin.buffer.read()
        result = solve(Problem.from_json(content))
    except OSError as error:
        print(f"{name}: {error.strerror}", file=sys.stderr)
        return 2
    except InvalidProblem as error:
        print(f"{name or 'standard input'}: {error}", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(result.to_json(indent=1).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
