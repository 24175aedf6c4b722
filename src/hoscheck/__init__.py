"""hoscheck: checks self-assessments against the Housing Ombudsman's Complaint Handling Code.

from hoscheck import audit
report = audit("self-assessment.pdf")
"""

from __future__ import annotations

from hoscheck._version import __version__

TYPE_CHECKING = (
    False  # type checkers take it for true; importing typing for it would cost a quarter of Python's own start
)
if TYPE_CHECKING:
    from hoscheck.assess import audit as audit

__all__ = ["__version__", "audit"]


def __getattr__(name: str) -> object:
    # late, so that `import hoscheck` and `hoscheck --version` load nothing else
    if name == "audit":
        from hoscheck.assess import audit

        return audit
    raise AttributeError(f"module 'hoscheck' has no attribute {name!r}")
