"""The types of fields: what each accepts and in what form it is kept."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ssg.content.field_types import (
    AttributeText,
    Date,
    FileModel,
    License,
    Line,
    PackageUrl,
    Scalar,
    Url,
    check_base_url,
    check_license,
    check_slug,
    check_url,
)


def accepts(kind: Any, value: object) -> bool:
    """Tell whether a field of this kind takes the value."""
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "slug", ["a", "flax", "my-tool-2", "3d", "a" * 80, "vsx", "a-vsb", "console", "com10"]
)
def test_good_slugs_are_accepted(slug: str) -> None:
    """Lower case letters and digits, joined by single hyphens."""
    assert check_slug(slug) == ""


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "A",
        "a_b",
        "a--b",
        "-a",
        "a-",
        "a.b",
        "a b",
        "ä",
        "a" * 81,
        "con",
        "nul",
        "com1",
        "lpt9",
        "a-vs-b",
        "vs",
        "vs-a",
        "a-vs",
        "../a",
        "/a",
        "a\n",
        "\u0661",
    ],
)
def test_bad_slugs_are_refused(slug: str) -> None:
    """Nothing that a file system, a URL or a comparison's name could misinterpret."""
    assert check_slug(slug)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTPS://Example.ORG", "https://example.org"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://\uff22ÜCHER\u3002example/", "https://xn--bcher-kva.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"),
        ("https://example.org./", "https://example.org./"),
        ("https://example.org/ü", "https://example.org/ü"),
    ],
)
def test_public_addresses_are_kept_in_one_form(written: str, kept: str) -> None:
    """The host is shown as the network knows it."""
    assert TypeAdapter(Url).validate_python(written) == kept


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://",
        "https://localhost/",
        "https://foo.localhost/",
        "https://foo.localhost./",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://1.0x7f/",
        "http://0x7f000001/",
        "http://x.0X7F/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "https://printer.local/",
        "https://db.internal/",
        "https://intranet/",
        "https://user:pw@example.org/",
        "https://user@example.org/",
        "https://example.org/a b",
        'https://example.org/"',
        "https://example.org/<b>",
        "https://example.org\\@evil.example/",
        "https://example.org:port/",
        "https://example..org/",
        "https://[::1/",
        "https://example.org/" + "a" * 2048,
        " https://example.org/",
        "https://" + "a" * 64 + ".example/",
        "https://\u2615.example/",
        "https://127\u30020\u30020\u30021/",
        "java\tscript:x",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """No other scheme, no host that only this network knows, no disguise."""
    assert check_url(url)


@given(st.text(max_size=60) | st.text(max_size=40).map("https://".__add__))
def test_no_address_makes_the_check_raise(url: str) -> None:
    """A stranger's text is an address or it has a fault."""
    if not check_url(url):
        kept = TypeAdapter(Url).validate_python(url)
        assert check_url(kept) == ""
        assert TypeAdapter(Url).validate_python(kept) == kept


def test_dates_are_iso_dates_written_as_text() -> None:
    """No other calendar, form or type; YAML 1.2 has no dates of its own."""
    assert TypeAdapter(Date).validate_python("2024-02-29") == date(2024, 2, 29)
    for wrong in (
        "2023-02-29",
        "20240229",
        "2024-2-29",
        "2024-W09-4",
        "2024-02-29T00:00",
        20240229,
        None,
        "٢٠٢٤-٠٢-٢٩",
    ):
        assert not accepts(Date, wrong), wrong


def test_lines_are_one_line_of_text() -> None:
    """Blanks around are cut; nothing else is converted."""
    assert TypeAdapter(Line).validate_python("  a b \n") == "a b"
    assert [accepts(Line, value) for value in ("a\nb", " ", "", 5, None, "x" * 300, "x" * 301)] == [
        False,
        False,
        False,
        False,
        False,
        True,
        False,
    ]


def test_raw_signals_are_numbers_switches_or_dates() -> None:
    """Not a number, infinity and words are no measurements."""
    assert TypeAdapter(Scalar).validate_python("2026-11-01") == date(2026, 11, 1)
    assert [
        accepts(Scalar, value)
        for value in (0, -1.5, True, "5", None, float("nan"), float("inf"), [1])
    ] == [True, True, True, False, False, False, False, False]


def test_attributes_are_short_facts() -> None:
    """Texts, numbers, switches and lists of texts."""
    assert TypeAdapter(AttributeText).validate_python([" a ", "b"]) == ["a", "b"]
    assert [
        accepts(AttributeText, value)
        for value in ("a", 1, True, ["a", 1], [""], {"a": 1}, None, "x" * 301)
    ] == [True, True, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("MIT", "MIT"),
        ("mit or apache-2.0", None),
        ("apache-2.0", "Apache-2.0"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        (
            "(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0",
            "(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0",
        ),
        ("LicenseRef-Meta-Llama-3", "LicenseRef-Meta-Llama-3"),
        ("LicenseRef-Proprietary", "LicenseRef-Proprietary"),
        ("GPL-2.0+", "GPL-2.0+"),
        ("proprietary", None),
        ("APGL-3.0-onyl", None),
        ("Apache 2.0", None),
        ("MIT/Apache", None),
        ("", None),
        ("MIT OR", None),
        ("(MIT", None),
        ("(" * 290 + "MIT", None),
        ("MIT WITH MIT", None),
        ("<b>", None),
    ],
)
def test_licences_are_spdx_expressions(written: str, kept: str | None) -> None:
    """Identifiers are those of the SPDX list, in its spelling."""
    if kept is None:
        assert not accepts(License, written)
    else:
        assert TypeAdapter(License).validate_python(written) == kept


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("APGL-3.0-onyl", 'did you mean "AGPL-3.0-only"?'),
        ("proprietary", "LicenseRef-Proprietary"),
        ("BSD", "spdx.org/licenses"),
        ("MIT OR", "MIT OR Apache-2.0"),
    ],
)
def test_the_hint_for_a_licence_names_what_to_write(written: str, hint: str) -> None:
    fault, advice = check_license(written)
    assert fault
    assert hint in advice


def test_package_urls_are_purls() -> None:
    assert accepts(PackageUrl, "pkg:npm/%40scope/name@1.0?arch=x")
    assert [
        one
        for one in ("flax", "pkg:", "pkg:pypi", "pkg:pypi/a b", "pkg:pypi/<x>")
        if accepts(PackageUrl, one)
    ] == []


def test_values_cannot_be_changed_after_reading() -> None:
    """A file's model is frozen, as all values are."""
    assert FileModel.model_config["frozen"] is True
    assert FileModel.model_config["extra"] == "forbid"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org//evil.example/",
        "https://example.org/a//b/",
        "https://example.org/../x/",
        "https://example.org//",
        "http://localhost//evil.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "https://example.org/?x",
    ],
)
def test_a_base_url_whose_links_would_leave_the_site_is_refused(url: str) -> None:
    """`//evil.example/tools/` is a link to another host."""
    assert check_base_url(url)


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://example.org/a/b/", "http://localhost:8000/sub/"]
)
def test_a_base_url_may_have_a_path(url: str) -> None:
    assert check_base_url(url) == ""


@pytest.mark.parametrize("text", ["\u0301", "\u0301 \u0302", " \u3000\u0301"])
def test_a_line_that_shows_nothing_is_empty(text: str) -> None:
    """Marks without a letter are no name."""
    with pytest.raises(ValidationError, match="is empty"):
        TypeAdapter(Line).validate_python(text)
