"""`ssg explain`: explain a problem code."""

import click

from ssg.cli.options import COMMON_OF_QUERIES
from ssg.review.error_codes import explain as explain_code
from ssg.review.error_codes import explanations

__all__ = ["explain"]


@click.command()
@click.argument("code", required=False)
@COMMON_OF_QUERIES
def explain(code: str | None) -> None:
    """Explain a problem CODE such as SSG012 by an example and its fix. Without CODE, list all."""
    if code:
        explanation = explain_code(code)
        click.echo(f"{explanation.code}: {explanation.title}\n\n{explanation.text}", nl=False)
    else:
        for explanation in explanations():
            click.echo(f"{explanation.code}  {explanation.title}")
