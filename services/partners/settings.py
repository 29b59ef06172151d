"""Settings of the partners service."""

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The partners' database and the services whose areas and plan items it follows."""

    database_url: SecretStr = Field(validation_alias="PARTNERS_DATABASE_URL")
    registry_url: str = Field(validation_alias="REGISTRY_URL")
    planning_url: str = Field(validation_alias="PLANNING_URL")
