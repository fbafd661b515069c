"""A JavaScript module -> the same module in fewer bytes: no comments, few blanks, short names for its own variables.

A name gets the same short one wherever it stands, so that scopes need not be known. That is safe for a name that the module
declares and that is nowhere a property, a key, or shared with other modules: any doubt, and the name stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase

__all__ = ["shorten"]

TOKEN = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*(?:(?!\*/).)*\*/)+)|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|"""
    r"""(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<sign>=>|\.\.\.|\?\.|\?\?=?|&&=?|\|\|=?|[=!]==?|[-+*/%<>&|^]=|"""
    r"""\+\+|--|<<|>>>?|\*\*|.)""", re.DOTALL)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
"""A regular expression; a division looks the same, so that what stands before decides."""
VALUES_END = {")", "]", "}"}
EXPORTED = re.compile(r"\bexport(?: default)?(?: async)?(?: (?:function|class|const|let|var))?$")
"""What stands before a name that other modules know."""
KEYWORDS = frozenset("""
    arguments as async await break case catch class const constructor continue debugger default delete do else enum eval export
    extends false finally for from function get if import in instanceof let new null of return set static super switch this
    throw true try typeof undefined var void while with yield
""".split())  # noqa: SIM905  (a list of words is read more easily than a list of strings)
STATEMENTS = {
    "const", "let", "var", "function", "class", "return", "if", "for", "while", "do", "try", "throw", "export", "import",
}
"""Where one of these stands outside brackets, a declaration without a semicolon is over."""
OPENS_A_VALUE = {
    "(", "[", ",", "=", ":", "?", "...", "??", "&&", "||", "return", "const", "let", "var", "import", "export", "of", "in",
}
"""Behind these a brace begins an object or a pattern, not a block."""

Token = tuple[str, str]
"""Kind and text."""


def shorten(module: str) -> str:
    """Return the module; one with a backtick comes back as it is, as what stands in a template is not looked through."""
    if "`" in module:
        return module
    tokens = list(_tokens(module))
    names = _short_names(tokens)
    return "".join(_written([(kind, names.get(text, text) if kind == "name" else text) for kind, text in tokens]))


def _tokens(module: str) -> Iterator[Token]:
    at, before = 0, ("sign", ";")
    while at < len(module):
        divides = before[0] in {"number", "text"} or before[1] in VALUES_END or (
            before[0] == "name" and before[1] not in KEYWORDS - {"this", "super", "null", "true", "false", "undefined"})
        match = PATTERN.match(module, at) if module[at] == "/" and module[at + 1: at + 2] not in "/*" and not divides else None
        kind, text = ("text", match[0]) if match else _token(module, at)
        at += len(text)
        if kind != "space":
            before = kind, text
        yield kind, text


def _token(module: str, at: int) -> Token:
    match = TOKEN.match(module, at)
    return (str(match.lastgroup), match[0]) if match else ("sign", module[at])


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the tokens; of blanks only those between two words or two equal signs, and line ends, which may end a statement."""
    for place, (kind, text) in enumerate(tokens):
        if kind != "space":
            yield text
        elif 0 < place < len(tokens) - 1:
            before, after = tokens[place - 1][1][-1], tokens[place + 1][1][0]
            if "\n" in text and before not in "{(,;" and after not in "})":
                yield "\n"
            elif (_is_word(before) and _is_word(after)) or before == after in {"+", "-"}:
                yield " "


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_$"


def _short_names(tokens: Sequence[Token]) -> dict[str, str]:
    """Return a short name for each that may have one, the shortest for those that come most often."""
    solid = [token for token in tokens if token[0] != "space"]
    times = Counter(text for kind, text in solid if kind == "name")
    braces = _braces(solid)
    declared = set(_declared(solid))
    kept = KEYWORDS | set(_shared(solid, braces))
    free = ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))
    unused = (name for name in free if name not in times and name not in KEYWORDS)
    return {name: next(unused) for name in sorted(declared - kept, key=lambda name: (-times[name], name)) if len(name) > 1}


def _braces(solid: Sequence[Token]) -> list[str]:
    """Tell what the innermost bracket around each token is: that of a `class`, of an `object` or pattern, or another."""
    opened: list[str] = []
    told = []
    for place, (kind, text) in enumerate(solid):
        if kind == "sign" and text in {")", "]", "}"} and opened:
            opened.pop()
        told.append(opened[-1] if opened else "")
        if kind == "sign" and text in {"(", "[", "{"}:
            before = [one for _, one in solid[max(0, place - 4): place]]
            of_class = text == "{" and "class" in before and not {"{", "}", ";"} & set(before[before.index("class"):])
            of_object = text == "{" and bool(before) and before[-1] in OPENS_A_VALUE
            opened.append("class" if of_class else "object" if of_object else "")
    return told


def _shared(solid: Sequence[Token], braces: Sequence[str]) -> Iterator[str]:
    """Yield the names that are properties or keys somewhere, and those that other modules know."""
    for place, (kind, text) in enumerate(solid):
        before = solid[place - 1][1] if place else ";"
        after = solid[place + 1][1] if place + 1 < len(solid) else ";"
        leading = " ".join(one for _, one in solid[max(0, place - 3): place])
        key = braces[place] == "class" or (braces[place] == "object" and before in {"{", ",", "get", "set", "async"})
        if kind == "name" and (key or before in {".", "?.", "as"} or after == "as" or EXPORTED.search(leading)):
            yield text


def _declared(solid: Sequence[Token]) -> Iterator[str]:
    """Yield the names of variables, functions, classes and parameters."""
    for place, (kind, text) in enumerate(solid):
        after = solid[place + 1] if place + 1 < len(solid) else ("sign", ";")
        if kind == "name" and text in {"const", "let", "var", "function", "class"} and after[0] == "name":
            yield after[1]
        if kind == "name" and text in {"const", "let", "var"}:
            yield from _names_of_declaration(solid, place + 1)
        if text == "=>" and solid[place - 1][0] == "name":
            yield solid[place - 1][1]
        if text == "=>" and solid[place - 1][1] == ")":
            yield from (one for sort, one in solid[_opening(solid, place - 1): place] if sort == "name")
        if text == "function":
            start = next(at for at in range(place, len(solid)) if solid[at][1] == "(")
            yield from _names_until(solid, start + 1, {"{"} if solid[start + 1][1] != "{" else {")"})


def _names_of_declaration(solid: Sequence[Token], start: int) -> Iterator[str]:
    """Yield the names that one `const`, `let` or `var` declares; what they get is passed over."""
    depth, pattern = 0, True
    for kind, text in solid[start:]:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text, 0) if kind == "sign" else 0
        if depth < 0 or (depth == 0 and (text in {";", "of", "in"} or (kind == "name" and text in STATEMENTS))):
            return
        pattern = text == "," or (pattern and text != "=") if depth == 0 else pattern
        if pattern and kind == "name":
            yield text


def _names_until(solid: Sequence[Token], start: int, ends: set[str]) -> Iterator[str]:
    for kind, text in solid[start:]:
        if text in ends:
            return
        if kind == "name":
            yield text


def _opening(solid: Sequence[Token], place: int) -> int:
    """Return where the bracket opens that closes here."""
    depth = 0
    for at in range(place, -1, -1):
        depth += {")": 1, "(": -1}.get(solid[at][1], 0) if solid[at][0] == "sign" else 0
        if not depth:
            return at
    return 0
