"""Imports between scripts, rewritten to names with content hashes."""

import hashlib
import re

import pytest

from ssg.errors import BuildError
from ssg.rendering.script_imports import link


def hashed(name: str, body: bytes) -> str:
    return f"{name.removesuffix('.js')}.{hashlib.sha256(body).hexdigest()[:6]}.js"


def test_imports_name_the_hashed_files() -> None:
    found = link(
        {
            "page.js": 'import { find } from "./search/find.js";\n'
            "const late = () => import('./search/late.js');\n",
            "search/find.js": 'import "../words.js";\nexport * from "./late.js";\n',
            "search/late.js": "export const late = 1;\n",
            "words.js": "export const stop = 'from \"words\"';\n",
        },
        hashed,
    )
    names = {name: new for name, (new, _) in found.items()}
    assert found["search/find.js"][1].decode() == (
        f'import "../{names["words.js"]}";\n'
        f'export * from "./{names["search/late.js"].split("/")[1]}";\n'
    )
    assert found["page.js"][1].decode() == (
        f'import {{ find }} from "./{names["search/find.js"]}";\n'
        f"const late = () => import('./{names['search/late.js']}');\n"
    )


def test_a_change_reaches_the_names_of_all_that_rest_on_it_and_no_other() -> None:
    modules = {"a.js": 'import "./b.js";', "b.js": 'import "./c.js";', "c.js": "1;", "d.js": "2;"}
    before, after = link(modules, hashed), link({**modules, "c.js": "3;"}, hashed)
    assert [name for name in modules if before[name] != after[name]] == ["a.js", "b.js", "c.js"]


def test_nothing_but_the_names_changes() -> None:
    text = 'import { a } from "./b.js"; // why\n\n  const longName = a; /* as it is */\n'
    found = link({"a.js": text, "b.js": "export const a = 1;\n"}, hashed)
    assert found["a.js"][1].decode() == text.replace("./b.js", f"./{found['b.js'][0]}")


def test_other_imports_stay() -> None:
    text = 'import"https://example.org/a.js";import b from"bare";'
    assert link({"a.js": text}, hashed)["a.js"][1] == text.encode()


MOVE = "move what both need to a third file"


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        (
            {"a.js": 'import "./b.js";'},
            (
                'layouts/assets/a.js:1:1: error[SSG050] imports "./b.js", which does not exist; '
                "fix the path"
            ),
        ),
        (
            {"a.js": 'import "../a.js";'},
            (
                'layouts/assets/a.js:1:1: error[SSG050] imports "../a.js", which does not exist; '
                "fix the path"
            ),
        ),
        (
            {"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'},
            "layouts/assets/b.js:1:1: error[SSG050] import cycle with a.js; " + MOVE,
        ),
        (
            {"a.js": 'import "./a.js";'},
            "layouts/assets/a.js:1:1: error[SSG050] import cycle with a.js; " + MOVE,
        ),
    ],
)
def test_invalid_imports_are_reported(modules: dict[str, str], message: str) -> None:
    with pytest.raises(BuildError, match=f"^{re.escape(message)}$"):
        link(modules, hashed)
