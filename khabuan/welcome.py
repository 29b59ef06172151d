"""What `khabuan up` shows: a spinner on long steps, and at the end what to open."""

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from gateway.pages import places
from khabuan import hints
from khabuan.example_accounts import Opened


def line(title: str) -> None:
    """Tell that something begins, on a line of its own."""
    print(f"· {title}", file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Generator[None]:
    """Show that a step is under way: a spinner on a terminal, a line elsewhere."""
    if not sys.stderr.isatty():
        line(title)
        yield
        return

    from rich.console import Console

    with Console(stderr=True).status(title):
        yield


def show(
    gateway_url: str, *, need: str | None, accounts: Sequence[Opened] = (), seconds: float
) -> None:
    """Print the addresses to open, the accounts that were just opened, and how to make a token.

    An address has a line of its own that is never cut, so that a terminal makes a link of it.
    """
    from rich.console import Console  # `khabuan --help` need not pay for it

    token = hints.khabuan("token", "--role", "TAMBON_STAFF", "--area", places.TAMBON)
    lines = {
        "หน้าแรก · start page": [f"{gateway_url}/"],
        "เอกสาร API · documentation": [f"{gateway_url}/docs", f"{gateway_url}/redoc"],
        "ภาพรวมจังหวัด · province dashboards": [
            f"{gateway_url}/v1/province-dashboards/{code}  {name}"
            for code, name in places.PROVINCES.items()
        ],
        "ข้อมูลตำบล · a tambon's profile": [
            f"{gateway_url}/v1/tambon-profiles/{places.TAMBON}  {places.TAMBON_NAME}"
        ],
        "เส้นทางของความต้องการ · a need's journey": (
            [f"{gateway_url}/v1/journeys/{need}"] if need else []
        ),
        "บัตรผ่านสำหรับทดลอง · a token to try": [f"TOKEN=$({token})"],
        "บัญชีตัวอย่าง แสดงครั้งนี้ครั้งเดียว · example accounts, shown this once (login, password, second factor)": [
            f"{one.login:<24} {one.password:<22} {one.factor}" for one in accounts
        ],
        "เข้าระบบ · sign in": (
            [
                f"{hints.khabuan('code', 'SECOND_FACTOR')}  # the six digits of now",
                'POST /v1/sign-ins  {"login": …, "password": …, "code": …}',
            ]
            if accounts
            else []
        ),
        "รหัสของสิ่งใหม่ · an id for something new": [hints.khabuan("id")],
        "หยุด · stop": ["Ctrl-C"],
    }
    console = Console(highlight=False, soft_wrap=True)
    console.rule(f"[bold green]ขบวนพร้อมแล้ว · Khabuan is ready[/] ({seconds:.1f} s)")
    for title, shown in lines.items():
        if shown:
            console.print(f"[bold]{title}[/]")
            for what in shown:
                console.print(f"  {what}", markup=False)
    sys.stdout.flush()
