"""Facts about a tool from the GitHub API."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["github_address", "github_facts"]

STARS = "github_stars"
"""The signal for the number of stars, if the site declares it."""


def github_address(repository: str, api: str) -> str:
    """Return the API URL of a repository; raise UsageError if it is not on GitHub."""
    match = re.fullmatch(
        r"(?:https?://)?(?:www\.)?github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?",
        repository,
        re.ASCII,
    )
    if not match:
        raise UsageError(
            f'"{printable(repository)}" is not a GitHub repository URL; '
            "write it as https://github.com/google/flax"
        )
    return f"{api.rstrip('/')}/repos/{match[1]}/{match[2]}"


def github_facts(
    answer: Mapping[str, JsonValue], address: str, today: date, signals: Collection[str]
) -> dict[str, JsonValue]:
    """Return the facts of an API answer; `signals` are the ids that the site declares."""
    licence, topics = answer.get("license"), answer.get("topics")
    spdx = licence.get("spdx_id") if isinstance(licence, dict) else None
    facts: dict[str, JsonValue] = {
        "name": answer.get("name"),
        "summary": answer.get("description"),
        "homepage": answer.get("homepage"),
        "repository": answer.get("html_url"),
        "license": None if spdx == "NOASSERTION" else spdx,
        "tags": topics[:8] if isinstance(topics, list) else None,
        "updated": str(answer.get("pushed_at"))[:10],
        "status": "archived" if answer.get("archived") is True else None,
    }
    stars = answer.get("stargazers_count")
    if STARS in signals and isinstance(stars, int):
        facts["signals"] = {
            STARS: {"value": stars, "source": address, "measured": today.isoformat()}
        }
    return facts
