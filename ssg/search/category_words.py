"""Everyday words for categories: what people call a kind of software besides a category's name.

Names of products that most people know are such words: `google photos` asks for a photo gallery.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ssg.tokenizer import Tokenizer

__all__ = ["GROUPS", "category_words"]

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(words.split(", ")), tuple(products.split(", ") if products else ()))
    for words, _, products in (
        line.partition("; ")
        for line in """
conferencing, conference, call, meeting, webinar; zoom, google meet, skype, microsoft teams
photo, picture, image, gallery; google photos, icloud, flickr
video streaming, movie, film, tv, series; youtube, twitch
multimedia streaming, media server, movie, film, tv, series; netflix
audio, music, song; spotify
podcast, audiobook
email, mail, mailbox; gmail, outlook, exchange
chat, messaging, messenger, instant messaging, communication systems, irc, xmpp; slack, discord
forum, discussion board, bulletin board, community
social network, microblogging, fediverse; twitter, facebook, instagram, reddit
wiki, encyclopedia, documentation; confluence
note-taking, note, notebook, memo; evernote, onenote, notion
to-do list, to-do, todo, task, reminder, checklist; todoist, trello
kanban, project management, agile board, issue tracker, bug tracker; trello, asana, jira
software development project management, git hosting, version control, code hosting; github
dashboard, start page, homepage, launcher
password, credential, secret, vault; 1password, lastpass
money, budget, finance, expense, accounting, investment, portfolio, stocks; quickbooks
invoice, billing, payment; stripe
recipe, cooking, meal
bookmark, read later, read it later, save links; pocket, instapaper
feed, rss, news reader, news aggregator; feedly, google reader
dns, ad blocking, ad blocker, name server
url shortener, short link, link shortener; bitly
pastebin, snippet, text sharing
poll, survey, vote, questionnaire; google forms, typeform, surveymonkey, doodle
booking, appointment, scheduling, reservation; calendly
calendar, agenda, contacts, address book; google calendar
crm, customer relationship management, sales; salesforce, hubspot
erp, resource planning, enterprise resource planning
ticketing, helpdesk, help desk, customer support, support desk; zendesk
e-commerce, shop, store, online store; shopify
content management, cms, website builder; wordpress, wix, squarespace
blog, blogging, weblog; wordpress, medium
analytics, statistics, visitors, traffic; google analytics
monitoring, uptime, status page, alerting
backup, snapshot, restore
file synchronization, file sync, cloud storage, file hosting; dropbox, google drive, onedrive
file transfer, file sharing, send files; wetransfer
peer-to-peer filesharing, torrent, bittorrent
object storage, file server, bucket, s3
remote access, remote desktop, ssh, terminal; teamviewer
internet of things, home automation, smart home
genealogy, family tree, ancestry
gps, location, position, navigation; google maps
surveillance, security camera, camera, nvr, cctv
e-book, ebook, book, comic, reading; kindle, goodreads
library, catalog
learning, course, lms, school, teaching, education
human resources, employee, payroll, hr
inventory, stock, asset, warehouse
travel, trip, itinerary
fitness, health, workout, medical
game, gaming
game control panel, game server panel
office suite, spreadsheet, word processor, presentation; google docs, microsoft office
ide, code editor, programming
localization, translation, i18n; crowdin
testing, test
continuous integration, ci, build server; jenkins, github actions
deployment, paas, platform as a service; heroku, vercel, netlify
artificial intelligence, ai, llm, language model, chatbot; chatgpt
inference, serving, serve, model server
fine-tuning, finetuning, training
dataset, corpus, data set
search engine, web search, metasearch; google, bing
proxy, reverse proxy, load balancer, tunnel
web server, http server
database, sql, database admin
automation, workflow; zapier, ifttt
low code, app builder, no code; airtable
time tracking, timesheet, timer; toggl
feature toggle, feature flag; launchdarkly
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
)
"""Phrases that mean the same kind of software, on any site, then well-known products of the kind.
A category whose name has a phrase of a group is also found by the others and by the products."""


def category_words(names: Iterable[str], tokenizer: Tokenizer) -> tuple[list[str], list[str]]:
    """Return further phrases for the names of categories, and well-known products of their kind.

    Phrases that the names have are left out.
    """
    texts = [_padded(tokenizer, name) for name in names]
    further: list[str] = []
    known: list[str] = []
    for group, products in GROUPS:
        phrases = [_padded(tokenizer, phrase) for phrase in group]
        if any(phrase in text for phrase in phrases for text in texts):
            known += products
            further += [
                phrase
                for phrase, stems in zip(group, phrases, strict=True)
                if not any(stems in text for text in texts)
            ]
    return further, known


@lru_cache(maxsize=4096)
def _padded(tokenizer: Tokenizer, text: str) -> str:
    """Return the stems of a text, each between blanks."""
    return _joined(tokenizer.plain_terms(tokenizer.tokens(text)))


def _joined(stems: Sequence[str]) -> str:
    return f" {' '.join(stems)} "
