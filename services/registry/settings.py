"""Settings of the registry service."""

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The registry's database and the service whose issues it follows."""

    database_url: SecretStr = Field(validation_alias="REGISTRY_DATABASE_URL")
    planning_url: str = Field(validation_alias="PLANNING_URL")
