"""The figures as commands: `python -m bench.score [NAME] [--control] [--seed N] [--size small]`.

Without a name every figure runs at small size and a table says what came out. With a name one
figure runs at full size and prints one line on standard output: name, figure, goal, size, seed.
The exit code is 0 only when the goal is met. `--control` plants the figure's bug: the figure must
then miss its goal, and the exit code is not 0. A seed replays a run.
"""

import argparse
import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence

from rich.console import Console
from rich.table import Table

from bench import figure, results

MET, MISSED, CANNOT = 0, 1, 2
_err = Console(stderr=True)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for and return the exit code."""
    asked = _parser().parse_args(arguments)
    known = figure.discover()
    names = {asked.name, asked.named} - {None}
    if not names:
        return _all(known, asked.size or figure.Size.SMALL, asked.seed, control=asked.control)
    if len(names) > 1 or not names <= known.keys():
        _err.print(f"there are the figures {', '.join(known)}", markup=False)
        return CANNOT
    seed = secrets.randbelow(2**31) if asked.seed is None else asked.seed
    size = asked.size or figure.Size.FULL
    return _one(known[names.pop()], size, seed, control=asked.control)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="score", description="Figures with a goal each.")
    parser.add_argument("named", nargs="?", metavar="NAME", help="run this one (at full size)")
    parser.add_argument("--name", help="the same")
    parser.add_argument("--control", action="store_true", help="plant the figure's bug")
    parser.add_argument("--seed", type=int, help="replay the run of this seed")
    parser.add_argument("--size", type=figure.Size, choices=list(figure.Size))
    return parser


def _one(known: figure.Known, size: figure.Size, seed: int, *, control: bool) -> int:
    """Measure one figure, keep it, and print its line on the real standard output."""
    began = time.monotonic()
    if control:
        _err.print(f"planted: {known.plants or 'a bug'}", style="yellow", markup=False)
    with _only_one_line() as say:
        try:
            found = known.run(size, seed, control=control)
        except figure.MissingError as missing:
            say(f"{known.name}: not measured: {missing} · seed {seed}")
            return CANNOT
        except Exception as error:  # noqa: BLE001 - a figure that breaks has missed its goal
            _err.print_exception(max_frames=6, extra_lines=1)
            found = figure.Figure(f"broke: {type(error).__name__}", met=False)
        entry = {
            "name": known.name,
            "figure": found.text,
            "goal": known.goal,
            "met": found.met,
            "n": found.n,
            "size": size.value,
            "seed": seed,
            "control": control,
            "seconds": round(time.monotonic() - began, 1),
            "details": dict(found.details),
        }
        results.keep(_key(known.name, size, control=control), entry)
        word = "met" if found.met else "MISSED"
        planted = " · control" if control else ""
        say(
            f"{known.name}: {found.text} · goal {known.goal}: {word} · {size.value}{planted} · seed {seed}"
        )
    return MET if found.met else MISSED


def _all(
    known: dict[str, figure.Known], size: figure.Size, seed: int | None, *, control: bool
) -> int:
    """Run every figure in a process of its own and print one table; 0 when all are met."""
    table = Table("name", "figure", "goal", "size", "seed", "ok")
    bad = 0
    for name, each in known.items():
        _err.rule(f"{name} · {each.goal}", align="left")
        begun = secrets.randbelow(2**31) if seed is None else seed
        command = [sys.executable, "-m", "bench.score", name, f"--size={size.value}"]
        command += [f"--seed={begun}", *(["--control"] if control else [])]
        done = subprocess.run(
            command, cwd=results.ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        found = results.read().get(_key(name, size, control=control), {})
        current = found if found.get("seed") == begun else {}
        text = current.get("figure") or done.stdout.strip() or f"ended with {done.returncode}"
        bad += done.returncode != MET
        mark = "[green]✓[/]" if done.returncode == MET else "[red]✗[/]"
        table.add_row(name, text, each.goal, size.value, str(begun), mark)
    Console().print(table)
    return MET if known and not bad else MISSED


def _key(name: str, size: figure.Size, *, control: bool) -> str:
    return f"{name}/{size.value}{'/control' if control else ''}"


@contextlib.contextmanager
def _only_one_line() -> Generator[Callable[[str], None]]:
    """Send whatever anybody prints to standard error; lend the way to the real output."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)

    def say(line: str) -> None:
        os.write(kept, (" ".join(line.split()) + "\n").encode())

    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield say
    finally:
        os.dup2(kept, 1)
        os.close(kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
