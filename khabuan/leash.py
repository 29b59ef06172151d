"""Run a command that ends when the process that started it ends, even by SIGKILL.

    python -I leash.py SIGNAL PARENT UID GID COMMAND [ARGUMENT …]

Linux sends a process the signal it asked for (`PR_SET_PDEATHSIG`) as soon as its parent is gone,
so no pid file has to be read and no orphan has to be hunted. The request survives `exec` but not
a change of user, hence the order here: drop privileges (UID `-` keeps them), ask, become COMMAND.
A script of its own rather than `preexec_fn`, which may deadlock in a process with threads.
Other systems run the command without the leash.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Become the command in `arguments`, leashed to the parent process."""
    signal_number, parent, uid, gid, *command = arguments
    if uid != "-":
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
    if os.getppid() != int(parent):
        raise SystemExit(1)  # the parent died before the request was made
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def command(
    arguments: list[str], *, signal_number: int, account: tuple[int, int] | None = None
) -> list[str]:
    """Return the command line that runs `arguments` on a leash held by this process.

    `signal_number` is what it receives when this process dies; `account` is the uid and gid it
    drops to, for callers that are root.
    """
    uid, gid = account or ("-", "-")
    return [
        sys.executable,
        "-I",
        "-S",
        __file__,
        str(int(signal_number)),
        str(os.getpid()),
        str(uid),
        str(gid),
        *arguments,
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
