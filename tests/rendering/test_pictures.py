"""The picture of a tool: its logo, or a monogram."""

from ssg.monogram import tint
from ssg.rendering.pictures import picture
from support.strategies import a_tool


def test_a_logo_is_shown_at_its_address() -> None:
    shown = picture(a_tool(logo="/logos/flax.svg"), "/pens/logos/flax.svg?a&b")
    assert '<img class="picture" src="/pens/logos/flax.svg?a&amp;b" alt=""' in shown


def test_the_slug_chooses_the_colour_of_a_monogram_and_the_name_its_letters() -> None:
    tools = [a_tool(f"tool-{number}", name="Big Pen") for number in range(20)]
    shown = [picture(tool, "") for tool in tools]
    assert all('data-mark="BP"' in html for html in shown)
    colours = [f'class="picture m{tint(tool.slug)}"' for tool in tools]
    assert all(colour in html for colour, html in zip(colours, shown, strict=True))
    assert len(set(shown)) > 1
