"""What `khabuan up` shows: a spinner on long steps, and at the end what to open."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

DASHBOARDS = {"72": "สุพรรณบุรี", "60": "นครสวรรค์", "19": "สระบุรี", "18": "ชัยนาท"}


@contextmanager
def step(title: str) -> Generator[None]:
    """Show that a step is under way: a spinner on a terminal, a line elsewhere."""
    if not sys.stderr.isatty():
        print(f"· {title}", file=sys.stderr, flush=True)
        yield
        return

    from rich.console import Console

    with Console(stderr=True).status(title):
        yield


def show(gateway_url: str, *, need: str | None, seconds: float) -> None:
    """Print the addresses to open and how to make a token."""
    from rich.console import Console
    from rich.panel import Panel
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("เอกสาร API · documentation", f"{gateway_url}/docs")
    table.add_row("", f"{gateway_url}/redoc")
    for code, name in DASHBOARDS.items():
        address = f"{gateway_url}/v1/province-dashboards/{code}"
        table.add_row(f"ภาพรวมจังหวัด{name} · province {code}", address)
    if need is not None:
        address = f"{gateway_url}/v1/journeys/{need}"
        table.add_row("เส้นทางของความต้องการ · a need's journey", address)
    table.add_row("บัตรผ่านสำหรับทดลอง · a token to try", "khabuan token --role NATIONAL_ADMIN")
    table.add_row("หยุด · stop", "Ctrl-C")
    title = f"ขบวนพร้อมแล้ว · Khabuan is ready ({seconds:.1f} s)"
    Console(soft_wrap=True).print(Panel(table, title=title, expand=False))
    sys.stdout.flush()
