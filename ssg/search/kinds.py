"""Kinds of software: what people call them, on any site, and well-known products of each.

A question for `google photos` or `picture gallery` asks for the kind that a category calls
`Photo Galleries`. A kind is a term of the index: tools have it by their categories, summaries and
tags, questions by any of its phrases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of software, as phrases in lower case."""

    names: tuple[str, ...]
    """What texts about tools call it."""
    asked: tuple[str, ...]
    """What only questions call it: words that are too general in other texts."""
    products: tuple[str, ...]
    """Well-known products, which tools are alternatives to."""


def _kinds(table: str) -> Iterator[Kind]:
    """Yield the kinds of a table: names; asked; products.

    A line that ends with `,` or `;` goes on in the next one.
    """
    for line in re.sub(r"(?<=[,;])\n", " ", table.strip()).splitlines():
        parts = [tuple(filter(None, part.strip().split(", "))) for part in f"{line};;".split(";")]
        yield Kind(*parts[:3])


KINDS: tuple[Kind, ...] = tuple(
    _kinds("""
video conferencing, video conference, video call, web conferencing, video meeting, webinar;
conference call, meetings, video chat; zoom, google meet, skype, microsoft teams, webex, facetime
chat, instant messaging, messenger, messaging, communication systems; team communication; slack,
discord, microsoft teams, whatsapp, telegram, google chat
end-to-end encrypted messaging, secure messenger, secure chat; encrypted chat, private messenger;
signal, whatsapp
irc, internet relay chat, irc bouncer; bouncer
live chat, live support, customer communication, omni-channel; website chat, chat widget;
intercom, drift, crisp
help desk, helpdesk, ticketing, customer support, support desk, ticket system; support tickets,
customer service, tickets; zendesk, freshdesk, help scout, servicenow
bug tracker, bugtracker, issue tracker, issue tracking, bug tracking, bug reporting, track issues;
bugs, bug reports; jira, youtrack, linear
error tracking, error tracker, crash reporting; exceptions, error monitoring, crash reports;
sentry, bugsnag, rollbar
forum, bulletin board, discussion board, message board; online community, discussions; discourse,
phpbb, vbulletin
question answer, knowledge-sharing; questions and answers, q and a; stack overflow, stackoverflow,
quora, yahoo answers
social network, social networks; ; facebook, myspace, google plus, vk
microblogging, microblog, micro-blog, micro-logging; tweets, fediverse server; twitter, bluesky,
tumblr, x.com
link aggregator, share links; ; reddit, hacker news, digg
photo sharing; share photos, share pictures; instagram, flickr
comment system, commenting, comments, comment engine; blog comments, comment section; disqus,
facebook comments
newsletter, mailing list, email marketing; bulk email, email campaigns, marketing emails,
subscribers; mailchimp, substack, sendinblue, brevo, convertkit, constant contact
mail server, email server, smtp server, imap server, email solution, mail hosting; email hosting,
host email, own email; gmail, outlook, exchange, google workspace, protonmail
webmail, email client, mail client, imap client; read email; gmail, outlook, thunderbird
email alias, email forwarding, trashmail; temporary email, disposable email, throwaway email,
burner email, anonymous email; firefox relay, mailinator, 10 minute mail
email archiving, email archive; archive emails, mail archive, old emails
notification server, push notification, notification infrastructure, send notification; notify me,
notifications on phone, alerts on phone; pushover, pushbullet, onesignal
sip, voip, pbx, telephony, ip pbx; phone system, telephone, phone calls, call center; ringcentral,
twilio
whiteboard, collaborative whiteboard; drawing together, draw with others; miro, mural, excalidraw
remote desktop, remote support, remotely control, remotely manage; control computer,
remote control, screen sharing; teamviewer, anydesk, logmein, rustdesk, chrome remote desktop
remote access, ssh server, ssh bastion, web terminal, terminal in browser, ssh terminal;
ssh in browser, ssh client, web ssh, shell in browser; putty
wiki, knowledge base, knowledgebase, documentation platform, documentation software;
team documentation, internal docs; confluence, wikipedia, notion, gitbook
note-taking, note taking, notes app, notes, note; notebook, memos; evernote, onenote, notion,
google keep, apple notes, obsidian
personal knowledge, second brain, knowledge management; zettelkasten; notion, obsidian,
roam research, logseq
diary, journal; journaling, daily journal; day one
mind map, mindmap; mind mapping, brainstorming; xmind, mindmeister, freemind
diagram, flowchart, diagrams; flow chart, uml; visio, lucidchart
office suite, online office, spreadsheet, word processor, collaborative editing,
real-time editing, document editing, collaboration suite; edit documents together,
documents online, shared documents; google docs, google sheets, microsoft office, office 365,
microsoft word, excel, google slides
presentation, slides; slide deck; powerpoint, google slides, prezi, keynote
document management, document archive, scanned documents, paper documents, document organizer;
paperless office, scan paper, paperwork, paper; sharepoint, docuware
document signing, sign documents, sign pdf, sign digital documents; e-signature,
electronic signature, esign, sign contracts; docusign, adobe sign, hellosign, pandadoc
pdf toolkit, pdf files, pdf editor, pdf manager; edit pdf, merge pdf, split pdf, compress pdf,
pdf tools; adobe acrobat, ilovepdf, smallpdf
e-book, ebook, ebooks, digital book, epub; read books, book server, book library; kindle,
google books, kobo
book tracker, tracking your reading, personal book library, read list; track books, books i read,
reading tracker, reading list; goodreads, storygraph, librarything
comic, comics, manga; manga reader, comic reader, graphic novels, webtoons; comixology
integrated library, ils, library patrons, library networks; public library, lending library,
school library, library catalog
bookmark, bookmarks, bookmarking, bookmark manager; save links, favorites; delicious, pinboard,
raindrop, pocket
read later, read it later, read them later, save articles; articles for later, web clipper;
pocket, instapaper
archives of sites, archiving webpages, archive manager, bookmark archive, offline archiving;
save web pages, web archive, website snapshots, archive websites; wayback machine,
internet archive, archive.today
rss, feed reader, news reader, rss reader, feed aggregator, news aggregator; atom feeds,
follow blogs; feedly, google reader, inoreader
metasearch, web search engine, internet metasearch, decentralized search; private search,
search the web, web search; google, bing, duckduckgo, startpage, google search
full-text search, search platform, search api, search server; search for my website, site search,
product search; algolia, elasticsearch
photo gallery, photo management, photo viewer, photo backup, photo, photos, photo galleries;
pictures, picture gallery, image gallery, photo album; google photos, icloud, icloud photos,
apple photos, flickr, amazon photos, lightroom
image hosting, image sharing; host images, upload pictures, share images, share screenshots,
picture hosting; imgur, photobucket, imageshack
media server, movies, tv shows, video library, multimedia streaming, stream video, media playback,
home media; my own movies, watch movies, films, series; netflix, disney plus, hulu, plex,
amazon prime
video sharing, video streaming platform, video platform, video streaming; host videos,
video hosting; youtube, vimeo, dailymotion
live streaming, live streams, live video, streaming server; broadcast live; twitch, youtube live
music streaming, music server, music player, audio streaming, streaming audio, music playback,
listening platform; music, songs, albums, listen to music; spotify, apple music, itunes,
youtube music, tidal, deezer, soundcloud, google play music
podcast; podcasting, episodes; apple podcasts, pocket casts, overcast
audiobook, audiobooks; audio books; audible
web radio, internet radio, streaming radio; radio station, online radio
youtube-dl, yt-dlp, download youtube, youtube channels, downloads videos; youtube downloader,
video downloader, save youtube videos, download videos
watched movies, shows and movies, media tracker, tv shows tracker; track movies, movie tracker,
watchlist, movies i have seen, shows i watch; letterboxd, trakt, tv time, imdb
watch videos with friends, synchronize media; watch together, watch party, watch movies together,
watch with friends; watch2gether, teleparty
bittorrent, torrent, bittorrent client, torrent client; torrents; utorrent
recipe, recipes, cooking; meals, cook book, cookbook; paprika
meal planning, meal plan, meal-planner, plan meals; meal planner, what to eat, weekly menu
shopping list, shopping lists, shopping-lists; grocery list, grocery shopping, groceries; anylist,
bring
file synchronization, file synchronisation, file sync, file hosting, cloud storage,
files in the cloud, file storage, file management and sharing, share your files; sync files,
personal cloud, own cloud, file server; dropbox, google drive, onedrive, icloud drive, box.com,
mega, nextcloud, owncloud
file sharing, share files, file upload, file uploader, drag-n-drop upload, share a file,
sharing files; send files, send large files, share large files, big files, transfer files;
wetransfer, firefox send, file.io, sendspace
file manager, file browser, file managers; browse files, files in browser
object storage, s3; bucket, blob storage; amazon s3, aws s3, minio, backblaze
backup; back up, restore, snapshots; backblaze, time machine, crashplan
pastebin, paste, snippet; share code, share text, code snippets, gists; github gist
share secrets, one-time secret, secret sharing, secret message, sharing of secrets,
share encrypted secrets, communicate passwords; share a secret, share passwords, send a password,
self-destructing message; privnote, onetimesecret
url shortener, link shortener, link shortening, url shortening; short links, short urls,
shorten links; bitly, tinyurl, goo.gl, rebrandly
links in bio; link page, link in bio, bio page; linktree, beacons
to-do list, to-do lists, todo list, todo, task management, task manager, to-do app, tasks;
reminders, checklist, errands, to do; todoist, microsoft to do, wunderlist, ticktick,
google tasks, any.do, things 3
chore, chores, household management; housework, cleaning schedule
kanban, task board, kanban board; scrum board, card board; trello
project management, work management, agile, scrum; project planning, gantt, sprints,
tasks for teams; asana, jira, basecamp, monday.com, clickup, microsoft project, linear, wrike
time tracking, time tracker, track time, work time, timesheet; working hours, hours worked,
billable hours, timer, track hours; toggl, harvest, clockify, rescuetime, wakatime
habit tracker, habit tracking, track habits, habits; routines, streaks, good habits
pomodoro, time blocking, day planner; focus timer, daily planner
caldav, calendar, calendars; shared calendar, agenda, calendar sync; google calendar,
outlook calendar, icloud calendar
carddav, contacts, address book; contact sync, phone contacts; google contacts
appointment scheduling, book appointments, appointment, resource scheduling; appointments,
booking, book a meeting, online booking, reservations; calendly, acuity, square appointments
hotel reservation, booking engine; hotel booking, rooms
date poll, vote on dates, polls about dates; find a date, meeting poll, schedule a date; doodle
form builder, survey, questionnaires, polling software; surveys, online form, web forms,
questionnaire; google forms, typeform, surveymonkey, jotform, microsoft forms
quiz, assessment; quizzes, exam, trivia; kahoot, quizlet
interact with your audience; audience poll, live poll; mentimeter, slido
event management, sell tickets, ticket sales, event pages, events and groups, events;
event tickets, concert tickets, meetups, invitations; eventbrite, meetup.com, meetup,
ticketmaster, facebook events
call for papers, conference management; conference talks, paper submissions
crm, customer relationship, relationship management; customers, leads, sales pipeline; salesforce,
hubspot, pipedrive, zoho
personal relationship; friends and family contacts
erp, enterprise resource planning, business management, run your business; company management;
sap, netsuite, microsoft dynamics
accounting, bookkeeping, double-entry; accounts, ledger; quickbooks, xero, sage, datev
invoice, invoices, invoicing, billing, quotes; bill customers, send bills; freshbooks,
zoho invoice, stripe billing
budget, budgeting, personal finance, personal finances, finance tracker, financial manager,
expense tracker, track of your money, monthly spending; money, spending, household budget,
bank accounts; ynab, mint, quicken, you need a budget
shared expenses, split expenses; split bills, split costs, share costs, shared costs,
expenses with friends, bill splitting; splitwise, tricount
stocks, wealth management, net worth, investment, investments, etfs; stock portfolio,
portfolio tracker, shares, dividends; yahoo finance
subscription tracker, recurring expenses; subscriptions, recurring payments, monthly subscriptions
receipt, receipts, expenses; expense reports; expensify
payment processor, accept payments, web3 payments, payment gateway, payment switch, payments;
checkout, card payments; stripe, paypal, bitpay, coinbase commerce
bitcoin, cryptocurrency, cryptocurrencies; crypto, accept bitcoin, crypto payments
e-commerce, ecommerce, online shop, online shops, online store, shopping cart, commerce engine,
commerce framework, online marketplace; shop, webshop, web shop, sell online, sell products;
shopify, bigcommerce, etsy, magento, amazon
point of sale, pos; cash register, till; square
inventory management, inventory, stock control, asset tracking, parts management; warehouse,
belongings, household items, equipment, stock of parts, stock keeping
collection manager, collections, collector; collectibles, collection tracker, vinyl records,
record collection; discogs
hrms, hrm, human resources, human capital, payroll; employees, hr, staff, vacation days; bamboohr,
workday, gusto, personio
learning management, lms, e-learning, courses, courseware, online training; teaching,
online courses, online classes, classroom, teachers; blackboard, google classroom, coursera,
udemy, moodle
school management, student information, school; students, schools, pupils
flashcards; vocabulary, study cards; anki, quizlet
feedback, product roadmap, public roadmap; feature requests, feature voting, user feedback,
ideas from users; canny, uservoice, productboard
genealogy, family tree; ancestry, ancestors, family history; ancestry.com, myheritage
trip planner, travel organizer, travel tracker; travel, plan a trip, itinerary, vacation,
holidays; tripit, wanderlog
flight tracking, flight tracker; flights, flight log
location tracking, location history, gps positions, share your location, track gps,
locate and control; gps, gps tracking, where i was, phone location, find my phone, find phone,
stolen phone, lost phone, where did i park; google timeline, life360, find my iphone,
google latitude, find my device
routing engine, routing library, route service, trip planning software; directions, route planner,
navigation; google maps, waze
openstreetmap, map tile, vector tiles, web map, gis; maps, map server; google maps, mapbox
fitness, workout, activity tracker, fitness tracking; exercise, running, cycling, gym, sport,
sports, training log, marathon, jogging; strava, garmin connect, runkeeper, myfitnesspal, fitbit
medical records, health records, medical practice; doctor, patients, clinic, hospital
wishlist, wishlists, gifts, gift; gift list, presents, christmas, christmas presents, birthday;
amazon wishlist
plant management; plants, garden, houseplants, watering
irrigation, sprinkler; watering, lawn
vehicle maintenance, fuel mileage; car, car maintenance, fuel, mileage log
electric vehicle, charge controller, photovoltaic; electric car, charge my car, solar,
solar power, energy
home automation, smart home, home assistant, building automation, internet of things, iot;
smart devices, lights, thermostat, home control; google home, apple homekit, smartthings, alexa
mqtt broker, mqtt
security camera, security cameras, video surveillance, nvr, cctv, ip cameras; surveillance camera,
camera recorder, cameras, ip camera; ring, nest cam, blue iris, wyze
weather, weather station, forecasts
game server, game servers, game server management, minecraft server; minecraft, server for games,
game panel, host games
game library, drm-free games, rom manager, retro games, games library; retro gaming, roms,
emulator, video games; steam, gog
personal dashboard, personal dashboards, homepage, startpage, application dashboard, landing page,
homelab; start page, dashboard for my services, app launcher, bookmarks page; netvibes
3d printer, 3d print; 3d printing, print models
git hosting, git server, git service, git platform, git repositories, git repository,
git management, forge, git solution, version control; code hosting, source code hosting,
repositories, host code; github, gitlab, bitbucket
code review; review code, pull requests
continuous integration, ci, ci/cd; build server, pipelines, build pipeline; jenkins, travis,
circleci, github actions
deploying apps, one-click deployment, self-host web apps, server control panel,
deploy applications; deploy apps, deployment platform, paas, platform as a service; heroku,
vercel, netlify, render
server operating system, personal server, home server, homeserver, self-hosting, server apps;
home server os, server at home, nas software; synology, truenas
container image registry, image registry; docker registry, container registry; docker hub
feature flag, feature flags, feature toggle, feature flagging; a/b tests, feature switches;
launchdarkly, optimizely
ide, cloud ide, vs code, remote development, code playground, workspace server; code editor,
coding in browser, programming environment, editor for code; visual studio code, vscode,
codespaces, github codespaces, replit, cloud9
notebook app, reproducible computing, jupyter; data science notebooks; google colab
low code, low-code, no-code; app builder, build apps without code, build an app; bubble.io,
outsystems, mendix, power apps, appsheet
internal tools, admin panels, crud apps; admin panel, back office; retool
smart spreadsheet, create your own database, no-code database; spreadsheet database,
database without code; airtable, smartsheet, microsoft access
backend server, backend for your, complete backend, backend framework; baas, backend as a service,
app backend; firebase, supabase, parse
api gateway, api management, rest api, restful api, graphql api; api platform, api server; apigee
webhooks, webhook; outgoing webhooks, send webhooks
api request builder; api testing, test an api, api client; postman, insomnia
workflow automation, automation tool, business automation, automate tasks, automation engine;
automate, automations, connect services, connect apps; zapier, ifttt, integromat, make.com,
power automate
task scheduler, cron, cronjob, cronjobs, recurring jobs, scheduled jobs; cron jobs, job scheduler,
scheduled tasks, run scripts
etl, data pipelines, monitor workflows; data pipeline, workflow orchestration, elt; airbyte,
fivetran, talend, segment
translation management, localization, translation tool; translate my app, translate website,
translations, i18n, internationalization; crowdin, lokalise, transifex, poeditor
machine translation; translate text, translator, translate documents; google translate, deepl
proofread, spell checker; grammar, spelling, grammar checker; grammarly
selenium, testing tool, browser automation; test automation, browser testing; browserstack,
sauce labs
database management, database client, sql ide, manage databases, database editor; database gui,
sql client, sql editor, edit database, edit mysql, browse database; phpmyadmin, dbeaver,
mysql workbench, pgadmin, tableplus
database schema, database diagrams; er diagram, schema design; dbdiagram
data visualization, bi tool, bi dashboards, data dashboards, visualize data, build dashboards,
data exploration, query your data; business intelligence, bi, reports from sql, sql dashboards,
data analysis, reporting tool; tableau, power bi, looker, google data studio, qlik
web analytics, website analytics, web statistics, analytics; visitors, page views,
website traffic, site statistics, visitor statistics; google analytics, hotjar, mixpanel,
amplitude, adobe analytics
product analytics, session recording; user behaviour, funnels; mixpanel, amplitude, hotjar
uptime, status pages; status page, uptime monitoring, server monitoring, site is down,
website down, downtime; pingdom, uptimerobot, datadog, statuspage, new relic
website changes, content changes; watch a website, page changes, price changes; visualping,
distill
log analyzer, log management, web log, server logfiles; access logs, log files, server logs;
splunk, loggly, papertrail
speed test, internet speed, internet connection, network performance; speedtest, bandwidth test,
connection speed, internet speed test; ookla, speedtest.net, fast.com
scans for devices, ip scanner; devices on my network, network scan, who is on my wifi,
devices in my network; fing, nmap
wake on lan, wol, wake-on-lan; wake up computer, turn on computer
dns server, dns resolver, dns proxy, ad blocker, ads trackers blocking, ad-blocking, ad blocking,
internet advertisements; block ads, adblock, name server; nextdns, opendns, pi-hole, adblock plus
vpn, wireguard, openvpn, overlay network, secure remote access gateway; private network, mesh vpn;
nordvpn, tailscale, expressvpn, zerotier
tunnels to localhost, tunneled reverse proxy; expose localhost, reverse tunnel,
expose local server; ngrok, cloudflare tunnel, localtunnel
reverse proxy, load balancer, load balancing, reverse-proxy; https proxy, ssl termination,
proxy for docker; cloudflare
proxy server, forward proxy, caching proxy, socks5 proxy, http proxy, http/https proxy; web proxy,
shadowsocks
web server, http server; serve static files, host html; apache, iis
web application firewall, waf, firewall utility; firewall for websites, block bots; cloudflare
spam protection, captcha; bot protection, spam bots; recaptcha, akismet
password manager, password managers, passwords; password vault, credentials, logins; 1password,
lastpass, dashlane, keepass
secrets management, secrets certificates; api keys, secret store; hashicorp vault, doppler
two-factor authentication, 2fa, totp, two-factor; authenticator, otp codes, two factor codes,
one-time codes; google authenticator, authy
identity management, single sign-on, sso, identity provider, federated identity; user login,
oauth, authentication server; okta, auth0, active directory
static site generator; static website, markdown website
cms, content management, website building, web publishing; website builder, build a website,
make a website; wordpress, wix, squarespace, webflow, contentful
headless cms; content api; contentful, sanity
blog, blogging, weblog; blogs, blogger, write posts; medium, blogger.com, tumblr, wordpress.com
llm, ai chat, large language models, ai models, language model, ai interface, chatgpt-compatible,
artificial intelligence, generative; chatbot, ai assistant, local model, local ai, chatgpt clone;
chatgpt, claude, gemini, copilot, openai
rag; chat with documents, ask my documents, chat with pdf, own documents ai; notebooklm
ai-powered search, deep research; ai search; perplexity
llm engineering, llmops, llm evaluation, llm applications, model tracing; llm observability,
prompt management, llm monitoring; langsmith
ai gateway, llm providers; llm proxy, llm gateway; openrouter
text to speech, tts; read aloud, voice synthesis
social media accounts, social media management, schedule posts; social media scheduler,
post to social media; buffer, hootsuite, sprout social
digital signage; signage, info screen
file converter, converter, convert, conversions; convert files, file conversion,
convert documents; cloudconvert, zamzar
image processing, resizing images, resize images, resizing and converting, smart imaging;
resize pictures, compress images, image optimization; cloudinary, tinypng
design and prototyping; ui design, mockups, wireframes, prototype; figma, sketch app, adobe xd
resume builder, resume; cv, curriculum vitae, job application
latex editor, latex; write papers
groupware, team collaboration; collaboration for companies, team suite; google workspace,
microsoft 365, exchange
membership management, members; club, clubs, association, non-profit; wild apricot
clipboard; copy and paste between devices
amateur radio, radio amateurs; ham radio, radio contacts, qso
community supported agriculture, food coop, food-coops, farm; farming, farmers, crops, agriculture
customer engagement, marketing automation; marketing campaigns, customer journey; hubspot,
marketo, braze, customer.io
tournament; brackets, sports competition
decision-making, motions; group decisions, voting in meetings
employee onboarding; onboarding, new employees
virtual browser, streaming containerized apps; browser in browser, remote browser
drm-free games, game stream; stream games; geforce now, stadia
fine-tuning, finetuning, fine-tune, training; fine-tune a model
inference, serving, model server; serve a model
dataset, corpus, datasets; training data, data set
vector database, embeddings, similarity search; semantic search; pinecone
message broker, message queue, queue; ; rabbitmq, amazon sqs
virtualization, virtual machine, hypervisor; vms; vmware, virtualbox
container, containers; docker management; portainer, docker desktop
database, databases; sql database
""")
)
"""The more exact kind of two comes with more words; a phrase can be of several kinds."""
