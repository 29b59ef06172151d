"""What is allowed of certificates."""

from services.registry.certification.schemas import CertificationState
from shared.contracts.registry import CERTIFICATE_STATE_TH, CertificateState
from shared.errors import Problem

_SHOWN = {
    CertificationState.CERTIFIED: CertificateState.VALID,
    CertificationState.EXPIRED: CertificateState.EXPIRED,
    CertificationState.SUSPENDED: CertificateState.SUSPENDED,
    CertificationState.REVOKED: CertificateState.REVOKED,
    CertificationState.ENDED: CertificateState.ENDED,
    CertificationState.MERGED: CertificateState.MERGED,
}


def shown(state: CertificationState) -> CertificateState:
    """Return the state of a certificate as everybody reads it; it was certified at some time."""
    return _SHOWN[state]


def check_holds(state: CertificateState) -> None:
    """Raise 409 for a paper of a certificate that does not hold: nobody gets a fresh one to show around."""
    if state is not CertificateState.VALID:
        thai = f"ใบรับรองนี้{CERTIFICATE_STATE_TH[state]} จึงไม่ออกเอกสารให้"
        raise Problem("state-conflict", (thai, f"This certificate is {state.value.lower()}"))
