"""The one table of the platform's processes.

`khabuan up` starts what stands here, `docker-compose.yml` is held against it by a test, and the
health command of the containers is made from it.
"""

from dataclasses import dataclass

GRACEFUL_SECONDS = 20
COMMON_VARIABLES = (
    "KHABUAN_ENVIRONMENT",
    "KHABUAN_JWKS_FILE",
    "KHABUAN_SERVICE_KEY_FILE",
    "KHABUAN_CURSOR_SECRET",
)
ISSUER_VARIABLE = "KHABUAN_ISSUER_KEYS_FILE"
"""Where the registry finds the private key that signs people's tokens; nobody else has it."""
ADDRESS_VARIABLE = "KHABUAN_PUBLIC_ADDRESS"
"""Where the outside finds the platform (https://…): the token endpoint says so of itself."""
PAPER_VARIABLES = ("KHABUAN_CERTIFICATE_KEY_FILE", "KHABUAN_CERTIFICATE_FILE")
"""Where the registry finds the key that signs certificates of status, and its public certificate (PEM).

Without both it starts and certifies, and gives no paper.
"""
FILE_VARIABLE = "KHABUAN_MAX_FILE_BYTES"
"""How large one document's file may be: the same for the registry, which keeps it, and the gateway."""
FILES_VARIABLE = "KHABUAN_FILES_AT_ONCE"
"""How many large files may be on their way through the gateway at once: each is held in memory."""
HEALTH_PATH = "/readyz"


@dataclass(frozen=True)
class Process:
    """One of the four processes.

    `others` are the processes that it calls (the gateway) or follows (a service);
    `database` says whether it has a database of its own, `more` names the variables that only it
    needs.
    """

    name: str
    factory: str
    others: tuple[str, ...]
    database: bool = True
    health_path: str = HEALTH_PATH
    more: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    """Variables that only it takes, and does without."""

    @property
    def url_variable(self) -> str:
        """Return the variable in which the others find the address of this process."""
        return f"{self.name.upper()}_URL"

    @property
    def database_variable(self) -> str | None:
        """Return the variable that holds the URL of its database, if it has one."""
        return f"{self.name.upper()}_DATABASE_URL" if self.database else None

    @property
    def variables(self) -> tuple[str, ...]:
        """Return every environment variable without which it does not start."""
        own = (self.database_variable,) if self.database_variable else ()
        return (
            *COMMON_VARIABLES,
            *self.more,
            *own,
            *(f"{name.upper()}_URL" for name in self.others),
        )


SERVICES = tuple(
    Process(
        name,
        f"services.{name}.main:create_app",
        tuple(other for other in ("registry", "planning", "partners") if other != name),
        more=(ISSUER_VARIABLE, ADDRESS_VARIABLE) if name == "registry" else (),
        may=(*PAPER_VARIABLES, FILE_VARIABLE) if name == "registry" else (),
    )
    for name in ("registry", "planning", "partners")
)
GATEWAY = Process(
    "gateway",
    "gateway.main:create_app",
    tuple(s.name for s in SERVICES),
    database=False,
    may=(FILE_VARIABLE, FILES_VARIABLE),
)
PROCESSES = (*SERVICES, GATEWAY)
DATABASE_VARIABLES = tuple(s.database_variable for s in SERVICES if s.database_variable)


def listen(address: str) -> list[str]:
    """Return uvicorn's options for an address: `host:port` or `unix:/path`."""
    if address.startswith("unix:"):
        return ["--uds", address.removeprefix("unix:")]
    host, _, port = address.rpartition(":")
    return ["--host", host, "--port", port]


def command(process: Process, address: str, *, python: str = "python") -> list[str]:
    """Return the command line that serves a process at an address."""
    return [
        python,
        "-m",
        "uvicorn",
        "--factory",
        process.factory,
        *listen(address),
        "--http",
        "shared.server:Protocol",  # httptools: h11 would execute a request hidden behind Content-Length and chunks
        "--ws",
        "none",
        "--lifespan",
        "on",
        "--timeout-graceful-shutdown",
        str(GRACEFUL_SECONDS),
        "--timeout-keep-alive",
        "75",  # longer than our clients keep a connection, so that they never find it closed
        "--no-server-header",
        "--no-access-log",
        "--no-proxy-headers",  # no header changes who is asking
        "--log-level",
        "warning",
    ]


def health_command(process: Process, address: str) -> list[str]:
    """Return the command that exits 0 when the process at `address` is ready."""
    return ["python", "-m", "khabuan.health", address, process.health_path]


def container_address(process: Process) -> str:
    """Return where a process listens in its container: a shared socket, the gateway a port."""
    return "0.0.0.0:8000" if process is GATEWAY else f"unix:/run/khabuan/{process.name}.sock"
