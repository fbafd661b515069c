"""The folders of sorted paths are found one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from ssg.output.tree_files import folders_in_order, folders_of

NAMES = st.text("a-/b", min_size=1, max_size=6).map(lambda text: text.strip("/") or "a")


@given(st.lists(NAMES))
def test_each_folder_comes_once_and_after_those_above_it(names: list[str]) -> None:
    paths = sorted("/".join(filter(None, name.split("/"))) for name in names)
    found = [*folders_in_order(paths)]
    assert sorted(found) == sorted(folders_of(paths))
    assert all(
        folder[: folder.rfind("/", 0, -1) + 1] in {"", *found[:place]}
        for place, folder in enumerate(found)
    )
