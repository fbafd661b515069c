"""Modules in fewer bytes that do the same: what may get a short name, what may not, and what stays as it is."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from node_tools import missing
from site_fixtures import ROOT
from ssg.shorten import shorten

SCRIPTS = sorted((ROOT / "layouts/assets").rglob("*.js"))

PROGRAM = """\
// A module with a bit of everything; it tells what it computes.
import { text as shown } from "node:stream/consumers";
const first = 1, second = 2;   /* two at once */
let [left, right = first, ...others] = [3, undefined, 4, 5];
const { length, inner: { deep: renamed = 7 } = {}, ...remaining } = { length: 6, extra: 8 };
export const exported = first + +second - -left;
export function told(value, { limit = first, offset } = {}, ...more) {
  const word = "// no comment", single = 'first', pattern = /[/"'`]first\\/second/g, divided = length / second / left;
  for (const [key, value] of Object.entries({ first, second: left, "left": right })) more.push(key + value);
  for (let place = 0, end = 2; place < end; place++) more.push(place ? first : second);
  return [value, limit, offset, word, single, pattern.source, divided, more, typeof shown]
}
class Counter {
  constructor(start) { this.start = start; }
  get start2() { return this.start * 2 }
  next() { return ++this.start }
  field = first;
  static kept = { next: 1 };
}
const counter = new Counter(left), last = async value => (await value).map(one => one.first ?? second);
const taken = (next, start2) => next + start2;
const long = function (argument) { if (argument) return argument
  else return { argument, first: argument } };
try { throw new Error("x") } catch (problem) { others.push(problem.message) }
label: for (;;) { break label }
const wait = first ? second : left;
console.log(JSON.stringify([exported, told(1, { offset: 2 }, 3), counter.next(), counter.start2, taken(1, 2), long(0),
  long(4), renamed, counter.field, Counter.kept.next, others, remaining, right, wait,
  await last(Promise.resolve([{ first: 9 }, {}])), first
  + second]));
""".replace("`", "")


def output(source: str, folder: Path) -> object:
    node = shutil.which("node")
    if not node:
        missing("Node is missing, which runs the scripts of the search")
    (folder / "a.mjs").write_text(source, encoding="utf-8")
    done = subprocess.run([node, "a.mjs"], cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr + source
    return json.loads(done.stdout)


def test_a_shorter_module_does_the_same(tmp_path: Path) -> None:
    short = shorten(PROGRAM)
    assert len(short) < 0.7 * len(PROGRAM)
    assert output(short, tmp_path) == output(PROGRAM, tmp_path)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_of_ours_stays_a_program_and_shortening_again_changes_nothing_much(script: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node:
        missing("Node is missing, which reads scripts")
    short = shorten(script.read_text("utf-8"))
    (tmp_path / "a.mjs").write_text(short, encoding="utf-8")
    assert subprocess.run([node, "--check", "a.mjs"], cwd=tmp_path, capture_output=True, check=False).stderr == b""
    assert abs(len(shorten(short)) - len(short)) <= 40


@pytest.mark.parametrize(("long", "short"), [
    ("const variable = 1;\nexport const other = variable + variable;\n", "const a=1;export const other=a+a;"),
    ("import { name } from './a.js';\nname();\n", "import{name}from'./a.js';name();"),
    ("const value = { value: 1 };\n", "const value={value:1};"),
    ("const value = object.value;\n", "const value=object.value;"),
    ("const long = word => word.long2 / word.long3;\n", "const b=a=>a.long2/a.long3;"),
    ("let count = a + +b - -c;\n", "let count=a+ +b- -c;".replace("count", "d")),
    ("const text = 'text // text', same = /text \\/ [/] text/;\n", "const b='text // text',a=/text \\/ [/] text/;"),
    ("const one = 1\nconst two = 2\n", "const a=1\nconst b=2"),
    ("export {};\nlocation = there; const there = 1, place = location, { here = place } = {};\n",
     "export{};location=b;const b=1,a=location,{here=a}={};"),
    ("let late; for (let place = 0, end = 9; place < end; place++) late = place;\n", "let c;for(let a=0,b=9;a<b;a++)c=a;"),
    ("const text = `\n  text\n`;\n", "const text = `\n  text\n`;\n"),
    ("", "")])
def test_names_and_blanks(long: str, short: str) -> None:
    assert shorten(long) == short


def test_more_than_26_names_never_take_one_that_is_there() -> None:
    source = "".join(f"const name{number} = {number};\n" for number in range(60)) + "use(a, aa, do_);\n"
    names = re.findall(r"const (\w+)=", shorten(source))
    assert len(names) == len(set(names)) == 60
    assert not set(names) & {"a", "aa", "do", "if", "in", "of", "as"}
