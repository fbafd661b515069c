"""Count which words of documentation are near each other; write `word_vectors` of the alignment.

    python benchmarks/word_vectors.py FOLDER

FOLDER has `Translation-en`, the English descriptions of Debian's packages as `apt-get update` gets
them (`Acquire::Languages=en`; main, Debian 12.15, decompressed), and a folder for each package of
`MANUALS`, with its name and its content (`apt-get download NAME`, `dpkg -x`). The texts are counted
and not shipped. Cells are numbers of neighbours within `WINDOW` words of the same paragraph,
weighted by positive pointwise mutual information (contexts smoothed: Levy, Goldberg and Dagan
2015), and reduced to `WIDTH` columns by a truncated singular value decomposition (randomized:
Halko, Martinsson and Tropp 2011, with a fixed seed). Another BLAS may change the last digit of a
cell.
"""

import gzip
import html
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.word_vectors import WIDTH
from ssg.tokenizer import means_something, stem, tokens

ROOT = Path(__file__).parent.parent
DATA = ROOT / "ssg/comparison/data"
MANUALS = """
apache2-doc 2.4.71-1~deb12u1 Apache-2.0
bacula-doc 9.6.7-2 CC-BY-SA-4.0
borgbackup-doc 1.2.4-1 BSD-3-Clause
buildbot-doc 3.7.0-2 GPL-2
cockpit-doc 287.1-0+deb12u3 LGPL-2.1+
cyrus-doc 3.6.1-4+deb12u5 CMU
debian-handbook 11.20220922 GPL-2+ or CC-BY-SA-3.0
docker-doc 20.10.24+dfsg1-1+deb12u1 Apache-2.0
dovecot-core 1:2.3.19.1+dfsg1-2.1+deb12u7 LGPL-2.1
exim4-doc-html 4.96-1 GPL-2+
ganeti-doc 3.0.2-3 BSD-2-Clause
git-doc 1:2.39.5-0+deb12u3 GPL-2
gnome-user-docs 43.0-2 CC-BY-SA-3.0
heat-doc 1:19.0.0-3 Apache-2.0
icinga2-doc 2.13.6-2+deb12u2 GPL-2+
ikiwiki 3.20200202.3-1 GPL-2+
keystone-doc 2:22.0.2-0+deb12u6 Apache-2.0
krb5-doc 1.20.1-2+deb12u5 CC-BY-SA-3.0
lemonldap-ng-doc 2.16.1+ds-deb12u10 GPL-2+
libreoffice-help-en-us 4:7.4.7-1+deb12u14 MPL-2.0
mailman3-doc 3.3.8-2~deb12u2 GPL-3
mopidy-doc 3.4.1-1 Apache-2.0
ocrmypdf-doc 14.0.1+dfsg1-1 CC-BY-SA-4.0
openqa-doc 4.6.1674490999.b00c12673-2 GPL-2+
patroni-doc 3.0.2-1 MIT
pelican-doc 4.8.0+dfsg-1 AGPL-3
pgbackrest-doc 2.45-1 MIT
postfix-doc 3.7.11-0+deb12u1 EPL-2.0 or IPL-1.0
postgresql-doc-15 15.20-0+deb12u1 PostgreSQL
proftpd-doc 1.3.8+dfsg-4+deb12u5 GPL-2+
python-celery-doc 5.2.6-5 CC-BY-SA-4.0
python-django-doc 3:3.2.25-0+deb12u7 BSD-3-Clause
rear-doc 2.7+dfsg-1+deb12u1 GPL-3+
rsyslog-doc 8.2302.0+dfsg-1 GPL-3+ and Apache-2.0
rt5-doc-html 5.0.3+dfsg-3~deb12u6 GPL-2
slurm-wlm-doc 22.05.8-4+deb12u3 GPL-2+
sphinx-doc 5.3.0-4 BSD-2-Clause
sqlite3-doc 3.40.1-2+deb12u2 public domain
swift-doc 2.30.1-0+deb12u3 Apache-2.0
varnish-doc 7.1.1-2+deb12u1 BSD-2-Clause
weechat-doc 3.8-1 GPL-3+
xapian-doc 1.4.22-1 GPL-2+
zoneminder-doc 1.36.33+dfsg1-1 GPL-2+
"""
"""Debian package, version, licence of the documentation."""
WINDOW, VOCABULARY = 6, 8_000
SMOOTHING = 0.75
"""Exponent of the frequency of contexts."""
OVERSAMPLED, ITERATIONS, SEED = 32, 8, 1
ROWS_AT_ONCE = 500
LONGEST_WORD, SHORTEST_PARAGRAPH = 25, 25
LEAST_LETTERS = 0.8
"""Share of letters and spaces in a paragraph; others are tables, code and lists of links."""
NOT_DESCRIBED = re.compile(
    r"^(?:fonts-|gir1\.2-|golang-|haskell|lib|linux-|node-|python3-|r-|ruby-|texlive)|"
    r"-(?:dbg|dev|doc|perl)$"
)
"""Packages of parts of programs: their descriptions repeat that of a program."""
PAGES = re.compile(r"\.(?:html?|page|docbook)(?:\.gz)?$")
TEXTS = re.compile(r"\.(?:md|markdown|mdwn|asciidoc|txt|rst)(?:\.gz)?$")
LANGUAGES = "ar|ca|cs|da|de|el|es|fa|fi|fr|hr|hu|id|it|ja|ko|nb|nl|pl|pt|ro|ru|sr|sv|tr|uk|vi|zh"
NOT_READ = re.compile(
    r"(?i)changelog|release-?notes|licen[cs]e|/_modules/|/_sources/|genindex|modindex|"
    rf"/releases/|upgrading|[/.](?:{LANGUAGES}|[a-z]{{2}}[-_](?!us)[a-z]{{2}})(?:/|\.html)|"
    r"/share/help/(?!C/)"
)
"""Other languages, and what is no prose."""
BLOCKS = "script|style|pre|nav|head|header|footer|screen|programlisting|synopsis"
WITHIN_LINES = (
    "a|abbr|acronym|app|application|b|big|cite|cmd|code|command|dfn|em|emphasis|file|filename|font|"
    "gui|guibutton|guilabel|guimenu|guimenuitem|guisubmenu|guiseq|i|input|interface|kbd|key|keycap|"
    "keycombo|keyseq|link|literal|menuchoice|option|output|phrase|q|quote|replaceable|samp|small|"
    "span|strong|sub|sup|sys|systemitem|tt|u|ulink|var|varname|xref"
)
PAGE_MARKUP = (
    (re.compile(rf"(?is)<!--.*?-->|<({BLOCKS})\b.*?</\1\s*>"), "\n\n"),
    (re.compile(rf"(?i)</?(?:{WITHIN_LINES})\b[^<>]*>"), ""),
    (re.compile(r"<[^<>]{1,2000}>"), "\n\n"),
)
TEXT_MARKUP = (
    (re.compile(r"(?ms)```.*?```|~~~.*?~~~|^----\n.*?^----$"), " "),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<[^<>]{1,300}>"), " "),
)
ADDRESS = re.compile(r"https?://\S+|\S*[/\\]\S*[/\\]\S*|\S+@\S+")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*#=|]|\d+\.) ?)")
Floats: TypeAlias = NDArray[np.float32]


def paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of all texts, each once per package."""
    yield from dict.fromkeys(_descriptions(folder / "Translation-en"))
    for line in filter(None, MANUALS.split("\n")):
        package = folder / line.split()[0]
        if not package.is_dir():
            sys.exit(f"{package}: no such folder")
        yield from dict.fromkeys(part for text in _documents(package) for part in _prose(text))


def _descriptions(file: Path) -> Iterator[str]:
    """Yield the first lines and the paragraphs of the descriptions of programs."""
    for block in file.read_text("utf-8").split("\n\n"):
        fields, _, described = block.partition("Description-en: ")
        if described and not NOT_DESCRIBED.search(fields.split()[1]):
            first, *others = described.split("\n")
            yield first
            yield from _prose("\n".join("" if line == " ." else line[1:] for line in others))


def _documents(package: Path) -> Iterator[str]:
    """Yield the pages of a package as plain text, or its other texts if it has no pages."""
    files = [
        file
        for file in sorted(package.rglob("*"))
        if file.is_file()
        and not file.is_symlink()
        and not NOT_READ.search(f"/{file.relative_to(package)}")
    ]
    pages = [file for file in files if PAGES.search(file.name)]
    for file in pages or filter(lambda each: TEXTS.search(each.name), files):
        data = file.read_bytes()
        text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8", "replace")
        for pattern, replacement in PAGE_MARKUP if pages else TEXT_MARKUP:
            text = pattern.sub(replacement, text)
        yield html.unescape(text)


def _prose(text: str) -> Iterator[str]:
    for part in PARAGRAPH.split(ADDRESS.sub(" ", text.replace("\r", ""))):
        paragraph = " ".join(part.split())
        letters = sum(each.isalpha() or each == " " for each in paragraph)
        if len(paragraph) > SHORTEST_PARAGRAPH and letters > LEAST_LETTERS * len(paragraph):
            yield paragraph


def stems_of(folder: Path) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
    """Return the most frequent stems; the number of each in the texts, or -1; its paragraph."""
    numbers: dict[str, int] = {}
    of_word: dict[str, int] = {}
    found: list[int] = []
    places: list[int] = []
    for place, paragraph in enumerate(paragraphs(folder)):
        for word in tokens(paragraph):
            if word not in of_word:
                kept = means_something(word) and word.isascii() and not word.isdigit()
                kept = kept and len(word) <= LONGEST_WORD
                of_word[word] = numbers.setdefault(stem(word), len(numbers)) if kept else -1
            if of_word[word] >= 0:
                found.append(of_word[word])
                places.append(place)
    names = list(numbers)
    counts = Counter(found)
    common = sorted(sorted(numbers, key=lambda each: (-counts[numbers[each]], each))[:VOCABULARY])
    new = np.full(len(names), -1, np.int32)
    new[[numbers[each] for each in common]] = np.arange(len(common))
    print(f"{len(found):,} words, {len(names):,} stems")
    return common, new[np.array(found)], np.array(places, np.int32)


def weights_of(size: int, stems: NDArray[np.int32], places: NDArray[np.int32]) -> Floats:
    """Return the positive pointwise mutual information of stems and their neighbours."""
    counts = np.zeros(size * size, np.float32)
    for distance in range(1, WINDOW + 1):
        one, other = stems[:-distance], stems[distance:]
        near = (places[:-distance] == places[distance:]) & (one >= 0) & (other >= 0)
        cells, times = np.unique(
            one[near].astype(np.int64) * size + other[near], return_counts=True
        )
        counts[cells] += times
    matrix = counts.reshape(size, size)
    matrix = matrix + matrix.T
    of_row = matrix.sum(axis=1, keepdims=True)
    of_column = of_row.T**SMOOTHING / (of_row**SMOOTHING).sum()
    for begin in range(0, size, ROWS_AT_ONCE):
        part = slice(begin, begin + ROWS_AT_ONCE)
        with np.errstate(divide="ignore", invalid="ignore"):
            information = np.log(matrix[part] / (of_row[part] * of_column))
        matrix[part] = np.nan_to_num(np.maximum(information, 0), posinf=0)
    result: Floats = matrix
    return result


def reduced(matrix: Floats) -> Floats:
    """Return the left singular vectors times the roots of their values, without the mean row."""
    random = np.random.default_rng(SEED)
    basis = random.standard_normal((matrix.shape[1], WIDTH + OVERSAMPLED)).astype(np.float32)
    for _ in range(ITERATIONS):
        basis = np.linalg.qr(matrix.T @ np.linalg.qr(matrix @ basis)[0])[0]
    left, values, _ = np.linalg.svd(matrix @ basis, full_matrices=False)
    vectors = left[:, :WIDTH] * np.sqrt(values[:WIDTH])
    vectors *= np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(WIDTH)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    vectors -= vectors.mean(axis=0)
    result: Floats = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return result


def main() -> None:
    """Write the list of words and the table."""
    names, stems, places = stems_of(Path(sys.argv[1]))
    vectors = reduced(weights_of(len(names), stems, places))
    steps = np.abs(vectors).max(axis=1, keepdims=True) / 127
    scale = float(np.quantile(steps, 0.999))
    cells = np.clip(np.rint(vectors / scale), -127, 127).astype(np.int8)
    header = "\n".join(f"# {line}".rstrip() for line in HEADER.strip().split("\n"))
    (DATA / "word_vectors.txt").write_text(f"{header}\n" + "\n".join(names) + "\n", "utf-8")
    (DATA / "word_vectors.bin").write_bytes(cells.tobytes())


HEADER = f"""Stems of words; the row of each in word_vectors.bin, {WIDTH} columns of int8.
Generated by benchmarks/word_vectors.py from counts of words in these texts of Debian, which are not
included: the English descriptions of packages (Translation-en of main, Debian 12.15), and manuals
(package, version, licence):
{MANUALS.strip()}
"""

if __name__ == "__main__":
    main()
