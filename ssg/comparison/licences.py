"""Classes and families of licences, by their identifiers in SPDX expressions."""

import re
from enum import StrEnum
from functools import lru_cache

__all__ = ["LicenceClass", "licence_class", "licence_family"]

PERMISSIVE = re.compile(
    r"MIT(-0)?|Apache-2\.0|BSD-[123]-Clause|0BSD|ISC|Zlib|Unlicense|CC0-1\.0|BSL-1\.0|PostgreSQL"
)
COPYLEFT = re.compile(r"A?GPL-\d.*")
OTHER_FREE = re.compile(
    r"(?:LGPL|MPL|EPL|EUPL|CDDL|Artistic|OSL|ECL|CPAL|CECILL|ZPL)-\d.*|BSD-4-Clause|WTFPL|Ruby"
)
"""Further licences of free software, most of them with a weak copyleft."""
SOURCE_AVAILABLE = re.compile(
    r"(?:BUSL|SSPL|Elastic|SUL|FSL|PolyForm|CC-BY-NC|CC-BY-ND)-.+|BSD-3-Clause-No-\w+-License"
    r"|(?:LicenseRef-)?(?:Commons-Clause|BUSL|SSPL|Elastic|SUL|FSL|Sustainable-Use)\b.*",
    re.IGNORECASE,
)
"""Licences that show the source and restrict its use; a clause that restricts another licence."""
PROPRIETARY = re.compile(r"(?:LicenseRef-)?proprietary", re.IGNORECASE)


class LicenceClass(StrEnum):
    """What a licence allows."""

    UNKNOWN = ""
    """No licence, or one that is not well known."""
    FREE = "free"
    """Free software: used, changed and passed on for any purpose."""
    SOURCE_AVAILABLE = "source-available"
    """The source is public; some uses, such as services for others, are not allowed."""
    PROPRIETARY = "proprietary"


@lru_cache(maxsize=1_000)
def licence_class(expression: str) -> LicenceClass:
    """Return the class of an SPDX expression.

    Of alternatives (`OR`) one that is free counts, else all must be of one class. Of licences that
    hold together (`AND`) all must be free; one that restricts the use restricts the whole.
    """
    alternatives = {_joint_class(part) for part in re.split(r"\s+OR\s+", expression)}
    if "(" in expression and " AND " in expression and " OR " in expression:
        return LicenceClass.UNKNOWN  # nested
    if LicenceClass.FREE in alternatives:
        return LicenceClass.FREE
    return alternatives.pop() if len(alternatives) == 1 else LicenceClass.UNKNOWN


def _joint_class(expression: str) -> LicenceClass:
    """Return the class of licences that hold together."""
    parts = {_class_of(name.strip("() ")) for name in re.split(r"\s+AND\s+", expression)}
    order = (
        LicenceClass.SOURCE_AVAILABLE,
        LicenceClass.UNKNOWN,
        LicenceClass.PROPRIETARY,
        LicenceClass.FREE,
    )
    if LicenceClass.PROPRIETARY in parts and len(parts) > 1:
        return LicenceClass.UNKNOWN
    return next(each for each in order if each in parts)


def _class_of(name: str) -> LicenceClass:
    if SOURCE_AVAILABLE.fullmatch(name):
        return LicenceClass.SOURCE_AVAILABLE
    if PROPRIETARY.fullmatch(name):
        return LicenceClass.PROPRIETARY
    is_free = any(pattern.fullmatch(name) for pattern in (PERMISSIVE, COPYLEFT, OTHER_FREE))
    return LicenceClass.FREE if is_free else LicenceClass.UNKNOWN


@lru_cache(maxsize=1_000)
def licence_family(expression: str) -> str:
    """Return `permissive` or `copyleft` for an SPDX expression of well-known licences, else empty.

    Weak copyleft (LGPL, MPL, EPL) and expressions that mix families have none.
    """
    names = [name.strip("()") for name in re.split(r"\s+(?:AND|OR)\s+", expression) if name]
    families = {
        "permissive"
        if PERMISSIVE.fullmatch(name)
        else "copyleft"
        if COPYLEFT.fullmatch(name)
        else ""
        for name in names
    }
    return families.pop() if len(families) == 1 else ""
