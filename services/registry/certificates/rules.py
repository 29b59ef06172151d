"""What is allowed of certificates."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from pydantic import ValidationError

from services.registry.certification.rules import Act
from services.registry.certification.schemas import CertificationState
from shared.contracts.registry import CERTIFICATE_STATE_TH, CertificateFacts, CertificateState
from shared.errors import Problem

_SHOWN = {
    CertificationState.CERTIFIED: CertificateState.VALID,
    CertificationState.EXPIRED: CertificateState.EXPIRED,
    CertificationState.SUSPENDED: CertificateState.SUSPENDED,
    CertificationState.REVOKED: CertificateState.REVOKED,
    CertificationState.ENDED: CertificateState.ENDED,
    CertificationState.MERGED: CertificateState.MERGED,
}


def shown(state: CertificationState) -> CertificateState | None:
    """Return the state of a certificate as everybody reads it, None for what no act says was ever certified."""
    return _SHOWN.get(state)


def stated(facts: object) -> CertificateFacts | None:
    """Return what a certificate states, None where that was not kept: then there is no certificate to show."""
    try:
        return CertificateFacts.model_validate(facts)
    except ValidationError:
        return None


def counting(acts: Iterable[Act], today: dt.date) -> list[Act]:
    """Return the acts, those of a clock that goes ahead as of today: what is recorded holds in lists at once."""
    return [dataclasses.replace(act, on=min(act.on, today)) for act in acts]


def check_holds(state: CertificateState) -> None:
    """Raise 409 for a paper of a certificate that does not hold: nobody gets a fresh one to show around."""
    if state is not CertificateState.VALID:
        thai = f"ใบรับรองนี้{CERTIFICATE_STATE_TH[state]} จึงไม่ออกเอกสารให้"
        raise Problem("state-conflict", (thai, f"This certificate is {state.value.lower()}"))
