"""Name of the Python package, and home of the source code."""

__all__ = ["PACKAGE", "REPOSITORY", "install_command"]

PACKAGE = "versus-ssg"
REPOSITORY = "https://github.com/versus-ssg/ssg"


def install_command(extra: str) -> str:
    """Return the shell command that installs the package with an extra."""
    return f'pip install "{PACKAGE}[{extra}] @ git+{REPOSITORY}"'
