"""Real places and the need of Nong Sarai, as the documentation shows them; amounts are test values."""

from typing import Any

Example = dict[str, Any]

ID = "019aa0d4-6c00-7000-8000-000000000{:03d}"
NEED, ITEM, PROVINCE_ITEM, INCLUSION, PROPOSAL, ANSWER, RESULT, COMMITMENT, AGENCY, NODE = (
    ID.format(number) for number in (201, 211, 213, 221, 231, 232, 241, 301, 311, 321)
)
CODI = "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)"


def baht(amount: str) -> Example:
    """Return money as it goes over the wire."""
    return {"amount": amount, "currency": "THB"}


def _sources() -> Example:
    fresh = {"status": "FRESH", "as_of": "2026-11-20T03:00:05.120Z"}
    return {"registry": fresh, "planning": fresh, "partners": fresh}


ASKED, GRANTED = baht("350000.00"), baht("200000.00")
REGION = {"region_code": "R-CENTRAL-WEST", "region_name_th": "ภาคกลางและตะวันตก"}
_PROPOSAL = {
    "id": PROPOSAL,
    "title_th": "น้ำเพื่อการเกษตร ตำบลหนองสาหร่าย",
    "addressee_th": "ผู้ว่าราชการจังหวัดสุพรรณบุรี",
    "status": "ACCEPTED_IN_PART",
    "status_th": "ได้รับอนุมัติบางส่วน",
    "submitted_on": "2024-08-01",
    "asked": ASKED,
    "granted": GRANTED,
}
_COMMITMENT = {
    "id": COMMITMENT,
    "plan_item_id": ITEM,
    "plan_item_title_th": "ขุดลอกหนองน้ำและวางท่อ",
    "area_code": "720602",
    "agency_id": AGENCY,
    "agency_name_th": CODI,
    "amount": GRANTED,
    "committed_on": "2024-10-15",
    "fiscal_year_be": 2568,
    "status": "COMMITTED",
    "status_th": "ผูกพันแล้ว",
}


def _planning(code: str) -> Example:
    return {
        "code": code,
        "needs": 1,
        "needs_by_status": [{"status": "DONE", "status_th": "ดำเนินการแล้ว", "count": 1}],
        "tambons_with_needs": 1,
        "years": [
            {
                "fiscal_year_be": 2568,
                "plans": 1,
                "adopted": 1,
                "items": 1,
                "budget": ASKED,
                "from_below": ASKED if code == "72" else baht("0.00"),
                "by_issue": [
                    {
                        "issue_code": "WATER",
                        "issue_name_th": "น้ำเพื่อการเกษตร",
                        "items": 1,
                        "budget": ASKED,
                    }
                ],
            }
        ],
        "proposals": [_PROPOSAL] if code == "72" else [],
        "results": 1,
    }


REGISTRY_PROVINCE: Example = {
    "code": "72",
    "level": "PROVINCE",
    "name_th": "สุพรรณบุรี",
    "name_en": "Suphan Buri",
    "district_name_th": None,
    "province_name_th": None,
    **REGION,
    "districts": 10,
    "tambons": 110,
    "organizations": 2,
    "members": 165,
    "tambons_with_organizations": 1,
    "by_kind": [{"kind": "COMMUNITY_ORG", "organizations": 2, "members": 165}],
}
REGISTRY_TAMBON: Example = {
    **REGISTRY_PROVINCE,
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
    "district_name_th": "ดอนเจดีย์",
    "province_name_th": "สุพรรณบุรี",
    "districts": 0,
    "tambons": 0,
}
PARTNERS_PROVINCE: Example = {
    "code": "72",
    "presence": "SINGLE",
    "presence_th": "มีหน่วยงานเดียว",
    "nodes": [
        {
            "id": NODE,
            "name_th": "โหนดสุพรรณบุรี",
            "agency_name_th": CODI,
            "stage": "OPEN",
            "stage_th": "เปิดแล้ว",
            "stage_year_be": 2562,
        }
    ],
    "agreements": [],
    "committed": GRANTED,
    "commitments": [_COMMITMENT],
}
PARTNERS_TAMBON: Example = {
    **PARTNERS_PROVINCE,
    "code": "720602",
    "presence": None,
    "presence_th": None,
    "nodes": [],
}
PROVINCE: Example = {
    "code": "72",
    "registry": REGISTRY_PROVINCE,
    "planning": _planning("72"),
    "partners": PARTNERS_PROVINCE,
    "sources": _sources(),
}
TAMBON: Example = {
    "code": "720602",
    "registry": REGISTRY_TAMBON,
    "planning": _planning("720602"),
    "partners": PARTNERS_TAMBON,
    "sources": _sources(),
}


def _hop(kind: str, id: str, date: str, days: int, **more: Any) -> Example:
    return {
        "direction": "UP",
        "kind": kind,
        "id": id,
        "plan_item_id": None,
        "title_th": "น้ำเพื่อการเกษตร",
        "area_code": "720602",
        "area_name_th": "หนองสาหร่าย",
        "level": "TAMBON",
        "date": date,
        "state": "RECORDED",
        "state_th": "บันทึกแล้ว",
        "holder_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
        "days": days,
        "amount": None,
        "reason_th": None,
        "href": None,
        "commitment_ids": [],
        **more,
    }


_AT_PROVINCE = {
    "area_code": "72",
    "area_name_th": "สุพรรณบุรี",
    "level": "PROVINCE",
    "plan_item_id": PROVINCE_ITEM,
}
_WAY: Example = {
    "need": {
        "id": NEED,
        "title_th": "น้ำเพื่อการเกษตร",
        "area_code": "720602",
        "area_name_th": "หนองสาหร่าย",
        "issue_code": "WATER",
        "issue_name_th": "น้ำเพื่อการเกษตร",
        "status": "DONE",
        "status_th": "ดำเนินการแล้ว",
        "voiced_on": "2024-03-15",
        "voiced_by_th": "เวทีประชาคมตำบลหนองสาหร่าย",
        "households": 120,
    },
    "hops": [
        _hop("NEED", NEED, "2024-03-15", 31, href=f"/v1/needs/{NEED}"),
        _hop(
            "PLAN_ITEM",
            ITEM,
            "2024-04-15",
            108,
            plan_item_id=ITEM,
            state="ADOPTED",
            state_th="รับรองแล้ว",
            amount=ASKED,
            href=f"/v1/plan-items/{ITEM}",
            commitment_ids=[COMMITMENT],
        ),
        _hop(
            "PROPOSAL",
            PROPOSAL,
            "2024-08-01",
            45,
            **_AT_PROVINCE,
            state="SUBMITTED",
            state_th="ยื่นแล้ว",
            holder_th="ผู้ว่าราชการจังหวัดสุพรรณบุรี",
            amount=ASKED,
            href=f"/v1/proposals/{PROPOSAL}",
        ),
        _hop(
            "ANSWER",
            ANSWER,
            "2024-09-15",
            288,
            **_AT_PROVINCE,
            direction="DOWN",
            state="ACCEPTED_IN_PART",
            state_th="ได้รับอนุมัติบางส่วน",
            amount=GRANTED,
            reason_th="งบประมาณปีนี้จำกัด ให้ทำระยะแรกก่อน",
        ),
        _hop(
            "RESULT",
            RESULT,
            "2025-06-30",
            0,
            plan_item_id=ITEM,
            direction="DOWN",
            state="REPORTED",
            state_th="รายงานผลแล้ว",
            href=f"/v1/results/{RESULT}",
        ),
    ],
    "holder_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "waiting_days": 0,
    "sentence_th": ("น้ำเพื่อการเกษตรของตำบลหนองสาหร่าย ขอ 350,000 บาท ได้ 200,000 บาท และรายงานผลแล้ว"),
    "plan_item_ids": [ITEM, PROVINCE_ITEM],
}
JOURNEY: Example = {
    "need_id": NEED,
    "registry": REGISTRY_TAMBON,
    "planning": _WAY,
    "partners": {"items": [_COMMITMENT]},
    "sources": _sources(),
}
