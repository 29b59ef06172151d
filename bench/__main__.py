"""`python -m bench`: the figure `speed` in full, with its table of ratios and docs/scoreboard.md."""

import sys

from bench import score

if __name__ == "__main__":
    sys.exit(score.main(["speed", *sys.argv[1:]]))
