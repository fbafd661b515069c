"""`ssg explain`: what a code means, an example and the cure."""

import click

from ssg.cli.options import COMMON

__all__ = ["explain"]


@click.command()
@click.argument("code", required=False)
@COMMON
def explain(code: str | None, *, quiet: bool, verbose: int) -> None:  # noqa: ARG001
    """Say what a CODE such as SSG012 means, with an example and the cure; without one, list them all."""
    from ssg.review.error_codes import explain as explain_code
    from ssg.review.error_codes import explanations

    if code:
        found = explain_code(code)
        click.echo(f"{found.code}: {found.title}\n\n{found.text}", nl=False)
    else:
        for one in explanations():
            click.echo(f"{one.code}  {one.title}")
