"""What is asked and answered about certificates."""

from pydantic import BaseModel, ConfigDict, Field

from services.registry.certification.schemas import Reason, Sha256, Signatory, examples
from shared.ids import NewId
from shared.thai_time import PastDate

_PEM = "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n"


class RenewalNew(BaseModel):
    """A certificate is given anew for as many years as the rule says."""

    model_config = examples(
        {
            "renewed_on": "2026-11-21",
            "post_th": "ผู้อำนวยการสำนักงานภาค",
            "reason": "ประเมินซ้ำแล้ว ยังดำเนินงานต่อเนื่อง",
        }
    )

    id: NewId
    renewed_on: PastDate
    post_th: Signatory
    evidence_sha256: Sha256 | None = None
    reason: Reason


class SuspensionNew(BaseModel):
    """A certificate does not hold until it is given back."""

    model_config = examples({"suspended_on": "2026-11-20", "reason": "ไม่ส่งรายงานการเงินสองปี"})

    id: NewId
    suspended_on: PastDate
    evidence_sha256: Sha256 | None = None
    reason: Reason


class ReinstatementNew(BaseModel):
    """A suspended certificate holds again until its day of expiry."""

    model_config = examples({"reinstated_on": "2026-11-21", "reason": "ส่งรายงานครบแล้ว"})

    id: NewId
    reinstated_on: PastDate
    evidence_sha256: Sha256 | None = None
    reason: Reason


class RevocationNew(BaseModel):
    """A certificate ends for good; the organization may be found anew."""

    model_config = examples({"revoked_on": "2026-11-21", "reason": "เลิกดำเนินงาน"})

    id: NewId
    revoked_on: PastDate
    evidence_sha256: Sha256 | None = None
    reason: Reason


class AuthorityShown(BaseModel):
    """Who signs certificates: what to keep in order to verify them without a network."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "ขบวนองค์กรชุมชน", "kid": "Zx3vQ9pL2xW7rT5a", "certificate": _PEM}]
        }
    )

    name: str = Field(max_length=200)
    kid: str = Field(
        max_length=16, description="ต้น SHA-256 ของใบรับรอง (base64url) · of the certificate"
    )
    certificate: str = Field(max_length=10_000, description="ใบรับรองสาธารณะแบบ PEM (X.509)")
