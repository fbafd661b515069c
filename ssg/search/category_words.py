"""Everyday words for categories: what people call a kind of software besides a category's name."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ssg.tokenizer import Tokenizer

__all__ = ["GROUPS", "category_words"]

GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(", "))
    for line in """
conferencing, conference, call, meeting, webinar
photo, picture, image, gallery
video streaming, movie, film, tv, series, media server
audio, music, song
podcast, audiobook
email, mail, mailbox
chat, messaging, messenger, instant messaging
forum, discussion board, bulletin board, community
social network, microblogging, fediverse
wiki, encyclopedia, documentation
note-taking, note, notebook, memo
to-do list, to-do, todo, task, reminder, checklist
kanban, project management, agile board, issue tracker, bug tracker
software development project management, git hosting, version control, code hosting, repository
dashboard, start page, homepage, launcher
password, credential, secret, vault
money, budget, finance, expense, accounting, spending
invoice, billing, payment
recipe, cooking, meal
bookmark, read later, read it later, save links
feed, rss, news reader, news aggregator
dns, ad blocking, ad blocker, name server
url shortener, short link, link shortener
pastebin, snippet, text sharing
poll, survey, vote, questionnaire
booking, appointment, scheduling, reservation
calendar, agenda, contacts, address book
crm, customer relationship management, sales
erp, resource planning, enterprise resource planning
ticketing, helpdesk, help desk, customer support, support desk
e-commerce, shop, store, online store
content management, cms, website builder
blog, blogging, weblog
analytics, statistics, visitors, traffic
monitoring, uptime, status page, alerting
backup, snapshot, restore
file synchronization, file sync, cloud storage, file hosting
file transfer, file sharing, send files
peer-to-peer filesharing, torrent, bittorrent
object storage, file server, bucket, s3
remote access, remote desktop, ssh, terminal
internet of things, home automation, smart home
genealogy, family tree, ancestry
gps, location, position, navigation
surveillance, security camera, camera, nvr, cctv
e-book, ebook, book, comic, reading
library, catalog
learning, course, lms, school, teaching, education
human resources, employee, payroll, hr
inventory, stock, asset, warehouse
travel, trip, itinerary
fitness, health, workout, medical
game, gaming
game control panel, game server panel
office suite, spreadsheet, word processor, presentation, document editor
ide, code editor, programming
localization, translation, i18n
testing, test
continuous integration, ci, build server
deployment, paas, platform as a service
artificial intelligence, ai, llm, language model, chatbot
inference, serving, serve, model server
fine-tuning, finetuning, training
dataset, corpus, data set
search engine, web search, metasearch
proxy, reverse proxy, load balancer
web server, http server
database, sql, database admin
automation, workflow
low code, app builder, no code
time tracking, timesheet, timer
feature toggle, feature flag
document management, scan, paper, ocr, dms
archiving, archive, preservation
static site generator, website generator
form, form builder
map, gis, geospatial
identity management, single sign-on, sso, login
container, docker
log management, logging, logs
message broker, queue, message queue
vector database, embeddings, similarity search
notification, push, alert
virtualization, virtual machine, hypervisor
""".strip().splitlines()
)
"""Phrases that mean the same kind of software, on any site. A category whose name has a phrase of a
group is also found by the other phrases."""


def category_words(names: Iterable[str], tokenizer: Tokenizer) -> list[str]:
    """Return further phrases for the names of categories, without those that the names have."""
    texts = [_padded(tokenizer, name) for name in names]
    found: list[str] = []
    for group in GROUPS:
        phrases = [_padded(tokenizer, phrase) for phrase in group]
        if any(phrase in text for phrase in phrases for text in texts):
            found += [
                phrase
                for phrase, stems in zip(group, phrases, strict=True)
                if not any(stems in text for text in texts)
            ]
    return found


@lru_cache(maxsize=4096)
def _padded(tokenizer: Tokenizer, text: str) -> str:
    """Return the stems of a text, each between blanks."""
    return _joined(tokenizer.plain_terms(tokenizer.tokens(text)))


def _joined(stems: Sequence[str]) -> str:
    return f" {' '.join(stems)} "
