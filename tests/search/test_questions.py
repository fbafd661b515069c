"""First results of questions that people ask, on small sites."""

from pathlib import Path
from typing import Any

import pytest

from ssg.catalog import Catalog, Tool
from ssg.content.load import load
from ssg.ranking.scoring import rank
from ssg.search.index import search_files
from ssg.search.synonyms import Synonyms
from ssg.search.word_tables import general_synonyms, kinds
from ssg.settings import AttributeKind, AttributeSpec, Category, Settings
from ssg.site import Site
from ssg.tokenizer import Tokenizer, table_for
from support.node_search import ask, write
from support.site_fixtures import ROOT

CATEGORIES = {
    "chat": "Communication - Chat",
    "git": "Software Development - Project Management",
    "music": "Media Streaming - Audio Streaming",
    "notes": "Note-taking & Editors",
    "photos": "Photo Galleries",
    "remote": "Remote Access",
    "wiki": "Wikis",
}
TOOLS = (
    ("Chatty", "chat", "MIT", "Docker", "Team chat with channels (alternative to Slack)."),
    ("Bridge", "chat", "MIT", "Go", "Forwards messages from Slack to mail."),
    ("Mixer II", "chat", "MIT", "Go", "Mirrors rooms."),
    ("Gitty", "git", "MIT", "Go", "Lightweight code forge with a web interface."),
    ("Github Saver", "remote", "MIT", "Python", "Saves repositories as files."),
    ("Piano", "music", "GPL-3.0-only", "Raspberry Pi", "Music player for small computers."),
    ("Organ", "music", "AGPL-3.0-only", "Docker", "Plays albums from a browser."),
    ("Jotter", "notes", "AGPL-3.0-only", "PHP", "Notes in Markdown."),
    ("Frames", "photos", "AGPL-3.0-only", "K8S", "Backup of pictures from a phone."),
    ("Desk", "remote", "Apache-2.0", "Java", "Desktops in a browser. No VPN client."),
    ("Gate", "remote", "Apache-2.0", "Rust", "Secure tunnels by WireGuard."),
    ("Pages", "wiki", "MIT", "PHP", "Pages that a team writes together."),
    ("Leaves", "wiki", "GPL-2.0-only", "Rust", "A tree of pages."),
)


def small_site() -> Site:
    settings = Settings(
        types=(("software", "Software"),),
        categories=tuple(Category(id=id_, name=name) for id_, name in CATEGORIES.items()),
        attributes=(AttributeSpec(id="platforms", label="Platforms", kind=AttributeKind.LIST),),
    )
    tools = tuple(
        Tool(
            name=name,
            slug=name.lower().replace(" ", "-"),
            type="software",
            summary=summary,
            license=license_,
            categories=(category,),
            attributes=(("platforms", (platform,)),),
            path=f"content/tools/{name.lower()}.yaml",
        )
        for name, category, license_, platform, summary in TOOLS
    )
    catalog = Catalog(settings=settings, tools=tools)
    return Site(catalog=catalog, ranking=rank(catalog), pairs=())


SMALL_SITE = {
    "slack alternative": "chatty",
    "something like slack": "chatty",
    "like chatty": "bridge mixer-ii",
    "chatty-like": "bridge mixer-ii",
    "slack replacement for our company": "chatty",
    "slack replacment": "chatty",
    "pictur gallry": "frames",
    "git hubsaver keeps files of code": "github-saver",
    "picture gallery": "frames",
    "replace github": "gitty",
    "spotify replacement": "piano organ",
    "google photos alternative": "frames",
    "evernote": "jotter",
    "vpn": "gate",
    "openvpn": "gate",
    "music for raspberry pi": "piano",
    "rpi": "piano",
    "kubernetes": "frames",
    "agpl": "organ jotter frames",
    "mit licensed wiki": "pages",
    "gpl wiki": "leaves",
    "written in rust": "gate leaves",
    "wiki in php": "pages",
    "docker": "chatty organ",
    "chaty": "chatty",
    "stop paying for spotify": "piano organ",
    "moving away from google photos": "frames",
    "editors": "jotter",
    "picture or photo album": "frames",
    "jot ter backup": "jotter",
    "githubsaver secure": "github-saver",
    "wiki not in php": "pages leaves",
    "able to write a wiki": "pages",
    "mixer 2": "mixer-ii",
    "jotter 2.1": "jotter",
    "desk or jotter, which one for wikis": "desk jotter",
}
"""Question -> tools that may come first."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return first_results(small_site(), tmp_path_factory.mktemp("small"), list(SMALL_SITE))


def first_results(site: Site, folder: Path, questions: list[str]) -> dict[str, list[str]]:
    found: list[dict[str, Any]] = ask(None, write(search_files(site), folder), questions)
    return {
        question: [hit["slug"] for hit in one["hits"]]
        for question, one in zip(questions, found, strict=True)
    }


@pytest.mark.parametrize("question", SMALL_SITE)
def test_the_first_result_answers_the_question(small: dict[str, list[str]], question: str) -> None:
    assert small[question][0] in SMALL_SITE[question].split()


def test_a_question_for_a_licence_or_a_platform_shows_no_others(
    small: dict[str, list[str]],
) -> None:
    assert set(small["agpl"]) == {"organ", "jotter", "frames"}
    assert set(small["docker"]) == {"chatty", "organ"}
    assert set(small["written in rust"]) == {"gate", "leaves"}


def test_what_tools_should_not_have_is_no_filter(small: dict[str, list[str]]) -> None:
    assert "leaves" not in small["wiki in php"]
    assert "leaves" in small["wiki not in php"]


def test_a_tool_that_lists_a_value_comes_before_one_that_lists_others(tmp_path: Path) -> None:
    def tool(name: str, summary: str, *formats: str) -> Tool:
        attributes = (("formats", formats),) if formats else ()
        path = f"content/tools/{name}.yaml"
        return Tool(
            name=name, slug=name, type="app", summary=summary, path=path, attributes=attributes
        )

    tools = (
        tool("lister", "Serves models.", "AWQ", "FP8"),
        tool("mentioner", "Serves AWQ models that were AWQ files.", "GGUF"),
    )
    spec = AttributeSpec(id="formats", label="Formats", kind=AttributeKind.LIST)
    settings = Settings(types=(("app", "App"),), attributes=(spec,))
    catalog = Catalog(settings=settings, tools=tools)
    site = Site(catalog=catalog, ranking=rank(catalog), pairs=())
    (found,) = ask(site, tmp_path, ["serve awq models"])
    assert [hit["slug"] for hit in found["hits"]] == ["lister", "mentioner"]


def test_a_part_of_the_name_of_a_category_names_it(small: dict[str, list[str]]) -> None:
    assert small["editors"] == ["jotter"]


def test_a_list_goes_on_with_the_category_that_the_question_is_about(
    small: dict[str, list[str]],
) -> None:
    assert set(small["able to write a wiki"]) == {"pages", "leaves"}


def test_a_kind_is_not_found_by_other_words_of_its_stem() -> None:
    synonyms = Synonyms((), Tokenizer(table_for("en")))

    def of(text: str) -> set[str]:
        return set(synonyms.kinds_of(Tokenizer(table_for("en")).tokens(text), is_product=False))

    assert of("e-books") == of("an e-book") == of("ebook") != set()
    assert not of("fast messages") & (of("fasting") | of("messaging"))
    assert of("fasting") != of("messaging") != set()
    assert not of("booking") & of("e-book")


OWN = {
    "hf tgi vs vllm": "tgi vllm",
    "agpl": "unsloth",
    "mit licensed inference server": "llama-cpp",
    "bsd licensed fine tuning library": "torchtune",
    "written in rust": "tgi sglang",
    "unslot": "unsloth unsloth-pro",
    "bitsnbytes": "bitsandbytes",
    "the stack": "the-stack-v2",
    "replacement for text generation inference": "vllm sglang llama-cpp",
    "other corpora like the pile": "fineweb redpajama",
    "which of them are not free": "unsloth-pro",
    "fine-tuning that costs nothing": "axolotl llama-factory peft torchtune trl unsloth",
    "red pyjama corpus": "redpajama",
    "replace github copilot": "starcoder2",
    "other library like torch.nn": "flax flax-google equinox dm-haiku",
    "train with weights on an ssd": "deepspeed",
    "llama.ccp": "llama-cpp",
    "peft 0.18": "peft",
    "axolotl or llama factory, which one for beginners": "axolotl llama-factory",
    "hugging face accelarate": "accelerate",
    "anthropic compatible api": "unsloth vllm sglang",
    "star coder 2 license commercial use": "starcoder2",
    "put a model on a phone": "llama-cpp",
    "embeddings endpoint on our own GPU": "vllm sglang llama-cpp unsloth",
    "web text in more than a thousand languages": "fineweb",
}


def test_questions_to_our_own_site(tmp_path: Path) -> None:
    catalog = load(ROOT).catalog
    assert catalog
    site = Site(catalog=catalog, ranking=rank(catalog), pairs=())
    found = first_results(site, tmp_path, list(OWN))
    wrong = {text: hits[:1] for text, hits in found.items() if hits[0] not in OWN[text].split()}
    assert wrong == {}


def test_no_phrase_is_twice_in_a_table() -> None:
    synonyms = general_synonyms()
    for group in (*synonyms, *((*kind.names, *kind.asked, *kind.products) for kind in kinds())):
        assert len(set(group)) == len(group)
        assert all(phrase.strip() == phrase.lower() != "" for phrase in group)
    phrases = [phrase for group in synonyms for phrase in group]
    assert len(set(phrases)) == len(phrases)
