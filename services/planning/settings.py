"""Settings of the planning service."""

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Planning's database and the services that it follows."""

    database_url: SecretStr = Field(validation_alias="PLANNING_DATABASE_URL")
    registry_url: str = Field(validation_alias="REGISTRY_URL")
    partners_url: str = Field(validation_alias="PARTNERS_URL")
