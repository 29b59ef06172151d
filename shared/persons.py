"""Four eyes: what one person made, another one decides."""

from shared.errors import Problem


def check_another(maker: str, *checker: str) -> None:
    """Raise 403 `same-person` when who made something wants to decide it too.

    `checker` is every name of who decides: the person (`Subject.human`) and the account.
    """
    if maker in checker:
        raise Problem("same-person")
