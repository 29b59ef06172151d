"""What legal forms there are."""

from enum import StrEnum


class LegalForm(StrEnum):
    """In which form of law it stands, if any."""

    NONE = "NONE"
    COUNCIL_OF_THE_ACT = "COUNCIL_OF_THE_ACT"
    COMMUNITY_ENTERPRISE = "COMMUNITY_ENTERPRISE"
    COOPERATIVE = "COOPERATIVE"
    ASSOCIATION = "ASSOCIATION"
    FOUNDATION = "FOUNDATION"
    COMMUNITY_WELFARE_ORGANIZATION = "COMMUNITY_WELFARE_ORGANIZATION"
    PUBLIC_BENEFIT_ORGANIZATION = "PUBLIC_BENEFIT_ORGANIZATION"
    COMMUNITY_FINANCIAL_INSTITUTION = "COMMUNITY_FINANCIAL_INSTITUTION"
    OTHER = "OTHER"


LEGAL_FORM_TH = {
    LegalForm.NONE: "ไม่ได้จดทะเบียน",
    LegalForm.COUNCIL_OF_THE_ACT: "สภาองค์กรชุมชนตามพระราชบัญญัติ",
    LegalForm.COMMUNITY_ENTERPRISE: "วิสาหกิจชุมชน",
    LegalForm.COOPERATIVE: "สหกรณ์",
    LegalForm.ASSOCIATION: "สมาคม",
    LegalForm.FOUNDATION: "มูลนิธิ",
    LegalForm.COMMUNITY_WELFARE_ORGANIZATION: "องค์กรสวัสดิการชุมชน",
    LegalForm.PUBLIC_BENEFIT_ORGANIZATION: "องค์กรสาธารณประโยชน์",
    LegalForm.COMMUNITY_FINANCIAL_INSTITUTION: "สถาบันการเงินประชาชน",
    LegalForm.OTHER: "รูปแบบอื่น",
}
