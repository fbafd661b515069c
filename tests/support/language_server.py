"""A session with a language server: what an editor sends, and what it gets back."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["Session", "session"]


class Session:
    """Talks to a language server over its stdin and stdout (JSON-RPC with Content-Length heads)."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self._process, self._root, self._asked = process, root, 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Wait for the next message; answer whatever the server asks with nothing."""
        stream, length = self._process.stdout, 0
        assert stream
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            items = (
                message.get("params", {}).get("items", [])
                if message["method"] == "workspace/configuration"
                else None
            )
            self._send(id=message["id"], result=items if items is None else [{} for _ in items])
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def ask(self, method: str, **params: Any) -> Any:
        """Ask for something and wait for the answer."""
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while (message := self._read()).get("id") != self._asked or "method" in message:
            pass
        assert "error" not in message, message["error"]
        return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Tell of something that has no answer."""
        self._send(method=method, params=params)

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file in the editor; wait for what the server has to say of it and return that."""
        uri = (self._root / path).as_uri()
        self._diagnostics.pop(uri, None)
        self.tell(
            "textDocument/didOpen",
            textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text},
        )
        while uri not in self._diagnostics:
            self._read()
        return self._diagnostics[uri]

    def complete(self, path: str, line: int, column: int) -> set[str]:
        """Return what is offered at a place of an open file; both count from 0."""
        found = self.ask(
            "textDocument/completion",
            textDocument={"uri": (self._root / path).as_uri()},
            position={"line": line, "character": column},
        )
        return {
            one["label"] for one in (found["items"] if isinstance(found, dict) else found or [])
        }

    def hover(self, path: str, line: int, column: int) -> str:
        """Return what is shown under the mouse."""
        found = self.ask(
            "textDocument/hover",
            textDocument={"uri": (self._root / path).as_uri()},
            position={"line": line, "character": column},
        )
        return str(found["contents"]["value"] if found else "")


@contextmanager
def session(words: Sequence[str], root: Path) -> Iterator[Session]:
    """Start a language server for a folder; end it when the block ends."""
    with subprocess.Popen(
        words, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            opened = Session(process, root)
            opened.ask(
                "initialize",
                processId=None,
                rootUri=root.as_uri(),
                capabilities={},
                workspaceFolders=[{"uri": root.as_uri(), "name": "site"}],
            )
            opened.tell("initialized")
            opened.tell(
                "workspace/didChangeConfiguration",
                settings={
                    "yaml": {
                        "completion": True,
                        "hover": True,
                        "validate": True,
                        "schemaStore": {"enable": False},
                    }
                },
            )
            yield opened
        finally:
            process.kill()
