"""How long personal data is kept and requests about it may take; all of it is configuration."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Keeping(BaseSettings):
    """Days, and where the ledger of erasures is kept outside the database."""

    model_config = SettingsConfigDict(env_prefix="KHABUAN_", frozen=True, extra="ignore")

    home: Path = Path(".khabuan")
    erasures_file: Path | None = None
    """Where each erasure is told besides; by default `erasures.jsonl` in the home. A restore replays it."""
    access_days: int = Field(30, ge=1, le=90)
    """For requests of access, correction and objection (PDPA s.30-36: 30 days from receipt)."""
    erasure_days: int = Field(90, ge=1, le=90)
    """For erasing, copies and backups included (PDPC notification 2567, in force 2024-11-11: 90 days)."""
    contact_days: int = Field(365, ge=1, le=3650)
    """After the last post ended, contact data goes."""
    person_days: int = Field(1825, ge=1, le=36500)
    """After the last post ended, the person goes."""

    @property
    def ledger(self) -> Path:
        """Return the file of erasures."""
        return self.erasures_file or self.home / "erasures.jsonl"
