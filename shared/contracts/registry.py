"""What the registry tells the gateway about an area."""

from pydantic import BaseModel, Field


class KindCount(BaseModel):
    """How many organizations of a kind there are."""

    kind: str = Field(max_length=40)
    kind_th: str = Field(max_length=200)
    organizations: int
    members: int


class RegistrySummary(BaseModel):
    """The registry's part of a dashboard or profile: the place and its organizations."""

    code: str = Field(max_length=8, examples=["72"])
    level: str = Field(max_length=20)
    name_th: str = Field(max_length=200, examples=["สุพรรณบุรี"])
    name_en: str = Field(max_length=200, examples=["Suphan Buri"])
    district_name_th: str | None = Field(max_length=200)
    province_name_th: str | None = Field(max_length=200)
    region_code: str | None = Field(max_length=40, examples=["R-CENTRAL-WEST"])
    region_name_th: str | None = Field(max_length=200)
    districts: int = Field(description="จำนวนอำเภอ", examples=[10])
    tambons: int = Field(description="จำนวนตำบล", examples=[110])
    organizations: int = Field(description="องค์กรที่ดำเนินงานอยู่")
    members: int = Field(description="สมาชิกรวมเท่าที่ทราบ")
    tambons_with_organizations: int = Field(description="ตำบลที่มีองค์กรอย่างน้อยหนึ่ง")
    by_kind: list[KindCount] = Field(max_length=50)
