"""Data of the filters: the columns of the fields, and the names of the files."""

import json
from pathlib import Path

import pytest

from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.pair_table import PairOrder, PairTable
from ssg.site import LateOutput, Output, Pair
from ssg.views.browse import browse_data
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files

NO_PAIRS = PairOrder(PairTable(()), ())


def data_of(
    root: Path,
) -> tuple[dict[str, list[dict[str, object]]], list[int], list[Output | LateOutput]]:
    """Return the data of tools and comparisons, and all files of a site."""
    planned = plan(Config(root=root, output=root / "public"))
    files = {
        file.path.split(".")[0]: file
        for file in planned.files
        if ".json" in file.path and file.path.count(".") == 2
    }
    tools = json.loads(files["assets/tools"].body)
    return tools, json.loads(files["assets/comparisons"].body), list(planned.files)


def test_fields_are_columns_in_the_order_of_the_tools(tmp_path: Path) -> None:
    tools, comparisons, _ = data_of(write_files(tmp_path, SMALL_SITE))
    names = [str(row[0]) for row in tools["tools"]]  # type: ignore[index]
    fields = {str(field["name"]): field for field in tools["fields"]}
    assert sorted(names) == ["Alpha", "Beta", "Gamma"]
    alpha, beta, gamma = (names.index(name) for name in ("Alpha", "Beta", "Gamma"))

    def labels(name: str, tool: int) -> list[str]:
        field = fields[name]
        held = field["column"][tool]  # type: ignore[index]
        numbers = held if isinstance(held, list) else [held]
        return [field["values"][number][1] for number in numbers]  # type: ignore[index]

    assert labels("category", beta) == ["Training", "Data"]
    assert labels("category", gamma) == []
    assert [labels("pricing", tool) for tool in (alpha, beta, gamma)] == [["Free"], ["Paid"], []]
    assert [labels("gpu", tool) for tool in (alpha, beta, gamma)] == [["Yes"], ["No"], []]
    assert fields["capabilities"]["column"][alpha] == 2  # type: ignore[index]
    assert len(comparisons) == 6


def test_licences_that_spdx_does_not_list_are_shown_without_their_prefix(tmp_path: Path) -> None:
    files = {**SMALL_SITE}
    beta = "content/tools/beta.yaml"
    files[beta] = f"{files[beta].rstrip()}\nlicense: LicenseRef-Proprietary\n"
    site = plan(Config(root=write_files(tmp_path, files), output=tmp_path / "public")).site
    data = browse_data(site, site.catalog.tools, {}, NO_PAIRS)
    (field,) = (each for each in json.loads(data.tools.body)["fields"] if each["name"] == "license")
    assert field["values"] == [["MIT", "MIT"], ["LicenseRef-Proprietary", "Proprietary"]]
    assert "Proprietary" in data.badges["beta"]


def test_an_attribute_may_have_the_name_of_a_field(tmp_path: Path) -> None:
    files = {**SMALL_SITE}
    files["content/tools/beta.yaml"] = files["content/tools/beta.yaml"].replace(
        "gpu: false", "gpu: false, pricing: A company"
    )
    tools, _, _ = data_of(write_files(tmp_path, files))
    names = [field["name"] for field in tools["fields"]]
    assert len(names) == len(set(names))
    assert {"pricing", "pricing-"} <= set(names)


def test_fields_in_which_the_tools_do_not_differ_are_left_out(tmp_path: Path) -> None:
    files = {
        f"content/tools/t{number}.yaml": f"name: T{number}\ntype: app\nsummary: Same.\n"
        for number in range(3)
    }
    site = "title: T\nbase_url: https://e.org/\ntypes: {app: App}\npairs: {policy: all}\n"
    tools, _, _ = data_of(write_files(tmp_path, {**files, "content/site.yaml": site}))
    assert [field["name"] for field in tools["fields"]] == []


def test_pairs_are_sorted_and_written_in_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.views.browse.BLOCK", 2)
    site = plan(Config(root=write_files(tmp_path, SMALL_SITE), output=tmp_path / "public")).site
    tools = site.catalog.tools
    slugs = [tool.slug for tool in tools]
    assert len(slugs) == 3
    pairs = [Pair(slugs[a], slugs[b], 1.0, ()) for a, b in ((0, 1), (0, 2), (1, 2))]
    body = browse_data(site, tools, {}, PairOrder(PairTable(pairs), slugs)).comparisons.body
    assert body == b"[0,1,0,2,1,2]"
    assert browse_data(site, tools, {}, NO_PAIRS).comparisons.body == b"[]"


def test_the_name_of_a_file_changes_with_its_content(tmp_path: Path) -> None:
    planned = plan(Config(root=write_files(tmp_path, SMALL_SITE), output=tmp_path / "public"))
    site = planned.site
    before = browse_data(site, site.catalog.tools, {}, NO_PAIRS)
    after = browse_data(site, tuple(reversed(site.catalog.tools)), {}, NO_PAIRS)
    assert before.tools.path != after.tools.path
    assert before == browse_data(site, site.catalog.tools, {}, NO_PAIRS)
