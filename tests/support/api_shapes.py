"""Documents in the shape of the public APIs, written by hand from their documentation."""

__all__ = ["GITHUB", "ORIGINS", "shapes"]

ORIGINS = (
    "https://api.github.com",
    "https://gitlab.com",
    "https://codeberg.org",
    "https://pypi.org",
    "https://pypistats.org",
    "https://registry.npmjs.org",
    "https://api.npmjs.org",
    "https://crates.io",
    "https://api.example.com",
)
GITHUB: dict[str, object] = {
    "id": 1296269,
    "name": "alpha",
    "full_name": "a/alpha",
    "html_url": "https://github.com/a/alpha",
    "description": "This your first repo!",
    "fork": False,
    "stargazers_count": 800,
    "topics": ["pens"],
    "archived": False,
    "pushed_at": "2026-11-20T19:06:43Z",
    "license": {"key": "mit", "name": "MIT License", "spdx_id": "MIT", "node_id": "x"},
}


def shapes() -> dict[str, object]:
    """Return path -> document, of all services."""
    commit = {"sha": "6dcb09b", "commit": {"committer": {"date": "2026-11-19T16:00:49Z"}}}
    release = {"tag_name": "v1.4.0", "published_at": "2026-10-27T19:35:32Z", "draft": False}
    gitlab = "/api/v4/projects/g%2Fsub%2Fbeta"
    codeberg = "/api/v1/repos/c/gamma"
    return {
        "/repos/a/alpha": GITHUB,
        "/repos/a/alpha/commits?per_page=1": [commit],
        "/repos/a/alpha/releases/latest": release,
        f"{gitlab}?license=true": {
            "id": 4,
            "path_with_namespace": "g/sub/beta",
            "web_url": "https://gitlab.com/g/sub/beta",
            "star_count": 31,
            "last_activity_at": "2026-11-18T10:00:00.000Z",
            "archived": True,
            "license": {"key": "gpl-3.0", "name": "GNU General Public License v3.0"},
        },
        f"{gitlab}/repository/commits?per_page=1": [
            {"id": "ed899a2f", "committed_date": "2026-11-17T11:50:22.001+00:00"}
        ],
        f"{gitlab}/releases?per_page=1": [
            {"tag_name": "2.0", "released_at": "2026-09-01T00:00:00.000Z"}
        ],
        codeberg: {
            "full_name": "c/gamma",
            "html_url": "https://codeberg.org/c/gamma",
            "stars_count": 12,
            "updated_at": "2026-11-16T09:00:00+02:00",
            "archived": False,
            "licenses": ["AGPL-3.0-only"],
        },
        f"{codeberg}/commits?limit=1&stat=false&verification=false&files=false": [
            {"sha": "1", "commit": {"committer": {"date": "2026-11-15T01:00:00+02:00"}}}
        ],
        f"{codeberg}/releases/latest": {
            "tag_name": "v0.9",
            "published_at": "2026-08-08T08:08:08+02:00",
        },
        "/pypi/alpha-pens/json": {
            "info": {"name": "alpha-pens", "version": "3.1.0", "license_expression": "MIT"},
            "urls": [
                {"upload_time_iso_8601": "2026-11-02T01:02:03.000000Z"},
                {"upload_time_iso_8601": "2026-11-03T01:02:03.000000Z"},
            ],
        },
        "/api/packages/alpha-pens/recent": {
            "data": {"last_day": 10, "last_month": 1234, "last_week": 70},
            "package": "alpha-pens",
            "type": "recent_downloads",
        },
        "/%40a%2Falpha/latest": {"name": "@a/alpha", "version": "5.0.1", "license": "MIT"},
        "/%40a%2Falpha": {
            "dist-tags": {"latest": "5.0.1", "next": "6.0.0-rc.1"},
            "time": {
                "created": "2020-01-01T00:00:00.000Z",
                "modified": "2026-11-21T00:00:00.000Z",
                "5.0.1": "2026-07-07T07:07:07.000Z",
                "6.0.0-rc.1": "2026-11-21T00:00:00.000Z",
            },
        },
        "/downloads/point/last-month/@a/alpha": {
            "downloads": 98765,
            "start": "2026-10-21",
            "end": "2026-11-19",
            "package": "@a/alpha",
        },
        "/api/v1/crates/alpha_pens": {
            "crate": {
                "id": "alpha_pens",
                "downloads": 500000,
                "recent_downloads": 40000,
                "max_version": "2.0.0-beta.1",
                "max_stable_version": "1.9.2",
            },
            "versions": [
                {"num": "2.0.0-beta.1", "created_at": "2026-11-01T00:00:00Z", "license": "MIT"},
                {
                    "num": "1.9.2",
                    "created_at": "2026-06-06T06:06:06.000000+00:00",
                    "license": "MIT/Apache-2.0",
                },
            ],
        },
        "/tools/alpha": {"data": [{"count": "77"}], "a.b": {"day": "2026-05-05"}},
    }
