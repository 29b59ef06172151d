"""`python -m bench`: measure against the peers, print the ratios and write docs/scoreboard.md."""

import argparse
import secrets
import sys

from rich.console import Console

from bench import contest, figure, scoreboard
from bench.figures import speed


def main() -> int:
    """Measure at full size (or `--size small`, which writes nothing) and return the exit code."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--size", type=figure.Size, default=figure.Size.FULL)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    asked = parser.parse_args()
    try:
        contest.require_peers()
        lines = speed.run(speed.SCALES[asked.size], asked.seed)
    except figure.MissingError as missing:
        Console(stderr=True).print(str(missing), markup=False)
        return 2
    scoreboard.show(lines)
    if asked.size is figure.Size.FULL:
        scoreboard.write(lines, {"seed": asked.seed})
    return 0 if all(line.met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
