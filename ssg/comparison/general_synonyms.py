"""Words and phrases of software that mean the same, for the alignment of any site.

Those of one subject belong into the site's `content/synonyms.yaml`. A group adds one term to the
texts that have a phrase of it, and is named by its first phrase; a phrase may be in several groups.
A phrase that the site lists as well is in the site's group only. Words that are the name of a
subject somewhere, such as "queue" or "index", are in no group.
"""

from ssg.comparison.phrase_groups import phrase_groups

__all__ = ["GENERAL_SYNONYMS"]

GENERAL_SYNONYMS: tuple[tuple[str, ...], ...] = phrase_groups("""
# access and identity
single sign-on, sso, saml, openid connect, oidc, ldap, active directory, identity provider,
company directory, social login, directory service, kerberos
authentication, authenticate, login, log in, logins, sign-in, sign-on, password protection,
password-protected, passwords and groups, basic auth, http auth
two-factor, 2fa, mfa, multi-factor, multifactor, second factor, two-step verification
totp, one-time password, one-time code, authenticator codes
passkey, webauthn, fido2, fido, security key, hardware key, yubikey, passwordless
role-based access, rbac, roles, permission, access control, acl, privileges, access rights,
fine-grained access, user groups, who may see
audit log, audit trail, activity log, audit history
guest access, guests, external users, invite, invitation
sticky session, session affinity
user provisioning, scim, directory sync
team, organization, organisation, workspace
multi-tenant, multitenancy, multi-tenancy, tenant, namespaces
api key, access token, bearer token, jwt, oauth
password generator, generated passwords, random passwords, strong passwords
emergency access, account recovery, trusted contacts, recovery key
brute force, fail2ban, login attempts, lockout
parental control, content filter, age limits

# security and privacy
end-to-end encryption, zero-knowledge, e2e, e2ee, client-side encryption, encrypted on the device
encryption at rest, encrypted at rest, transparent data encryption, data at rest,
at-rest encryption
encryption, encrypt, encrypted, aes, cipher
mutual tls, mtls, client certificate
tls, ssl, certificate
let's encrypt, acme, automatic https, automatic certificates, certificate renewal,
renew certificates, certificates renewed
firewall, waf, web application firewall, owasp, request filtering, ip allowlist, deny list,
blocklist, allowlist
ddos, bot protection, abuse protection, captcha
spam, junk mail, spam filter, anti-spam
virus, malware, antivirus, malicious
phishing, spoofing, dkim, dmarc, spf
vulnerability, security scan, sast, cve, security advisories, dependency scan
breach, leaked passwords, compromised passwords, dark web
secrets, credentials, environment variables, secret store
code signing, signed, signature, sigstore, signatures
integrity, checksum, verification, verify, bit rot, corruption
anonymize, anonymise, pseudonymize, masking, redact, redaction
gdpr, privacy, no tracking, data protection, personal data
data residency, region, regions, data location
compliance, soc 2, hipaa, iso 27001, certified
consent, cookie banner, opt-out, opt-in
self-destructing, disappearing messages, expiring messages
wipe, remote wipe, lost device
sandbox, sandboxed, isolated environment
tamper-proof, immutable, append-only, write once, worm, object lock, ransomware
supply chain, sbom, provenance, attestation

# installing and hosting
self-host, on-premises, on-premise, self-managed, own server, own hardware, in house,
own infrastructure, own machines, your infrastructure, own network, on your own, private cloud,
behind the firewall
saas, fully managed, managed service, managed cloud, cloud service, hosted service,
cloud offering, hosted version, managed hosting
serverless, scale to zero, functions as a service, cloud functions, edge functions, lambda
docker, container, containerized, docker compose, podman, oci image, container image
kubernetes, helm, k8s
infrastructure as code, terraform, pulumi, opentofu
single binary, static binary, no dependencies, one executable, without dependencies,
one file to install, standalone executable
package manager, apt, homebrew, debian package
lightweight, small footprint, low memory, low resource, raspberry pi, little memory
cross-platform, windows macos and linux, windows linux macos, macos windows,
every operating system
mobile app, android, ios, iphone, smartphone, phone app, tablet, mobile client
desktop app, desktop client, electron, native app
browser extension, web extension, chrome extension
progressive web app, pwa, service worker
air-gapped, without internet, offline installation
open source, source code, agpl, free software, mit license, gpl, apache-licensed
upgrade, automatic updates, self-update
migration tool, data migration
one-click, quick start, quickstart, setup wizard, guided setup
in-process, library without a server, as a library, in the same process
multi-cloud, aws azure, aws google, cloud providers
arm, apple silicon, risc-v
white label, rebrand, branding, own logo, custom branding
zero configuration, zero-config, no configuration, without configuration, out of the box,
without set-up
configuration file, yaml file, toml, settings file, config file, ini file, json configuration
graceful restart, hot restart, hot reload of configuration, reload without downtime,
no dropped connections, graceful reload, hitless reload, zero-downtime reload
zero downtime, rolling update, rolling deployment, no downtime, without downtime, rolling upgrade
blue-green, canary, traffic splitting, gradual rollout, percentage rollout, phased rollout,
staged rollout
rollback, roll back, revert, undo
environments, staging, preview, preview deployment, deploy preview, review app
custom domain, domain, own domain
dns, name server, dns records
cdn, edge network, edge locations, points of presence, edge nodes
health check, liveness, readiness, probe, probed, heartbeat

# data safety
backup, snapshot, dump
restore, recovery, recover
point-in-time recovery, pitr, point in time
incremental backup, incremental, only changes, changed blocks, delta
retention, retention policy, pruning, prune, keep policy, purge old, expire old, thin out
version history, revision history, earlier versions, previous versions, revisions, file history,
page history
trash, recycle bin, undelete, deleted items, soft delete
dedup, deduplication, duplicate detection, stored once, content-defined chunking
idempotent, exactly once, exactly-once, no duplicates
compress, compression, zstd, gzip, brotli, lz4, deflate
archive, archiving, cold storage, cold tier, glacier
tiered storage, storage tiers, hot and cold, offload old data
replication, replica, standby, mirror, mirroring
geo-replication, cross-region, multi-region, several data centers, several data centres,
data center, cross-datacenter
high availability, failover, fault tolerance, fault-tolerant, redundancy, survives failure,
survives the loss, leader election
raft, consensus, quorum, paxos
cluster, clustering, horizontal scaling, scale out, scale-out
import, migrate, importer, bring data, import from
export, download your data, data export, portable format, takeout
import and export, export and import
bulk, bulk operations, bulk edit, batch edit, mass edit, bulk actions
bulk load, batch import, copy from files
offline, disconnected, without a connection, local-first, works without network
sync, synchronize, synchronization, synchronise, syncing, two-way sync, kept in sync
conflict resolution, crdt, merge conflicts, concurrent edits
plain text, markdown, text files, plain files
sqlite, embedded database, single file database
transaction, atomic, acid, serializable
durability, fsync, write-ahead log, wal, persistence, persistent
in-memory, memory cache, ram only
change data capture, cdc, changefeed, change streams, logical replication, change feed
ttl, time to live, expire, expiry, expiration
object storage, s3, blob storage, gcs, azure blob, cloud storage, s3-compatible, minio, bucket
nfs, smb, samba, network share, network drive, file share
webdav, sftp, ftp
caldav, carddav

# interfaces
rest api, graphql, http api, api, api access, json api
sdk, client library, language bindings, bindings, client libraries, client sdk
command line, cli, terminal, shell command, command-line tool
terminal interface, tui, text interface, full-screen terminal
graphical interface, gui, web ui, web interface, web console, admin panel, admin interface,
web dashboard, management console, administration page, browser interface, control panel
keyboard shortcuts, hotkeys, shortcuts, keyboard-driven, key bindings, keybindings, vim keys,
vim mode
command palette, quick switcher, quick open, fuzzy finder
drag and drop, visual editor, visual builder, low-code, no-code, without code, page builder,
block editor, wysiwyg
rich text, text formatting, wysiwyg editor, formatted text
code editor, syntax highlighting, code blocks, code highlighting
autocomplete, completion, autocompletion, intellisense, suggestions while typing
language server, lsp
theme, styling, appearance, dark mode, skins, dark theme, color scheme, light and dark
translation, i18n, localization, multilingual, several languages, interface languages,
localisation
accessibility, screen reader, wcag
responsive, small screens, mobile layout
split view, tabs, panes, tiling, split panes, several windows, multiple windows
undo history, undo redo, unlimited undo
templates, template, boilerplate, predefined, presets
snippets, text expansion, canned responses, saved replies, macros
clipboard, copy paste, clipboard history
widget, embeddable, iframe, embedding in web pages
home page, start page, landing page, overview page
dashboard, dashboards, custom dashboards, widgets, charts on one page
chart, visualization, visualisation, plots, diagrams of data
report, analytics, statistics, insights, reporting
scheduled reports, email reports, report by email
table view, spreadsheet view, grid view, database view
kanban, board, boards, columns of cards, swimlanes
gantt, timeline, roadmap
calendar, ical, calendar view, icalendar
list view, tree view, outline, outliner
gallery, album, albums, thumbnails
map view, geotag, places on a map
form builder, questionnaire, survey
qr code, barcode, barcodes, scan codes
ocr, text recognition, searchable scans, scanned documents
handwriting, stylus, pen, ink
whiteboard, canvas, infinite canvas
screenshot, screen capture, screen recording
speech, voice, voice input, dictation, voice commands
transcript, transcription, speech to text, speech recognition, whisper
text to speech, speech synthesis, read aloud
captions, subtitles, closed captions

# finding and organising
full-text, text search, keyword search, bm25, fulltext, full text search
semantic search, vector search, embeddings, similarity search, nearest neighbour
hybrid search, reranking, keyword and vector, rank fusion
typo tolerance, fuzzy search, misspellings, fuzzy matching
facets, faceted search, filters and facets
saved search, saved filters, smart folders, saved views, saved queries, smart lists
query language, sql, query builder, structured query, sql queries
search operators, advanced search, filter by
label, tag, tags, labels, tagging, categories
folder, folders, directories, notebooks, nested folders, hierarchy
favorites, favourites, starred, bookmarks
votes, upvote, voting
custom field, attributes, properties, custom attributes, custom properties, user-defined fields,
extra fields
metadata, exif, tags in files, metadata editing, metadata fetching
backlink, bidirectional links, linked notes, links between pages, wiki links
graph view, knowledge graph, link graph
rss, atom, feed, feeds, newsfeed
web clipper, save web pages, save articles, read later, read it later
daily note, journal, diary
flashcards, spaced repetition, study cards
recommendation, recommendations, related items, similar items

# working together
co-editing, collaborative editing, collaboration, edit together, multiplayer, co-authoring,
real-time collaboration, simultaneous editing, live cursors, shared document
comment, discussion, comments, annotations, inline comments, replies
mention, mentions, at-mention
chat, direct messages, instant messages, group chat, instant messaging
threads, threaded conversations, reply in thread, threaded replies
reactions, emoji, emoji reactions
share, shared link, public link, sharing, link sharing, share links, shared with others
public page, public site
approval, approve, sign-off, approval steps
review, code review, reviewers, reviewing
pull request, merge request
task, todo, subtasks, checklist, to-do, action items, todo list
assign, assignee, assignment, delegated
reminder, due date, deadlines, due dates
recurring tasks, repeat, repeating, recurrence, recurring
time tracking, timesheet, timesheets, hours worked, log time, tracked time
sprint, scrum, backlog, iteration, cycles, burndown
milestone, release planning, epic, goals, objectives
dependencies between tasks, blocked by, task dependencies
workflow, status workflow, workflow states, transitions, custom workflow
automation, automations, automatic actions, rules that act, when this then that,
trigger and action
alert, notification, notify, notified, alerting, alerts, alarm, alarms
alert rules, alerting rules, alert conditions
push notification, push notifications, mobile push
on-call, escalation, escalate, pagerduty, rotations
silence, mute, maintenance window, downtime, do not disturb, snooze
status page, incident page, public status
incident, outage, postmortem, incident management
email, mail, smtp, imap
email to ticket, inbound email, by email, mail to task
slack, microsoft teams, discord, chat integration, chatops
video call, video conference, video meeting
screen sharing, share screen, present screen
polls, quizzes, poll, quiz
presence, online status, typing indicator, read receipts
moderation, moderators, moderate, reported content
federation, activitypub, fediverse, federated
customer portal, self-service portal, help center, client portal
knowledge base, documentation site, wiki, help articles, faq
help desk, support requests, shared inbox
sla, service level, service level agreement, service level objective, response times promised
contacts, crm, leads, address book
live chat, chat widget, visitors on the site
satisfaction, csat, nps, feedback

# extending and connecting
plugin, plug-in, addon, add-on, extension, third-party apps, loadable modules,
plugin api, third-party extensions
scripting, script, lua, javascript hooks, custom scripts, user scripts, scriptable,
embedded scripting
webassembly, wasm
webhook, http callback, webhooks, outgoing webhooks, http post on events
hooks, event handlers, lifecycle hooks, callbacks
connector, integration, integrations, connectors, third-party services
zapier, ifttt, make.com, n8n
git, github, gitlab, bitbucket, vcs, version control, git repository
mcp, model context protocol
protocol buffers, grpc, protobuf, thrift
websocket, server-sent events, long polling, live updates, real-time updates
mqtt, amqp, stomp
odbc, jdbc
openapi, swagger, api documentation, api specification
schema registry, avro, schema evolution, json schema
custom elements, custom components, components, web components
user-defined functions, udf, custom functions
stored procedure, triggers, procedural language
reverse engineering, decompile, disassemble

# running, scaling and watching
metrics, telemetry, monitoring, observability, prometheus, grafana, statsd, exporter
tracing, opentelemetry, distributed tracing, spans, jaeger, zipkin
logs, log, logging, structured logs, access logs, syslog, log lines
live logs, log streaming, live tail, follow logs
log analysis, log search, log aggregation, log management, log collection
profiling, profiler, flame graph, hot spots
error tracking, exceptions, crash reports, stack trace, stack traces
debug, debugger, breakpoints, step through, debugging
uptime, availability, reachability, ping
anomaly detection, outliers, unusual values, anomaly, outlier
forecast, forecasting, prediction, capacity planning, predictive
agents on hosts, host agent, monitoring agent
snmp, network devices
service discovery, automatic discovery, auto-discovery, autodiscovery, discovered automatically
load balancing, load balancer, round robin, least connections, balancing, spread over servers,
distribute requests
reverse proxy, forward requests
cache, caching, cached, response cache
rate limit, throttle, quota, rate limiting, throttling, limits per user, request limits
circuit breaker, circuit breaking, outlier ejection, bulkhead
retry, redelivery, retries, backoff, try again, automatic retries
dead letter, dead-letter, failed messages, poison messages, failed jobs
priority, priorities, urgent first
delay, delayed, scheduled delivery, delayed delivery, later delivery
schedule, cron, recurring jobs, scheduled jobs, scheduler
parallel, concurrently, concurrency
asynchronous, async, non-blocking, event loop
background jobs, job queue, task queue, worker queue, queues
queue, message queue, broker
pub/sub, publish subscribe, publish-subscribe, topics and subscriptions, fan-out, fanout
acknowledge, ack, acknowledgement, acknowledgments, at least once
consumer groups, competing consumers, shared subscription
replay, rewind, reread, event log, commit log
request and reply, request-reply, rpc, remote procedure
stream processing, real-time stream, real-time streams
batch, batch processing, batch jobs
autoscaling, auto-scaling, elastic, scales automatically
gpu, cuda, graphics card, gpu acceleration, hardware acceleration
resource limits, cgroups, memory limit, cpu limit
cost tracking, usage costs, billing alerts
usage statistics, usage reports, usage tracking
feature flag, feature toggle, feature flags
split test, experiments, a/b test, ab testing, experimentation, variants
load test, stress test, benchmark, performance test

# building and testing software
compile, bundler, bundling, compilation
build cache, dependency cache, remote cache, cached dependencies, incremental build,
incremental builds
artifact, artifacts, build outputs
pipeline, pipelines, pipeline as code, workflow file, jobs and stages
matrix, matrix builds, build matrix, several versions
runner, build agents, self-hosted runners, self-hosted agents, own runners, build agent
dependency graph, dag, directed acyclic
monorepo, workspaces, multi-package
package registry, container registry, package hosting
release, releases, changelog, release notes, semantic version
test report, test results, coverage, code coverage, test coverage
flaky tests, rerun failed, test retries
browser automation, headless browser, end-to-end tests, ui tests
hot reload, live reload, watch mode, hot module replacement, fast refresh, rebuilds on change
dev server, local server, local preview, development server
linter, linting, static analysis, code quality, lint rules
code formatting, auto-format
refactor, refactoring, rename symbol
type safety, type checking, static types, type hints
code generation, codegen, scaffolding
migrations, schema migration, schema changes, online schema change
orm, object-relational, models as classes
server-side rendering, ssr, static generation, prerender, hydration
image optimization, responsive images, image processing, resize images, image resizing
markdown rendering, mdx, markdown files
templating, template language, layouts, partials, shortcodes
sitemap, seo, search engines, open graph, meta tags
minify, minification, tree shaking
redirects, rewrites, url rewriting, rewrite rules, redirect
branch protection, merge checks, required checks
merge queue, merge train
code search, symbol search, go to definition, jump to definition
ai assistant, ai, copilot, language model, llm, chatbot, generative, ai features, ai agent
rag, retrieval-augmented, chat with documents, ask your documents
summarize, summary, summaries, recap, summarise
fine-tune, fine-tuning, training own models
quantization, quantized, 4-bit, int8
object detection, face recognition, image recognition, computer vision
image generation, text to image, diffusion

# data and databases
materialized view, materialized views, precomputed, recording rules,
continuous aggregates, pre-aggregation
jsonb, document store, semi-structured
geospatial, spatial, geometry, gis, geo queries
time series, timeseries
columnar, column store, column-oriented, columnar storage
connection pool, connection pooling, pooling
query planner, query plan, execution plan
foreign data, federated queries, external tables, query other databases
read replicas, read scaling
row-level security, row level policies
window functions, common table expressions
data types, custom types
filtered search, metadata filter, filter on metadata, payload filter
hnsw, approximate nearest, ann index, ivf
data catalog, lineage, data lineage
data quality, validation, validate, validation rules, data validation
etl, elt, data pipeline, transformations, ingestion, ingest
semantic layer, metrics layer, business metrics
notebook, jupyter, notebooks for code
pivot, pivot table, cross table
time travel, historical queries, as of
bi, business intelligence

# sites, shops, money and media
invoice, billing, invoices, invoicing
payment, payments, stripe, paypal, credit card, checkout, payment gateway
subscription, subscriptions, recurring payments, recurring billing, memberships
tax, vat, taxes
multi-currency, currencies, exchange rates, several currencies
bank import, bank feed, bank sync, bank statements, reconciliation
double-entry, ledger, bookkeeping, general ledger
inventory, warehouse, stock levels
discount, coupons, coupon, gift cards, vouchers
shopping cart, basket, abandoned cart
product variants, product catalog, catalogue
payroll, salaries
booking, bookings, appointments, reservations, appointment
newsletter, mailing list, campaigns, email campaign, email marketing
segmentation, audience, cohorts, cohort
funnel, funnels, conversion
heatmap, heat map, click map, scroll map
session replay, session recording
file upload, upload files
media library, asset management, digital assets
video hosting, video player, streaming video, live streaming, livestream, broadcast
transcoding, transcode, video conversion, encoding
audio, noise suppression, noise cancellation
podcast, podcasts, audiobooks
face grouping, people in photos
e-signature, electronic signature, sign documents
paperless, document management
ebooks, epub
remote desktop, remote control, remote access, unattended access
file transfer, send files, transfer files
vpn, wireguard, tunnel, mesh network
dhcp, ip address management, ipam
sensor, sensors, smart home, zigbee
vector graphics, svg
3d, rendering
color management, color correction, colour grading
nonlinear editing, video timeline, cutting video
prototype, prototyping, interactive mockups, wireframes
design tokens, design system, shared styles, component library
e-learning, learning paths
certificate of completion, badges, gamification
routes and navigation, turn-by-turn, route planning
torrent, bittorrent, magnet
download manager, download queue
browser tabs, tab groups, vertical tabs
ad blocking, ad blocker, tracker blocking, blocks ads, blocks trackers
reader mode, distraction-free, focus mode, zen mode
attachment, file upload, upload files, attachments
custom forms, form builder, intake form
customer relationship, crm, contacts, leads
query optimizer, query planner, execution plan
geotag, map view, places on a map
publish to the web, public page, public site, published site

# hosting and machines
locally, on the own computer, on the developer's machine, local run, local mode, local execution
hosted machines, virtual machine, virtual machines, vm, vms, hypervisor, kvm
live migration, migrate running, move running machines
bare metal, dedicated server, physical machines
snapshots of machines, clone machine, golden image, machine template
cloud-init, unattended install, provisioning, provision
configuration management, desired state, playbook, playbooks, declarative configuration,
state file, drift
dry run, plan before apply, what would change, preview of changes, check mode
agentless, over ssh, without an agent
private network, vlan, virtual network, overlay network
split tunnel, kill switch, exit node, full tunnel
peer to peer, peer-to-peer, p2p, decentralized, decentralised, without a central server
nat traversal, hole punching, relay servers, relay
port forwarding, expose local, public tunnel
block device, persistent volume, persistent volumes, volumes, csi
power management, sleep mode, suspend, battery, energy saving
remote execution, remote shell, ssh access, run commands remotely

# identity
magic link, email link login, passwordless login
impersonate, act as, masquerade, view as user
device trust, conditional access, device posture, managed devices
service accounts, machine accounts, technical users, robot accounts
attribute-based, abac, policy engine, opa, policy as code, policies as code
password policy, password rules, password strength, expiry of passwords
ip ranges, ip restriction, restrict by address, geoblocking, geo-blocking
web hooks for login, login events, sign-in logs
recovery codes, backup codes
self-registration, sign-up, registration, self-service

# text, notes, wiki
version compare, compare versions, diff view, visual diff, difference between versions
page tree, page hierarchy, nested pages, subpages, sub-pages, parent pages
table of contents, headings outline, outline of headings
footnotes, citations, bibliography, references, zotero
math, latex, formulas, equations, katex
diagrams, mermaid, plantuml, flowchart, draw.io
transclusion, embed blocks, block references, synced blocks
slash commands, slash menu, command menu
spell check, spelling, grammar, proofreading
word count, writing goals, reading time
track changes, suggestion mode, suggested edits, proposed changes
read-only mode, view mode, locked pages
encrypted notes, locked notes, note encryption, vault encryption
capture, quick capture, quick note, inbox for notes, quick add, quick entry
periodic notes, calendar of notes
query blocks, dataview, live queries, embedded queries
stylus notes, handwritten notes, pen input
audio notes, voice memo, voice notes, voice memos
highlights, highlighting, annotate, pdf annotation, marked passages
random note, resurfacing, on this day

# chat and community
direct message, private message, private messages, dm
group conversation, group chats, group rooms
voice channel, voice channels, voice rooms, audio rooms, voice chat
message editing, edit messages, delete messages, unsend
pinned messages, pin message, starred messages, saved messages
custom emoji, stickers, gifs, gif picker
bots, chatbots, bot framework, bot api
bridges, bridge to other networks, interoperability
read markers, read receipts, seen by, unread counts
guest links, public channels, open rooms
user reputation, trust levels, karma, badges for members
question and answer, q&a, accepted answer, solved topics
word filters, banned words, profanity filter, auto-moderation
member directory, profiles, user profiles, profile pages

# project and support work
custom statuses, status columns, workflow editor
estimates, story points, effort estimate, estimation
workload, capacity view, resource planning, team capacity
portfolio, program board, cross-project view, several projects at once
request form, intake, intake forms, submission form
issue templates, task templates, project templates
sub-issues, subtask, child issues, child tasks, parent task
duplicate tickets, merge tickets, linked issues, related issues
automatic assignment, round-robin assignment, routing rules, skill-based routing
collision detection, agent collision, who is viewing
business hours, office hours, opening hours, holidays
ticket form, contact form, feedback form
okrs, key results, goals tracking, objectives and key results
time estimates, planned hours, remaining work
change log of items, item history, activity feed, activity stream
import from jira, import from trello, trello import

# sites and publishing
static pages, static site, static output, prerendered, plain html
incremental rebuild, partial rebuild, rebuild only changed, incremental builds
content collections, content types, content models, custom content types, structured content
front matter, frontmatter, page metadata
data files, data-driven pages, pages from data, external data, data sources
taxonomies, taxonomy, categories and tags, content categories
pagination, paginated lists, infinite scroll
multilingual sites, translated content, language versions, hreflang
asset pipeline, asset bundling, css and javascript bundling, sass, scss, postcss
shortcode, shortcodes, reusable snippets in content, content components, macros in pages
syntax highlighter, highlighted code, code highlight
draft, drafts, scheduled publishing, publish date, future posts
headless, content api, content delivery api, decoupled
visual page builder, live editing, in-context editing, edit in place, inline editing
roles for editors, editorial workflow, content workflow
comments on posts, reader comments, comment system
rss feed, feed generation, feeds for readers
broken links, link checker, check links, dead links
search index for the site, client-side search, site search
accessibility checks, contrast check
theme system, theme marketplace, installable themes, ready themes
islands, partial hydration, interactive components, client-side components
sites on a subdomain, multisite, several sites, many sites from one install

# shops and money
variants, product options, sizes and colours
stock levels, inventory tracking, low stock alert, warehouses
order management, order status, fulfilment, fulfillment
returns, refunds, return requests, rma
customer groups, price lists, wholesale, b2b prices
marketplace for vendors, multi-vendor, seller accounts
point of sale, pos, cash register
estimates and quotes, quotes, quotation, proposals
dunning, payment reminders, overdue, late payments
chart of accounts, journal entries, accounting entries
financial reports, profit and loss, balance sheet, cash flow
budgets, budgeting, spending limits, envelopes
receipt scanning, scan receipts, expense claims
mileage, travel costs
time off, leave requests, vacation, absence

# analytics
events tracking, event tracking, custom events, track events
page views, visitors, unique visitors, traffic sources, referrers
utm, campaign tracking, attribution
retention analysis, returning users, cohort analysis
user paths, user journeys, flow of visitors, path analysis
goals, conversions, goal tracking
autocapture, automatic capture, without manual tracking
sampling, sample rate, head sampling, tail sampling
data export to warehouse, warehouse sync, raw data export, bigquery export
public dashboards, shared dashboards, dashboard links
drill down, drilldown, drill through, cross-filter
embedded analytics, embedded dashboards, dashboards in your app
calculated fields, computed columns, formulas, custom metrics
parameters, variables, dashboard variables, template variables
alerts on data, data alerts, alert on query

# operations
on-call schedule, on-call rotation, shift plan, rotations
runbook, runbooks, playbooks for incidents, automated remediation
alert grouping, alert correlation, noise reduction, deduplicated alerts, group alerts
synthetic monitoring, synthetic tests, scripted checks, browser checks, journeys, web scenarios,
website checks
service map, dependency map, topology, service graph, network map
real user monitoring, rum, browser timings, web vitals
recording of queries, slow query, slow queries, query insights, query log
log parsing, parse logs, extract fields, grok
log retention, log archive, rehydrate
hosts and services, host inventory, asset inventory, cmdb
certificate monitoring, certificate expiry, expiring certificates
downsample, rollups, aggregated history, long-term storage, long-term store
remote collectors, remote probes, satellites, remote sites, distributed pollers
plugins that check, check plugins, custom checks, own checks
escalation policy, escalation policies, escalate step by step
acknowledge alerts, acknowledge problems, take over an incident
infrastructure map, network topology

# development
code navigation, go to symbol, find references, outline of code
multiple cursors, multi-cursor, multi-selection, column selection
integrated terminal, built-in terminal, embedded terminal
remote development, remote editing, edit over ssh, dev containers
pair programming, live share, shared editing session
project-wide search, search in files, find in files, global search
git integration, git client, source control, blame, staging changes
snippets of code, code templates, live templates
inline completions, ai completions, code suggestions, ai code completion
test explorer, test runner, run tests in the editor
unit tests, unit testing, spec files, assertions, matchers
snapshot tests, snapshot testing, golden files
parametrized tests, table tests, data-driven tests, fixtures
parallel tests, test sharding, split tests, distributed tests
watch tests, rerun on change, affected tests, changed tests only
visual regression, screenshot comparison, screenshot tests, visual testing
network interception, mock requests, intercept requests, request stubbing
record and replay, codegen of tests, test recorder
api testing, request collections, saved requests
environment switching, environment files, env files
contract tests, contract testing, schema validation of responses
lockfile, lock file, pinned versions, reproducible installs, deterministic
reproducible builds, hermetic, bit-for-bit
remote build, distributed builds, remote execution of builds
cross-compilation, cross compile, target platforms
private registry, scoped packages, package feeds
vulnerability alerts, security updates, dependency updates, automated updates of dependencies
code owners, codeowners, required reviewers, approvals required
protected branches, branch rules, push rules
inline review, suggested changes, review comments
issue tracker, built-in issues, issues and milestones
wiki per repository, project wiki, repository wiki
large files, git lfs, lfs
mirror repositories, repository mirroring, pull mirror, push mirror
forks, fork, contributor workflow
pipeline visualisation, pipeline graph, stage view, graph of jobs
manual approval, approval gate, approvals, manual step, wait for a person, input step
reusable pipelines, pipeline templates, shared libraries, orbs, includes, reusable workflows,
components of pipelines
secrets in builds, masked variables, protected variables, secret variables
scheduled builds, nightly builds, cron triggers, timed builds
test results in builds, junit, test trends, test insights
deployment environments, deploy targets, deployment history
conditions for jobs, path filters, changed paths, only on branch
skip builds, cancel redundant, auto-cancel, supersede
service containers, sidecar, companion containers, databases for tests
debug by ssh, ssh into the build, interactive session in a build
dependency injection, inversion of control, ioc container, service container
middleware, interceptors, request pipeline, filters in a chain
form validation, input validation, request validation
admin generator, admin site, automatic admin
background processing, delayed jobs, job workers
session storage, cookies and sessions
state management, global state, stores, signals, reactive state, reactivity
file-based routing, file system routing, nested routes
data fetching, loaders, server functions, server actions
virtual dom, fine-grained updates, compiled templates
component slots, component composition, slots
type inference, end-to-end types, generated types
query builder, fluent queries, type-safe queries
eager loading, n+1, preload relations, batch loading
lifecycle callbacks, model hooks, entity events
soft deletes, soft deletion
multi-database, several databases, database engines supported

# data work
crud api, automatic api, instant api, generated api
realtime subscriptions, live queries to clients, subscribe to changes
edge database, replica at the edge, embedded replicas
branching databases, database branches, copy-on-write branch
vector index, ann, approximate search
sparse vectors, dense vectors, dense and sparse, named vectors
graph queries, cypher, gremlin, property graph, traversals
aggregation pipeline, aggregations, group by
geo index, distance queries, radius search
synonyms in search, stop words, analyzers, stemming, tokenizers
highlighting of matches, snippets of results, highlighted results
ranking rules, relevance tuning, boosting, custom ranking
instant search, search as you type, prefix search
query suggestions, autocomplete suggestions, did you mean
rollover, index lifecycle, hot warm cold
cross-cluster, federated search, multi-index search
backfill, catch-up, replay of runs, rerun past runs
task dependencies, dag, directed acyclic graph, orchestration, orchestrator
sensors for files, event-driven runs, triggers on data
data contracts, schema tests, data tests
experiment tracking, run tracking, tracked runs, metrics of runs
model registry, model versions, model store
hyperparameter, hyperparameter search, sweeps
labeling interface, annotation interface, labelling tool, annotators
inter-annotator, agreement of annotators, consensus labels
active learning, uncertainty sampling, pre-labelling, pre-annotation

# media and home
hardware transcoding, gpu transcoding, hardware encoding
direct play, without transcoding, original quality
live tv, dvr, tuner
user libraries, parental ratings, kids profile
watch together, syncplay, group watch
lyrics, scrobbling, last.fm
smart playlists, auto playlists, dynamic playlists
offline downloads, download for offline, offline listening
mobile upload, camera upload, automatic upload, auto backup of photos
duplicate photos, similar photos, burst photos
raw processing, raw development, raw files
non-destructive, edit history, adjustment layers
presets and filters, looks, styles for photos
scenes, automations at home, routines
voice assistant, alexa, google assistant, siri
energy monitoring, energy dashboard, power consumption
presence detection, who is home, geofence, geofencing
firmware updates, over the air, ota
brush engine, brushes, custom brushes
plugins for effects, vst, audio effects
multitrack, tracks, mixer
midi, virtual instruments, synthesizer
proxy editing, proxy media, proxies for footage
motion tracking, object tracking, stabilisation
node editor, node graph, shader graph, visual scripting
physics, collision, rigid bodies
asset store, asset library, stock media
auto layout, constraints, responsive frames
developer handoff, inspect mode, css export, handoff to developers
version branches of designs, design branching

# mail and files
aliases, email alias, catch-all, masked email, hide my email
filters for mail, sieve, mail rules, sorting rules
unified inbox, several accounts, multiple accounts
delegation, shared mailbox, shared mailboxes, send on behalf
undo send, send later, scheduled sending
mail merge, bulk mail, transactional email, mass mailing
bounce handling, bounces, deliverability, suppression list
subscriber lists, contact lists, list segmentation
drip campaign, autoresponder, automation sequences, sequences
open tracking, click tracking, open and click rates
selective sync, folders to sync, on-demand files, virtual files, files on demand,
placeholder files
block-level sync, delta sync, only changed parts
file locking, check-out, lock file for editing
public upload, file request, file drop, upload link
link expiry, password on links, expiring links, protected links, share links with password
external storage, mount cloud storage, connect storage
office editing, collabora, onlyoffice, office documents, document editing
file versions, versions of files, older versions
ransomware protection, ransomware detection
quotas, storage quota, space limits
bandwidth limits, speed limits, bandwidth throttling, traffic limits
scheduled downloads, rss downloads, automatic downloads
resumable, resume interrupted, continue interrupted, resume
""")
"""Groups of phrases; the spelling does not matter, as phrases are compared by their stems."""
