"""Count which words of documentation are near each other; write `word_vectors` of the alignment.

    python benchmarks/word_vectors.py FOLDER

FOLDER has the git repositories of `SOURCES`, each in `<owner>+<name>`. Their texts are counted and
not shipped. Cells are numbers of neighbours within `WINDOW` words of the same paragraph, weighted
by positive pointwise mutual information (contexts smoothed: Levy, Goldberg and Dagan 2015), and
reduced to `WIDTH` columns by a truncated singular value decomposition (randomized: Halko,
Martinsson and Tropp 2011, with a fixed seed). Another BLAS may change the last digit of a cell.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.tokenizer import means_something, stem, tokens

ROOT = Path(__file__).parent.parent
DATA = ROOT / "ssg/comparison/data"
SOURCES = """
BookStackApp/website 2d710d929c927bcf9004616de3b8d4ed405959f2 MIT
Lissy93/awesome-privacy 23857484a991eb705539eda72c042999a82b01dc CC0-1.0
MicrosoftDocs/OfficeDocs-Exchange 52e8b70f9b7aa92a24a4cb16b70229c1b45d583a CC-BY-4.0
MicrosoftDocs/dynamics365smb-docs 41aa5854d6fd0c6eacf01d5dc91327a04ab9eae9 CC-BY-4.0
MicrosoftDocs/microsoft-365-community eea73fdc5df1da383ff47c79671291b6c7eeea25 CC-BY-4.0
MicrosoftDocs/microsoft-style-guide c6945c32294e845a84b192a094fb1b7c2c452a6a CC-BY-4.0
MicrosoftDocs/terminal c341a6362f9f0346a17ecc5e1e74d2cd9372c8f9 CC-BY-4.0
PowerShell/PowerShell-Docs aef6c658cfba9f40a3a61e0028eb87800572854b CC-BY-4.0
akullpp/awesome-java 724812a7d84e4b62ee85735e3e406a755f753be0 CC-BY-SA-4.0
analysis-tools-dev/static-analysis 4996effe1ab31aac26dc6b7dbbbc81ef30a5f2d9 MIT
avelino/awesome-go c4bc4eb428f49593eac16307f76e691dcac06589 MIT
awesome-foss/awesome-sysadmin 795de7f24dbd6a3835945291895b5a28c176a89e CC-BY-SA-4.0
awesome-selfhosted/awesome-selfhosted 2aa7304d793ede626492daa890fea95915b35da3 CC-BY-SA-3.0
endoflife-date/endoflife.date a70eca337600e7d721dc48112c271f98661d208b MIT
firefly-iii/docs 5cffead4a56d4ffd3ada8ce50c2afea3e1823e8a CC-BY-SA-4.0
gitlabhq/omnibus-gitlab 440b1f835eb205885d22933ac074cc11c1148609 Apache-2.0
gitpod-io/website a430a92083735b98d31fea4cce71a6fcc6b980af MIT
globalwordnet/english-wordnet d94538ad0df3d7a4c77837bde6af69d7a6592c32 CC-BY-4.0
goharbor/website 9f010ab1c800e0353c3df96a0b23725294bd10ab Apache-2.0
gohugoio/hugoDocs 1c613349f4220ae84070df25979d720c43e5cfa6 Apache-2.0
inventree/inventree-docs e0af555e2e757fdb5c3d22fbd6e790c541ce72e8 MIT
jaywcjlove/awesome-mac b4043d92c04720f24bd0855cbc9fe6374205efec CC0-1.0
jitsi/handbook 39ea55309eff25a339b4c31fa5367f25842c0f5a Apache-2.0
kanboard/documentation 8a1a35c2f9c82ef8329ca6c9025bc47814349237 MIT
logseq/docs 08f855f24d66e4509b7ea808554c13b4649e6ee1 MIT
open-telemetry/opentelemetry.io dd5997c8b9fafbf72ea6b8059ade242d88b8f118 CC-BY-4.0
opensearch-project/documentation-website cf95a341c9b617c96ca8773b258512a18b93ab6b Apache-2.0
plausible/docs 208d58cab715dffc0ab4e3bd100b2ed0c0e7a0c0 CC-BY-SA-4.0
prometheus/docs c105550aad07161f62d02e305ed09799ec6025fa Apache-2.0
public-apis/public-apis c045a2eb505f0f8b7992bb4af53cc020f25003fd MIT
rabbitmq/rabbitmq-website 0acf2a429b51aa35667af4369b8353317ebea524 Apache-2.0
rclone/rclone 64ab1ac32260238eefca3c61327f5faf1c6e106f MIT
redis/redis-doc 1044224477fceacc5af56a636b0a7495d19e533c CC-BY-SA-4.0
rust-unofficial/awesome-rust 94da4bbb42eb21f09cd5510c8da5b24b53c5b34a CC0-1.0
sindresorhus/awesome-nodejs cf153d49f0d2b281bdc512b08f62ef0fb177a6dc CC0-1.0
thunderbird/thunderbird-android a59bd679859d369c9a39be147e536b825ffd0a6b Apache-2.0
tldr-pages/tldr 08e345f42639f67d99282813247ac670dc6e87cb CC-BY-4.0
veggiemonk/awesome-docker 1a39b59def0832471d79c2d2555d66481647bbaf Apache-2.0
vinta/awesome-python 25618e21215dd147735e6a5872445e698b43ee63 CC-BY-4.0
wagtail/wagtail c2ae43b9265d085c95142cd1a1f8563ad2eb4de9 BSD-3-Clause
"""
"""Repository, commit, licence."""
WINDOW, WIDTH, VOCABULARY = 6, 128, 10_000
SMOOTHING = 0.75
"""Exponent of the frequency of contexts."""
OVERSAMPLED, ITERATIONS, SEED = 32, 8, 1
ROWS_AT_ONCE = 500
LONGEST_WORD, SHORTEST_PARAGRAPH, LARGEST_FILE = 25, 25, 400_000
LEAST_LETTERS = 0.8
"""Share of letters and spaces in a paragraph; others are tables, code and lists of links."""
DOCUMENT = re.compile(r"(?i)\.(?:md|mdx|rst|adoc|markdown|txt|html?)$|src/yaml/[^/]+\.yaml$")
NOT_READ = re.compile(
    r"(?i)changelog|release-?notes|licen[cs]e|/locale|/translations?/|node_modules|pages\.|"
    r"/(?:de|fr|ja|es|zh\w*|pt\w*|it|ru|ko|pl|nl|tr|cs|uk|ar|bn|ro|[a-z]{2}[-_][a-z]{2})/"
)
"""Other languages, and what is no prose."""
MARKUP = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),
    (re.compile(r"```.*?```|~~~.*?~~~|^----\n.*?^----$", re.DOTALL | re.MULTILINE), " "),
    (re.compile(r"<!--.*?-->|<style.*?</style>|<script.*?</script>|<[^>]{1,300}>", re.DOTALL), " "),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)|\{[{%].*?[%}]\}"), " "),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r":\w+:`([^`<]*)(?:<[^`]*>)?`"), r"\1"),
    (re.compile(r"^\.\. .*$|^ +:\w+:.*$|^:\w[\w-]*:.*$", re.MULTILINE), ""),
    (re.compile(r"https?://\S+|\S*[/\\]\S*[/\\]\S*|\S+@\S+"), " "),
)
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*#=|]|\d+\.) ?)")
Floats: TypeAlias = NDArray[np.float32]


def paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of all documents, each once per repository."""
    for line in SOURCES.split("\n"):
        if not line:
            continue
        name, commit, _ = line.split()
        seen: set[str] = set()
        for text in _documents(folder / name.replace("/", "+"), commit):
            for paragraph in _prose(text):
                if paragraph not in seen:
                    seen.add(paragraph)
                    yield paragraph


def _documents(repository: Path, commit: str) -> Iterator[str]:
    heads = [
        found.parent for found in sorted(repository.glob("**/HEAD")) if "refs" not in str(found)
    ]
    if not heads:
        sys.exit(f"{repository}: no git repository")
    git = ["git", "--git-dir", str(heads[0])]
    listed = subprocess.run([*git, "ls-tree", "-rlz", commit], capture_output=True, check=True)
    objects = []
    for entry in listed.stdout.decode("utf-8", "replace").split("\0")[:-1]:
        about, path = entry.split("\t", 1)
        _, _, name, size = about.split()
        read = DOCUMENT.search(path) and not NOT_READ.search(path) and size.isdigit()
        if read and (int(size) < LARGEST_FILE or path.startswith("src/yaml/")):
            objects.append(name)
    with subprocess.Popen(
        [*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        into, out = process.stdin, process.stdout
        if not into or not out:
            return
        for name in objects:
            into.write(f"{name}\n".encode())
            into.flush()
            header = out.readline().split()
            if len(header) == 3:
                yield out.read(int(header[2])).decode("utf-8", "replace")
                out.read(1)


def _prose(text: str) -> Iterator[str]:
    text = text.replace("\r", "")
    for pattern, replacement in MARKUP:
        text = pattern.sub(replacement, text)
    for part in PARAGRAPH.split(text):
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
Generated by benchmarks/word_vectors.py from counts of words in these texts, which are not included:
{SOURCES.strip()}
"""

if __name__ == "__main__":
    main()
