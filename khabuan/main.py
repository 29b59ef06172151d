"""The command `khabuan`. Each command imports what it needs when it runs: help is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from khabuan import area_commands, refusal
from khabuan.generate import command as generate_command

app = typer.Typer(
    help="ขบวน · the data system of the community-organization movement",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

audit = typer.Typer(
    help="What was written down, and whether it still says so.", no_args_is_help=True
)
app.add_typer(audit, name="audit")
admin = typer.Typer(help="The first administrator.", no_args_is_help=True)
app.add_typer(admin, name="admin")
area_commands.add_to(app)
generate_command.add_to(app)


@app.command()
def up(
    *,
    examples: Annotated[bool, typer.Option(help="Load the stories of examples/.")] = True,
) -> None:
    """Start the whole platform for development and print what to open."""
    from khabuan import start

    start.up(examples=examples)


@app.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Compare tables and migrations.")] = False,
    write: Annotated[str | None, typer.Option(help="Write a migration of this service.")] = None,
    message: Annotated[str, typer.Option(help="What the written migration does.")] = "",
) -> None:
    """Bring every database to its newest schema, and the areas to what the files say."""
    from khabuan import environment, home, load_areas, loaded
    from khabuan import migrate as migrations

    if check:
        migrations.check()
    elif write is not None:
        migrations.write(write, message)
    else:
        folder = home.folder()
        with environment.databases(folder) as urls:
            migrations.require_settled(urls)
            moved = migrations.upgrade(urls, starting=lambda service: print(f"· {service}"))
            identity = loaded.identity(urls)
            areas = load_areas.load(urls["registry"], home=folder, databases=identity)
        print(f"migrated: {', '.join(moved)}" if moved else "every schema is up to date")
        print("areas: loaded" if areas else "areas: loaded before")


@app.command()
def load(path: Annotated[Path, typer.Argument(help="A story file or a folder of them.")]) -> None:
    """Play story files through the running gateway; what was played before changes nothing."""
    from khabuan import environment, home, loaded, postgres
    from khabuan import load as stories

    environment.require_development("khabuan load")
    folder = home.folder()
    cluster = postgres.join(folder)
    urls = environment.urls_of(cluster) if cluster else environment.given_databases()
    gateway = stories.running_gateway(folder, otherwise=f"http://127.0.0.1:{environment.port()}")
    stories.require_running(gateway)
    played, skipped = stories.play(
        path,
        gateway_url=gateway,
        home=folder,
        databases=loaded.identity(urls) if urls else None,
    )
    print(f"played: {played}, loaded before: {skipped}")


@app.command()
def token(
    *,
    role: Annotated[str, typer.Option(help="For example TAMBON_STAFF or NATIONAL_ADMIN.")],
    area: Annotated[
        list[str] | None,
        typer.Option(help="Area that the role reaches: 72, 720602, R-CENTRAL-WEST; repeatable."),
    ] = None,
    organization: Annotated[str | None, typer.Option(help="Organization's id.")] = None,
    agency: Annotated[str | None, typer.Option(help="Agency's id.")] = None,
    minutes: Annotated[float, typer.Option(min=0.1, max=1440.0, help="How long it lives.")] = 60.0,
) -> None:
    """Print one development token, and on stderr what it may."""
    from khabuan import environment, grants, home, keys

    environment.require_development("khabuan token")
    there = grants.opened(home.folder(), area or ())
    made = grants.make(role, area or (), organization=organization, agency=agency, opened=there)
    signed = keys.token(home.folder(), *made.grants, minutes=minutes, subject=made.subject)
    print(f"{made.summary} · {minutes:g} นาที", file=sys.stderr)
    print(signed)


@admin.callback()
def _administrators() -> None:
    """Keep `create` a word of the command, though there is no other yet."""


@admin.command("create")
def create_admin(
    login: Annotated[str, typer.Argument(help="Small letters and digits, for example admin.one.")],
    *,
    another: Annotated[
        bool, typer.Option("--another", help="Make one more, though there is one already.")
    ] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for the password instead of making one.")
    ] = False,
) -> None:
    """Make a national administrator; password and second factor are printed once, here."""
    from khabuan import admin as administrators
    from khabuan import home

    password = typer.prompt("password", hide_input=True, confirmation_prompt=True) if ask else None
    with administrators.registry_database(home.folder()) as url:
        made = administrators.create(url, login, password=password, another=another)
    print(f"login:         {made.login}")
    if not ask:
        print(f"password:      {made.password}")
    print(f"second factor: {made.factor}")
    print(f"               {made.uri}")
    print("Put the second factor into an authenticator now: nothing of this is shown again.")


@app.command("certificate-key")
def certificate_key(
    folder: Annotated[Path, typer.Argument(help="Where the pair is written.")],
    *,
    organization: Annotated[str, typer.Option(help="Who certifies, as papers name it.")],
    name: Annotated[str, typer.Option(help="The name of the register.")] = "ทะเบียนองค์กรชุมชน",
) -> None:
    """Make the pair that signs certificates of status in production; an old one is never overwritten."""
    from khabuan import authority

    key, shown = authority.make_for_production(folder, organization, name)
    print(f"private, for the registry alone: {key}")
    print(f"public, for everybody who verifies: {shown}")


@app.command("rotate-keys")
def rotate_keys(
    *,
    compromised: Annotated[
        bool, typer.Option("--compromised", help="Refuse at once what the former key signed.")
    ] = False,
) -> None:
    """Let the issuer's next key sign from now on; nobody has to sign in again."""
    from khabuan import environment, keys

    issuer, jwks, development = environment.issuer_files()
    current, following = keys.rotate(
        issuer, jwks, development=development, compromised=compromised
    )
    print(f"signing: {current}, next: {following}")


@app.command()
def backup(folder: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Write all databases as of one moment into a folder; the services go on working."""
    from khabuan import backup as backups
    from khabuan import environment, home

    with environment.databases(home.folder()) as urls:
        made = backups.run(folder, urls)
    rows = sum(t["rows"] for each in made["services"].values() for t in each["tables"].values())
    print(f"backed up: {rows} rows of {len(made['services'])} databases in {folder}")


@app.command()
def restore(folder: Annotated[Path, typer.Argument(help="What `khabuan backup` wrote.")]) -> None:
    """Bring all databases back to a backup; erased people stay erased. The services must not run."""
    from khabuan import environment, home
    from khabuan import restore as restores

    with environment.databases(home.folder()) as urls:
        restores.run(folder, urls, home.folder())
    print(
        f"restored: every table is as it was backed up in {folder}, but for who was erased since"
    )


@app.command()
def breach(
    *,
    since: Annotated[str, typer.Option(help="2026-11-20 or 2026-11-20T12:00:00+07:00.")],
    subject: Annotated[str | None, typer.Option(help="Account or client id.")] = None,
    token: Annotated[str | None, typer.Option(help="A token's own id (jti).")] = None,
) -> None:
    """Print whose personal data a subject or a token was given, with counts by class of field."""
    from khabuan import breach as breaches
    from khabuan import environment, home

    with environment.databases(home.folder()) as urls:
        for line in breaches.report(urls["registry"], subject=subject, token=token, since=since):
            print(line)


@audit.command("verify")
def verify_audit() -> None:
    """Walk every log, compare it with what others have seen of it, and name the first break."""
    from khabuan import audit as logs
    from khabuan import environment, home

    folder = home.folder()
    with environment.databases(folder) as urls:
        found = logs.run(folder, urls)
    for finding in found:
        print(finding.line)
    if any(finding.walk.found for finding in found):
        raise typer.Exit(1)


@app.command()
def certificate(
    file: Annotated[
        Path, typer.Argument(help="A signed paper (PDF), its seal (JWS), or its JSON.")
    ],
    *,
    trust: Annotated[
        Path | None, typer.Option(help="The issuer's certificate (PEM); else this home's.")
    ] = None,
) -> None:
    """Say whether a certificate of status is what its issuer signed; no network is asked."""
    from khabuan import certificate as certificates
    from khabuan import home, keys

    known = trust or keys.Keys(home.folder() / "keys").certificate
    verdict = certificates.verify_file(file, known)
    for line in verdict.lines:
        print(line)
    if verdict.code:
        raise typer.Exit(verdict.code)


@app.command()
def code(
    secret: Annotated[str, typer.Argument(help="The secret of a second factor, in base 32.")],
) -> None:
    """Print the six digits that an authenticator would show now."""
    import pyotp

    try:
        print(pyotp.TOTP(secret).now())
    except ValueError:
        message = "that is not a secret in base 32"
        raise refusal.Refusal(message, code=2) from None


@app.command("id")
def new_id() -> None:
    """Print a fresh id (UUIDv7) for something new."""
    from shared import ids

    print(ids.new_id())


@app.command()
def openapi(
    *,
    check: Annotated[bool, typer.Option("--check", help="Fail on a difference.")] = False,
) -> None:
    """Write openapi/*.json from the code."""
    from khabuan import openapi as documents

    if check:
        documents.check()
    else:
        for path in documents.write():
            print(path)


def cli() -> None:
    """Run the command line; a refusal is one line and an exit code."""
    try:
        app()
    except refusal.Refusal as answer:
        print(f"khabuan: {answer}", file=sys.stderr)
        sys.exit(answer.code)
    except KeyboardInterrupt:
        sys.exit(130)
