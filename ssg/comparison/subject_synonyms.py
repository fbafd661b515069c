"""Names of features by subject, as vendors, users and manuals of well-known software write them.

Groups as in `general_synonyms`: the names of one feature, among them those that only one program
uses, such as "IntelliSense" for completion. Names are specific enough to mean the same wherever
they occur in a site of the subject.
"""

from ssg.comparison.phrase_groups import phrase_groups

__all__ = ["SUBJECT_SYNONYMS"]

SUBJECT_SYNONYMS: tuple[tuple[str, ...], ...] = phrase_groups("""
# access
single sign-on, log in with google, login with google, sign in with google, sso login, saml sso,
enterprise login, federated login, federated identity, social sign-in, identity brokering,
external identity providers, oauth login, ldap login, azure ad, entra id, okta, keycloak
two-factor, authenticator app, totp and webauthn, second step
passkey, passkeys, fido keys
biometrics, biometric, touch id, face id, fingerprint, windows hello
role-based access, roles and permissions, role-based access control, permission levels
role-based access, group permissions, granular permissions, fine-grained permissions, access levels,
access control lists, iam policies, iam, teams and roles, collection permissions,
folder permissions, object-level permissions, authorization
audit log, event log of users, access log of users, admin log, security log, change log of settings
guest access, guest accounts, external members, outside collaborators, guest links
self-registration, sign-up form, account creation, self-service registration
password reset, forgotten password, account recovery, recovery codes
password policy, strength meter
impersonate, log in as user
session management, active sessions, device management, signed-in devices, revoke sessions

# hosting and licence
self-host, run it yourself, host it yourself, on-premises deployment, on-prem, own homeserver,
own cluster, own data center, customer-hosted, private deployment, host your own
cloud edition, cloud version, managed offering, managed hosting, fully hosted,
managed service by the vendor, vendor-hosted
open source, open-source license, gpl-licensed, agpl license, bsd, apache 2.0, apache licence,
mit licence, free and open, open code, open core, community edition, source-available
free tier, free plan, free for personal use, free of charge, unlimited free
per-seat pricing, per-user pricing, price per seat
usage-based pricing, pay as you go, consumption-based
flat price, one-time purchase, lifetime licence, perpetual license, pay once
docker, docker image, official image, docker installation, docker compose file
helm chart, kubernetes operator, operator for kubernetes, kubernetes deployment, runs on kubernetes,
kubernetes-native
single binary, one binary, single executable, single file, jar file
desktop app, desktop application, apps for mac and windows, apps for windows macos and linux,
windows mac and linux
mobile app, ios and android, ios app, android app, iphone and android, phones and tablets,
app for phones, apps for phones, mobile companion
browser extension, browser add-on, browser plugin, browser integration, chrome and firefox
web app, web client, browser version, works in the browser, web version, browser access
portable version, portable mode, usb stick
air-gapped, disconnected environments, offline environments, isolated networks
lightweight, tiny footprint, lightweight server, small memory footprint, runs on small machines

# interfaces for programs
rest api, public api, web api, open api, api and sdk, developer api, admin api, management api,
graphql api, rest interface, rest and graphql, restful api, programmatic access
sdk, official sdks, language sdks, drivers for languages, language drivers, official clients,
official drivers, client drivers, language clients
webhook, incoming webhooks, event callbacks, event hooks
command-line client, command line tool, cli tool, cli client, command line interface
terminal client, terminal ui, tui client, curses interface
plugin, plugins and extensions, plugin system, plug-in system, plugin architecture,
plugin framework, extension api, extension system, community plugins, community extensions,
extension marketplace, plugin marketplace, add-ons, add-on store, app store for plugins,
modules from the community, contributed modules, plugin directory, plugin catalog, extensibility,
third-party plugins, third party modules, app framework, apps marketplace, app directory,
marketplace apps, integrations marketplace, package ecosystem, plugin ecosystem, extension gallery,
custom modules, loadable extensions
native integrations, prebuilt integrations, ready integrations, built-in integrations,
ready-made connectors, prebuilt connectors, integration catalog, integrations with other tools,
app integrations, third-party integrations, connector library
zapier, zapier integration, automation platforms, power automate
import from other tools, importers, migration from other tools, import wizard, import from csv,
csv import, migration assistant, data import, migration guides
export, export to csv, csv export, full export, export of all data, export everything,
data portability, take your data out, export formats
csv and json, excel export, spreadsheet export, export to excel
pdf export, export to pdf, print to pdf, pdf output
scripting, scripting api, python api, lua scripting, javascript api, scripting language,
macros in python, embedded lua
mcp server, model context protocol, agents via mcp

# text and documents
plain text, markdown editor, markdown support, gfm, commonmark, markdown files
rich text editor, wysiwyg editor, block editor, block-based editor, visual text editor
co-editing, real-time editing, live collaboration, multiplayer editing, multi-user editing,
concurrent editing, shared editing, live share, code with me
version history, document history, edit history, change history, note history, file versions,
content history, earlier states, version control of documents, older versions
track changes, suggesting mode, redlining
comment, comment threads, margin notes
templates, template library, page templates, document templates, note templates, template gallery
backlink, bi-directional links, two-way links, linked references, wikilinks, internal links,
links between notes
graph view, graph of notes, note graph, page graph, link map
daily note, daily journal, daily log
web clipper, clipper, page saver, save from the web, clip web pages
label, hashtags, nested tags
folder, folder structure, collections and folders, page tree, tree of pages
publish to the web, publish notes, publish pages, websites from notes, public sharing,
sites from pages
whiteboard, infinite board, drawing board
handwriting, pen support, sketches
table view, tables and boards, structured tables
task, tasks and to-dos, task lists, task management, to-do items
reminder, due date reminders
flashcards, srs
calculated fields, formula fields, computed fields
ocr, text in images, search in scans
attachment, file attachments, attached files, files in notes
end-to-end encryption, encrypted notes, end-to-end encrypted, e2e encryption, encrypted sync,
private by design encryption
offline, offline access, offline mode, without internet, offline support, no connection needed
sync between devices, cross-device sync, device sync, cloud sync, multi-device, across devices,
synchronised devices, sync across devices, settings sync
plain text, files on disk, local folder, file-based storage, flat file
version control with git, git-based, git sync, stored in git, git-backed, git integration,
git repository as storage, files in git, git workflow
full-text, search everywhere, global search, instant search, search across, powerful search,
search in everything
saved search, custom views
keyboard shortcuts, keyboard-first, shortcut keys, vim bindings, vim keybindings, modal editing
command palette, command bar, command menu, goto anything
theme, custom css, colour schemes, css themes, appearance settings, custom themes, css snippets
translation, multiple languages, internationalization, multi-language, translated interface,
languages of the interface, locales
accessibility, keyboard navigation, a11y
ai assistant, ai writing, writing assistant, ask ai, ai chat, generative ai, ai copilot, gemini,
chatgpt, ai drafting, assistant with ai, llm assistant
summarize, ai summaries, meeting summaries, thread summaries
natural language queries, ask in natural language, conversational analytics, text to sql,
ask questions in plain language, questions in natural language, natural language search

# chat and meetings
threads, threaded messages, in-line threading, inline threading, conversation threads, topic threads
public channels, private channels, spaces for groups
private messages, group messages
video call, voice and video calls, audio and video calls, conference calls, group calls, call links,
video chat, voice calls
voice channel, huddles, audio calls, drop-in audio
recording of meetings, cloud recording, meeting recording, local recording
breakout rooms, small groups, sub-rooms, group rooms
waiting room, admit participants
webinars, town halls, live events, large audience, broadcast to viewers
live captions, closed captions, live transcription, subtitles in meetings, real-time captions
virtual background, background blur, blur background
audio, background noise
hand raise, raise hand, reactions in meetings
bots, chat apps, bot sdks, bots and commands, slash commands
message translation, translate messages, automatic translation
custom emoji, emoji reactions
message retention, retention policies, retention settings, data retention, retention rules,
automatic deletion of messages
ediscovery, legal hold, compliance export, discovery api, vault for legal
federation, federated servers, matrix federation, shared channels, connect with other companies,
decentralised rooms, external channels
gateways to other chats, irc bridge
moderation, automod, moderation tools, word filter, content moderation, spam protection
presence indicators, custom status, online status
presence, seen indicators, message status
scheduled messages, send later, delayed sending
pinned messages, bookmarked messages

# projects and support
kanban boards, agile boards, scrum boards, task boards, board view, cards and columns
gantt, gantt charts, timeline view, project timeline, roadmap view
calendar, calendar of tasks, scheduling calendar
sprint, sprint planning, agile sprints, milestones and sprints
sprint, product backlog, backlog grooming, triage, inbox for triage
sprint, burnup, velocity, velocity charts, burndown charts, sprint reports, agile reports
custom field, own fields, issue fields
workflow, workflow editor, custom statuses, states and transitions, workflow designer,
configurable workflows, issue workflows
automation rules, automations, workflow automation, rule builder, if-then rules, no-code automation,
triggers and automations, business rules, rules engine, workflow builder, flow builder,
scenario automations, automation builder, workflow rules
time tracking, worklogs, time logs, hours tracked, timer, time entries
workload view, resource planning, capacity planning of people, team workload
dependencies between tasks, dependencies, blocking tasks, predecessors
sub-issues, checklists in tasks, sub-tasks
milestone, parent issues, project hierarchy, issue hierarchy
recurring tasks, repeating tasks, task recurrence
request form, forms for requests, issue forms, service catalog
bulk, bulk changes, mass update, multi-edit
milestone, okrs, key results
email to ticket, email to issue, issues by email, create by email, mail handler, email channel,
email piping
help desk, team inbox, shared mailbox
snippets, macros for replies, reply templates, prepared answers, text modules, quick replies
sla, sla policies, sla management, response time targets
collision detection, ticket locking
automatic assignment, ticket routing, assignment rules, omnichannel routing
omnichannel, whatsapp and facebook, social channels, unified inbox, messaging channels, multichannel
customer portal, support portal
knowledge base, help center articles, faq articles, docs site, knowledge articles
satisfaction surveys, csat, satisfaction ratings, customer satisfaction, nps surveys
live chat, website chat, messenger widget, live chat widget
chatbots for customers, ai answers, ai bot, virtual agent, answer bot, ai resolution
duplicate tickets, ticket merging, split and merge, linked tickets
agent performance, support reports, helpdesk reports, ticket statistics

# development
autocomplete, code completion, auto-completion, smart completion, content assist, code assistance,
autocomplete in code
language server, language server protocol, lsp client, built-in lsp, eglot
code editor, tree-sitter, treesitter, textmate grammars, syntax definitions,
grammar-based highlighting, syntax trees, semantic highlighting
refactor, safe rename, rename across files, extract method
code navigation, go to definition, find usages, symbol navigation, search everywhere
linter, code inspections, inspections, quick fixes, diagnostics
debug, debug adapter, dap, step through code, interactive debugger
integrated terminal, terminal buffers, terminal emulator inside, shell in the editor, eshell
git integration, git panel, git interface, version control integration, git support,
vcs integration, source control view, magit, egit, git tools, git blame, git ui
multiple cursors, multiple selections, multi-select editing, multicursor, column editing
split view, split windows, split editing, tiled windows, window splits, panes and tabs,
windows and frames, tab pages
remote development, ssh development, remote projects, tramp, edit remote files, remote workspaces,
gateway to remote machines, cloud workspaces, codespaces, cloud development environments
inline completions, code suggestions by ai, ai pair programmer, edit prediction, github copilot,
ai coding agent, agent mode, full line completion
test explorer, unit test support, testing view, junit view
database tools, database client inside, sql console in the ide, query editor for databases
build tool integration, maven and gradle, build systems, task runner, build tasks
profiling, performance profiler, cpu profiling
notebook, jupyter notebooks, notebook interface, interactive notebooks
code snippets, snippets, live templates, snippet library
code folding, outline view, minimap, document outline, symbols outline
hot reload, hmr, auto reload, browser refresh, reloads on change, watch and rebuild, livereload
dev server, local dev server, built-in server, preview server, serve command, built-in web server
pull request, code review, review of changes, inline review, review apps of code
protected branches, branch protection, rulesets
issue tracker, issues and labels
package registry, artifact registry
wiki per repository, wikis, wiki pages
git hosting, repository hosting, hosting of repositories
vulnerability alerts, dependabot, renovate, automated dependency updates
secret scanning, leaked secrets detection, push protection for secrets
vulnerability, vulnerability scanning, dast, code scanning, container scanning, cve scanning,
image scanning
merge queue, bors
web ide, browser ide, online editor, edit in the browser
static pages hosting, pages hosting, website hosting from repository

# pipelines
pipeline, yaml pipelines, pipeline file, jenkinsfile, config as code, configuration as code,
yaml configuration, workflows in yaml, kotlin dsl, pipeline syntax, pipelines in yaml, starlark,
declarative pipeline
matrix jobs, matrix strategy, matrix axes, parallel matrix
runner, own agents, hosted and own agents, agents on your machines, runner on own hardware, runners,
worker nodes for builds, distributed agents, custom runners
hosted runners, cloud runners, managed runners, macos runners, macos builds, hosted agents,
cloud agents, hosted machines
build cache, caching between builds, cache action, workspace cache, cache plugin, volume cache
build artifacts, artifact storage, artifact repository, files between jobs
reusable pipelines, reusable components, ci components, composite actions, templates for pipelines,
include of templates, meta-runners, build templates, shared configuration,
pipeline templates for teams, extends keyword
marketplace of actions, actions marketplace, plugin index, orbs registry, plugins for steps,
container plugins
secret management, encrypted secrets, secret variables, masked variables, credentials store,
credentials plugin, contexts for secrets, project secrets, vault integration, external secrets,
secrets from vault
oidc tokens, openid connect tokens, keyless cloud access, cloud access without keys,
federated credentials, short-lived credentials, id tokens
manual approval, approval steps, approval jobs, block steps, manual gates, manual jobs,
protected environments, deployment approvals, promotion of builds, hold jobs, wait for approval,
gated deployments
deployment environments, deployment tracking, environments and deployments, release dashboard
test report, test insights, test analytics, junit reports, test summaries, test history, test engine
flaky test detection, flaky tests, flaky test handling, quarantine of tests
test splitting, parallel test runs, parallelism, test parallelism, split tests by timing,
tests in parallel
scheduled builds, scheduled pipelines, cron jobs, cron builds, scheduled workflows,
timers for builds, build schedules
conditions for jobs, changed files only, monorepo support, skip unaffected, conditional pipelines,
change-based rules, dynamic config
dynamic pipelines, generated pipelines, dynamic child pipelines, child pipelines, pipeline upload,
setup workflows, generated steps
pipeline visualisation, blue ocean, pipeline view, build graph
build chains, upstream and downstream, multi-project pipelines, cross-project triggers,
snapshot dependencies, multi-pipeline, pipeline triggers, downstream triggers
debug by ssh, ssh debugging, rerun with ssh, debug session, interactive debugging of jobs,
interactive web terminal
service containers, services for tests, sidecar services, database containers for tests,
secondary containers, detached steps
autoscaling agents, elastic agents, ephemeral agents, elastic ci stack, autoscaled runners,
cloud agents on demand, cloud profiles, kubernetes executor, kubernetes agents
status checks, commit status, build status, checks on pull requests, status badges,
pull request builds, build badges, builds of pull requests
retry of failed jobs, rerun failed jobs, retry failed steps, automatic retry, rerun from failed
merge result builds, pre-tested commits, personal builds, remote run, builds before merge
concurrency groups, auto-cancel, cancel redundant builds, concurrency limits, redundant builds
build log streaming, live logs, log viewer

# sites and content
incremental rebuild, only changed pages, incremental regeneration, fast rebuilds,
build cache of pages
fast builds, build speed, thousands of pages in seconds, speed of builds, parallel builds,
millisecond builds
templating, template engine, templates in liquid, nunjucks, jinja2, jinja templates, handlebars,
tera, layouts and partials, jsx templates, twig, templates and layouts, theme templates
theme system, themes gallery, theme directory, community themes, gem-based themes, starter themes,
theme components, themes as modules
data files, global data, data cascade, data from json, data directory, content api,
structured data files, data templates, remote data
content collections, typed content, custom collections
taxonomies, tags and categories, terms and taxonomies
front matter, yaml metadata
shortcode, short codes, directives in markdown, embeds in content, components in markdown,
markdown components, remark plugins, liquid tags
image optimization, image pipeline, image component, image transformation, image plugin,
picture formats, images api
asset pipeline, sass compilation, bundling of assets, css and js bundling, minification,
fingerprinting of assets, js bundling, asset processing
code editor, syntax highlighted code, shiki, highlighted code blocks
pagination, page lists
rss feed, atom feeds, feeds, rss and atom, feed plugin
sitemap, seo tags, sitemap xml, search engine optimisation, seo features, seo settings,
friendly urls
multilingual sites, i18n routing, multilingual mode, multi-language sites, translated pages,
multiple languages of content, content in several languages, localised content, content translation
draft, draft pages, drafts and future posts, scheduled posts, publication date,
scheduled publication
drafts and publishing, content releases, releases of content, content staging
search index for the site, search index, built-in search, pagefind, algolia, lunr, docsearch,
local search, search plugin
versioned docs, docs versioning, versions of documentation
islands, islands architecture, client islands, zero javascript, no javascript by default,
ship less javascript
server-side rendering, on-demand rendering, server rendering, hybrid rendering, edge rendering,
server islands
server-side rendering, static site export, static output, static export, ssg
file-based routing, filesystem routing, pages from files
redirects, aliases for urls, redirect rules, url aliases, permalinks, custom permalinks
broken links, broken link check, link validation
branch previews, preview urls, preview environments, branch deploys, pull request previews,
preview channels
git-connected deploys, deploy from git, git push deploys, continuous deployment from git,
automatic deploys, git deploys, builds from git
instant rollback, rollbacks, deploy history, atomic deploys, immutable deployments,
one-click rollback
serverless, serverless functions, edge middleware
form handling, built-in forms, form submissions, static forms
custom domain, custom domains and https, domain management, custom domain with tls
cdn, global cdn, edge caching, content delivery network
headless, headless cms, headless api, headless commerce, api-driven front end, storefront api
content collections, content types and fields, content-type builder, schemas in code, model content
drag and drop, drag-and-drop builder, site builder, visual page editing, layout builder,
theme editor, visual editor, dynamic zones, visual editing, in-context editing, page editor
media library, file library, media manager
roles for editors, publishing workflow, review workflow, content approval, workflow stages,
content moderation workflow
comments on posts, native comments
subscription, paid subscriptions, paid members, paid content, paywall
newsletter, email newsletters, newsletter sending
sites on a subdomain, multi-site, multiple sites, multiple stores, multistore, multi-store,
several shops, multi-storefront, network of sites
live preview, side-by-side preview, preview of drafts, draft preview, preview mode
configuration management between environments, config export, environments and aliases
accessibility checks, accessible themes
geo redirects, visitor country

# shops
online store, storefront, shop front
variants, product variants, product combinations, variable products, configurable products
inventory, inventory management, stock management, stock tracking, multi-warehouse,
multi-source inventory, stock locations
shopping cart, abandoned cart recovery, abandoned checkout, cart recovery, abandoned cart emails
discount, promotions, discount codes, price rules, cart rules, coupon codes, promo codes
payment, payment providers, payment methods, payment processing, payment integrations,
accept payments, card payments
payment, one-page checkout, hosted checkout, custom checkout, express checkout
shipping rates, shipping zones, shipping labels, shipping methods, delivery options
tax, tax calculation, sales tax, automated taxes, tax rates
b2b, wholesale, company accounts, business customers, quotes and price lists
customer groups, tiered pricing, group prices, special prices
multi-currency, multiple currencies, currency conversion
returns and refunds, merchandise returns
point of sale, retail sales, in-person sales, card readers
sales channels, marketplaces and social media, amazon and ebay, social selling, multichannel selling
product reviews, ratings and reviews, customer reviews, star ratings
product recommendations, recommendations, upsell, cross-sell, related products, recommended products
segmentation, customer segments, segments, audience segments, target groups, dynamic groups
loyalty, reward points, loyalty program, store credit
subscription, subscription billing, recurring charges
fraud detection, fraud prevention, fraud analysis, risk scoring, fraud protection
invoice, invoice templates, recurring invoices
order management, order processing, order tracking
facets, product search, faceted navigation, product filters, layered navigation

# analytics and reporting
dashboard, interactive dashboards, dashboard builder, dashboards with filters,
dashboards and panels, shared dashboards, dashboard templates
query language, visual query builder, no-code query, questions without sql, no-code chart builder,
point and click queries, drag-and-drop analysis, chart builder
sql editor, sql lab, query editor, sql workspace, sql runner, native query, sql client, ad hoc sql
semantic layer, lookml, metric definitions, dbt metrics, semantic models, modelling layer,
business logic layer
scheduled reports, report scheduling, email subscriptions, scheduled deliveries,
subscriptions by email, emailed reports, dashboard subscriptions, report subscriptions,
scheduled emails, report delivery, automated reports, periodic reports
threshold alerts, data alerts, metric alerts, alerts on metrics, data-driven alerts,
alert conditions, custom alerts, data alerting
row-level security, data sandboxing, row permissions, section access, row-level permissions,
access filters, row and column security
embedded analytics, embed sdk, iframe embedding, signed embedding, white-label embedding,
embedding in other applications
drill down, see underlying rows, underlying records
in-memory engine, data extracts, in-memory extracts, import mode, hyper extracts
live connection, direct query, directquery, queries in the database
data preparation, data prep, power query, visual data prep, prep flows, cleaning of data, wrangling
query caching, result caching, caching of queries, cached results, caching layer
data files, connectors to databases, native connectors, database connections, source connectors
data catalog, impact analysis, catalog and lineage
custom visualizations, custom visuals, chart types, chart library, visualization types,
visualization plugins
share, public dashboards, public view, unlisted links, secret links
pivot, crosstabs, cross tabulation
geo maps, map visualizations, choropleth
events tracking, autocapture, automatic event capture, event analytics
funnel, conversion funnels, funnel analysis, funnel reports, goal funnels
conversion tracking, goal conversions
retention analysis, retention reports, cohort retention, cohorts, user retention
session replay, screen recordings of visits, replays, recordings of visitors
heatmap, heat maps, click maps, scroll maps, clickmaps
cookieless, no cookies, cookie-free, cookieless tracking, privacy-friendly, no cookie banner,
privacy by design, gdpr compliance, gdpr compliant
behavior flow, navigation paths
utm, utm campaigns, campaigns, utm tags, traffic sources, referrers, acquisition channels,
marketing attribution, campaign reports, sources and campaigns
real-time view, real-time visitors, live visitors, realtime dashboard, visitors right now,
real-time reports
tag manager, tag container
split test, multivariate tests
feature flag, feature gates, remote config
form builder, in-app surveys, feedback surveys
data export to warehouse, raw data access, data warehouse export, warehouse export, raw events,
export to warehouse
import from google analytics, google analytics import, historical import
lightweight script, small script, tiny script, tracking script
bypass ad blockers, first-party proxy, proxy for tracking, ad blockers, first-party tracking
real user monitoring, page speed, core web vitals, site performance
search console, search keywords, search terms
profiling, visitor profiles, person profiles, visitor log

# monitoring and operations
alert, alert rules, alertmanager, health alarms, triggers and actions, alert policies,
notification rules, thresholds and alerts, alert definitions
notification channels, notifications, notification integrations, contact points,
notify by slack and email, alert notifications, notifications to contacts,
notifications by mail and chat
on-call, escalation policies, on-call schedules, on-call rotation
silence, scheduled downtime, planned maintenance
service discovery, network discovery, low-level discovery, automatic discovery of services,
host discovery, discovery of services, discovery of hosts, discovery rules
agents on hosts, node agent, data collector agent, telegraf, node exporter, unified agent,
collector on each host
agentless monitoring, without agent, snmp monitoring, snmp, network device monitoring,
network monitoring, snmp traps
export, prometheus exporters, metrics endpoint, prometheus endpoint, prometheus metrics,
openmetrics, metrics for prometheus, prometheus plugin, monitoring endpoints, metrics export,
built-in metrics, cloudwatch metrics
log analysis, log exploration, log explorer, log monitoring
tracing, apm, request tracing, trace explorer, application performance monitoring, apm and traces
tracing, otlp, opentelemetry support, otel
anomaly detection, machine learning alerts, outlier detection, dynamic thresholds,
adaptive thresholds, baselines, ml-based anomaly detection, forecasting
synthetic monitoring, synthetic checks, uptime checks, website monitoring, http checks,
uptime monitoring, blackbox probes, checking of websites
real user monitoring, browser monitoring
status page, public status page, status pages for customers
downsample, remote write, thanos, long-term retention, remote storage
materialized view, aggregation of old data, continuous queries
remote collectors, distributed monitoring, remote pollers, proxies for remote sites,
federation of servers, distributed sites, parent and child nodes, streaming to parents
templates for hosts, monitoring templates, prebuilt templates, integration templates
plugins that check, nagios plugins, script checks, check scripts, external checks
dependencies between hosts, host dependencies, parents of hosts, topology of dependencies,
service dependencies
service map, topology map, maps of services
sla, sla reports, availability reports, slo tracking, slos, error budgets, uptime reports,
business services
infrastructure metrics, host metrics, system metrics, server metrics, per-second metrics
query language, promql, query language for metrics, logql, kql, spl
high availability of monitoring, clustered monitoring, redundant servers
incident, incident response, incident timelines, runbooks
container monitoring, kubernetes monitoring, docker monitoring, containers and pods
cloud monitoring, cloud integrations, aws monitoring
error tracking, exception tracking, issue grouping, error grouping
source maps, stack traces, symbolication
profiling in production, continuous profiling
cost management, cost monitoring, spend tracking, cost analysis, cost reports, cost estimates

# proxies and networks
let's encrypt, automatic tls, acme client, certificates by acme, let's encrypt certificates,
certificate automation, free certificates, automatic ssl, managed certificates, free tls,
https by default
tls termination, ssl termination, tls offloading, https termination
load balancing, load balancing methods, load-balancing algorithms, balancing methods,
balancing algorithms, upstream groups, backend pools, upstreams
health check, active health checks, passive health checks, backend checks, liveness checks,
outlier detection of servers, probes of backends
sticky session, session persistence, cookies for stickiness, ip hash
rate limit, connection limits, request rate limits, stick tables, api quotas, throttling of requests
http/2 and http/3, http/3, quic, http2, http/3 over quic
websocket proxying, websockets, websocket support, grpc proxying, grpc support
tcp and udp proxying, layer 4, tcp load balancing, stream module, l4 proxying, tcp mode,
tcp and udp, layer-4 proxying, tcp proxy
cache, proxy cache, content caching, edge side caching, microcaching, cache of responses
compress, gzip and brotli, response compression
redirects, header manipulation, request rewriting, header rewriting, path rewriting,
middlewares for headers
authentication at the proxy, forward auth, forward authentication, basic auth, jwt validation,
external authorization, auth subrequest, external authentication, ext_authz
firewall, modsecurity, owasp rules, coraza
dynamic configuration, configuration api, runtime api, admin api for configuration, xds,
reload-free configuration, dynamic reconfiguration, data plane api
docker and kubernetes discovery, docker labels, ingress controller, kubernetes ingress, gateway api,
ingress, container discovery, providers for docker
graceful restart, seamless reload, reload without dropping connections, live binary upgrade
canary releases, traffic splitting, weighted routing, traffic shifting, traffic mirroring,
blue-green deployments, canary deployments, weighted backends, weighted round robin
circuit breaker, retries and timeouts, retry policies
request logs, logging formats, json logs, custom log formats
mutual tls, client certificate authentication
static file server, file server, static files, serving files, directory listing
fastcgi, php-fpm, fastcgi and php, cgi, uwsgi
scripting in the proxy, lua modules, wasm filters, njs, lua filters, webassembly filters,
custom filters
service mesh, sidecar proxy, sidecars
api gateway, gateway features, api management
firewall, geoip, ip filtering, allow and deny lists, access by ip, ip access lists
dns server, dns resolver, authoritative dns, dns records, dns over https, dns over tls
vpn, openvpn, ipsec, site-to-site vpn, vpn tunnels
dhcp, dhcp server, address leases
private network, network segmentation, vlan tagging
intrusion detection, suricata, snort
ad blocking, blocklists
traffic shaping, qos, bandwidth limits, quality of service
high availability, ha clustering, vrrp, active-passive, hot standby, standby server,
automatic failover, failover cluster, sentinel, patroni, redundant pair
nat traversal, port forwarding, nat

# messages and jobs
dead letter queues, dead letter exchanges, dead-letter topics, dlq, failed job list, failed jobs,
failed queue, dead set, poison message handling, dead jobs, redrive
delayed messages, scheduled messages, delay queues, message timers, message delay, delayed jobs,
scheduled jobs, jobs in the future, eta and countdown, timestamps for delivery
message acknowledgement, consumer acknowledgements, acknowledgements, manual acks, ack and nack,
cumulative acknowledgment, delivery confirmation, publisher confirms, at-least-once delivery,
late acknowledgement
consumer groups, queue groups, shared consumers, worker groups, key_shared
message replay, replayable log, streams of messages, seek to offset, re-read messages,
append-only log, event replay, message rewind, log-structured streams, message log
idempotent, exactly-once semantics, atomic publishing, transactional messages,
exactly-once processing, exactly-once delivery, producer transactions
message ordering, fifo queues, ordered delivery, ordering keys, strict ordering, fifo topics,
message groups, ordering guarantees
priority queues, message priority, job priorities, queue priorities, weighted queues
dedup, message deduplication, idempotent producer, unique jobs, idempotent publishing,
job uniqueness, content-based deduplication
message retention, retention by time or size, log retention, retained messages, retention limits
log compaction, topic compaction, compacted topics, key compaction, latest value per key
tiered storage, offload to object storage, offload to s3, cold tier
tiers, s3 offload
message persistence, durable queues, persistent messages, durable storage, persistence to disk,
jetstream, disk persistence, durable subscriptions, journal on disk, durable streams
replicated queues, quorum queues, mirrored queues, partition replication, raft replicas,
in-sync replicas, raft replication, replicated streams, replicated log, replication factor,
synchronous replicas, raft consensus
geo-replication, cross-cluster replication, mirrormaker, cluster linking,
federation between clusters, superclusters, multi-region replication, cross-region replication,
replication across regions, disaster recovery cluster, federated brokers, cluster federation,
active-active, global tables, multi-cluster, between data centers, across regions
schema registry, message schemas, schema validation of messages, avro and protobuf
stream processing, kafka streams, pulsar functions, ksqldb, windowed aggregations,
lightweight functions
connectors framework, kafka connect, pulsar io, source and sink connectors, io connectors,
sources and sinks
multi-tenant, tenants and namespaces, virtual hosts, vhosts, accounts for isolation,
isolated tenants
message routing, exchanges and bindings, topic wildcards, subject wildcards, routing keys,
topic exchange, header routing, message filters, subscription filters, content-based routing,
topic filters
protocol support, mqtt support, mqtt plugin, amqp and mqtt, mqtt and stomp, multiple protocols,
multi-protocol, mqtt 5, mqtt gateway
request and reply, request-response, rpc pattern, remote calls over messages
key-value store, kv store, key-value buckets, kv buckets
retry, retries with backoff, retry policies, exponential backoff, retry rules, job retries
schedule, periodic tasks, cron jobs, repeatable jobs, periodic jobs, celery beat, scheduled tasks,
task scheduling, cron schedules, cron triggers
rate limited jobs, worker rate limits, concurrency limits, concurrency control, limits on jobs,
worker concurrency
job chaining, workflows of tasks, chains and groups, job dependencies, flows of jobs,
batches of jobs, job workflows, parent-child jobs
job dashboard, web dashboard for jobs, queue dashboard, web ui for queues, management ui,
monitoring ui, admin ui, job monitoring, web console
job progress, progress updates, progress reporting, progress tracking
batch publishing, batch actions, batched messages, batch receive, message batching

# databases
transaction, acid transactions, multi-document transactions, serializable isolation,
distributed transactions, isolation levels, multi-statement transactions, snapshot isolation, mvcc,
multi-version concurrency control, atomic transactions, optimistic transactions
replication, streaming replication, read replicas, replica sets, primary-replica,
asynchronous replication, synchronous replication, source-replica replication, leader and followers,
group replication, master-slave, always on, replicated tables
partition, declarative partitioning, table partitioning, partitioned tables, range partitioning
shard, automatic sharding, hash slots, horizontal partitioning, consistent hashing,
distributed tables, automatic partitioning, horizontal scaling, distributed sql, scale-out writes
change data capture, binlog, binary log, database triggers to streams, streams of changes,
dynamodb streams, oplog
point-in-time recovery, continuous backup, wal archiving, restore to a point in time,
continuous archiving, time travel to restore
backup, backup and restore, online backups, hot backup, logical dumps, physical backups,
automated backups, scheduled backups, incremental backups, automatic backups, backup tools,
daily backups
json documents, json columns, jsonb, json support, document model, bson, json type,
document storage, schemaless documents, flexible schema, flexible documents, json data type,
json functions
full-text index, text search, text index, inverted index, fts, fts5, lucene, tsvector
semantic search, vector index, embeddings search, pgvector, approximate nearest neighbour, hnsw,
vector type, vector similarity, knn, vectors and embeddings, nearest neighbor search, ann search
geospatial, geospatial queries, spatial index, postgis, geo indexes, spatial data,
geospatial indexes, spatial types, location queries, geo search
time series, time-series collections, hypertables, timescaledb, time series data,
gorilla compression
columnar, columnar engine, vectorized execution, columnar tables, olap, analytical queries,
column groups, vectorised engine, mergetree
materialized view, incremental views, indexed views, precomputed results
secondary indexes, index types, b-tree and hash indexes, partial indexes, compound indexes,
expression indexes, global secondary indexes, multi-column indexes, gin and gist
stored procedure, pl/pgsql, user-defined functions, server-side functions, udfs, stored functions,
server-side javascript, lua functions
stored programs, server-side scripting
stored procedure, event triggers, database triggers
foreign keys, referential integrity, check constraints, schema validation, integrity constraints
foreign data, foreign data wrappers, linked servers, query external data, table functions,
federation of sources, query files directly, query parquet, reads parquet and csv, external data
plugin, pluggable storage engines, loadable extensions, custom engines
connection pool, connection pooler, pgbouncer, pooled connections, proxy for connections
query optimizer, cost-based optimizer, explain plans, query analysis, query profiler, query insights
aggregation pipeline, aggregation framework, map-reduce
ttl, ttl indexes, expiring keys, key expiration, expiry of keys, data expiration, item expiry
pub/sub, channels of messages, listen and notify, pubsub
in-memory storage, in-memory tables, in-memory database
embedded database, in-process database, serverless library, in-process, zero-server,
embedded library
serverless database, serverless mode, scale to zero, autoscaling database, on-demand capacity,
serverless scaling, auto-pause, elastic scaling, autoscaling
database branching, branches of data, instant branches, copy-on-write clones, database clones,
branching
encryption at rest, tde, encrypted storage, encrypted tables, storage encryption,
server-side encryption, disk encryption, database encryption, field-level encryption,
queryable encryption
graph queries, graph traversal, graph model
wire compatible, postgres wire protocol, mysql compatible, postgresql compatible, wire protocol,
compatible with postgresql, s3-compatible api, redis-compatible, drop-in replacement
bulk load, bulk import, copy command, fast import, bulk insert, batch ingestion, data loading
compression of data, column compression, table compression, storage compression, page compression
migrations, online ddl, non-blocking schema changes, instant ddl, schema evolution,
instant add column
durability, append-only file, aof, redo log, journaling, rdb snapshots
hybrid search, keyword and vector search, dense and sparse, sparse vectors, bm25 and vectors,
reciprocal rank fusion
filtered search, attribute filters
quantization, scalar quantization, product quantization, binary quantization, compressed vectors
hybrid search, cross-encoders
built-in embedding, vectorizer modules, embedding generation, integrated embedding,
embedding functions, integrated inference, automatic embeddings
multi-vector, named vectors, late interaction, colbert, multiple vectors per object
gpu index, gpu acceleration, cagra
disk-based index, diskann, on-disk index, vectors on disk, memory-mapped
data versioning, time travel, versions of data, historical versions, system-versioned tables,
temporal tables, as of queries, flashback
window functions, recursive queries, sql standard
roles and privileges, role grants

# files, backup, media
deduplicated backups, deduplication of data, content-defined chunks, dedup storage,
block-level deduplication, chunk deduplication, content-addressed
encrypted backups, backup encryption, encrypted repositories, client-side encrypted backups,
encrypted archives
incremental forever, incremental snapshots, differential backups, changed block tracking,
forever incremental
retention, keep rules, retention of backups, forget and prune, backup rotation, smart retention
cloud storage back ends, storage backends, s3 and b2, object storage, cloud targets, s3 storage,
rclone, backends, storage providers, cloud destinations
mount backups, browse snapshots, fuse mount, mount as filesystem, browse archives, mount snapshots
verification of backups, integrity checks, check and repair, data verification, consistency checks,
scrub
bare-metal restore, disaster recovery, full system restore, image backups, disk images
selective sync, file sync, file synchronisation
share, public share, shared albums, share with password, password-protected links, expiring links,
upload links
file locking, locked files
hardware transcoding, hardware acceleration, transcoding, nvenc, quick sync, vaapi,
on-the-fly conversion
live tv, live tv and dvr, iptv, pvr, recordings of tv
intro skipping, skip intro, intro detection, skip credits
watch together, watch parties, in sync with friends
offline downloads, offline media, offline playback, download to device, offline viewing
parental control, managed users, content ratings, restricted profiles, kids mode
casting, chromecast, airplay, dlna, upnp, cast to tv
captions, subtitle search, subtitle download, opensubtitles
metadata and artwork, automatic metadata, metadata scraping, scrapers, posters and descriptions,
metadata providers, tmdb, metadata manager, match metadata, metadata fetchers
continue watching, resume playback, watch progress, playback position, progress sync
lyrics, trakt, listenbrainz
remote desktop, remote streaming, access from anywhere, access away from home
multiple users, user profiles, user accounts, multi-user, multi-user support, household accounts,
per-user libraries
object detection, facial recognition, people recognition, face groups, faces and people,
recognition of people, face clustering, face tagging, people albums, people view, finding faces
map view, map of photos, photo map, world map, map of pictures
random note, years ago, photo memories
object recognition, scene recognition, automatic tagging, auto tags, object detection, smart tags,
image classification, recognition of things
smart search, semantic photo search, search by content, clip search, search by description,
search by meaning, magic search, contextual search, search in plain words
dedup, duplicate finder, similar images, near duplicates, removal of duplicates, duplicate photos,
find duplicates
mobile upload, mobile backup, background upload, photo backup, auto-upload from phone,
backup of camera roll, phone upload, instant upload, automatic phone backup
shared albums, collaborative albums, partner sharing, shared library, family sharing, family library
hidden photos, locked folder, private album, hidden album, locked album, private vault
raw processing, raw support, raw photos, raw workflow, raw conversion, raw images
live photos, motion photos, burst photos
photo editing, image editor, crop and filters, basic edits, non-destructive editing, edit photos
existing folders, external libraries, index in place, original folders, files stay in place,
folder import
metadata, iptc, xmp, xmp sidecars, metadata in files, sidecar files
video support, video playback, video transcoding
slideshow, slide shows, tv app

# identity, secrets, passwords
autofill, form filling, autotype, auto-type, fill forms, auto-fill, form filler, login autofill
password generator, passphrase generator, username generator
password sharing, shared vaults, shared folders, share items, secure sharing, family vaults,
sharing center
password health, vault health reports, watchtower, security dashboard, weak and reused passwords,
password audit, weak passwords, health report, security report, password checkup, password analysis,
reused passwords
breach monitoring, dark web monitoring, breach alerts, have i been pwned, data breach scanner,
leak alerts, exposed passwords, compromised credentials, leaked credentials
emergency access, legacy contact, digital legacy, emergency contact
secure notes, encrypted attachments, encrypted files, file attachments in the vault,
document storage
aliases, alias addresses, email masking
travel mode, hidden vaults, duress
ssh agent, ssh keys, ssh key management
one-time secret links, secure send, self-destructing links, one-time links, item links
import from browsers, import from other managers, csv import of passwords, password import
user provisioning, scim provisioning, directory connector, scim bridge, lifecycle of users,
automated provisioning
admin policies, enterprise policies, security policies, policies for teams, admin console,
team policies, company policies
developer secrets, secrets automation, secrets for developers, infrastructure secrets,
machine secrets, secrets manager
family plan, family accounts, family sharing plan
local vault, local database, kdbx, local file vault, vault file, single file database
security audits, third-party audits, independent audit, audited, penetration tests, bug bounty
dynamic secrets, on-demand credentials, dynamic credentials, leased credentials
secret rotation, automatic rotation, key rotation, credential rotation, rotated
key management service, kms, hsm, auto-unseal, hardware security module, customer-managed keys,
bring your own key, byok, enterprise key management, own keys
pki, certificate authority, certificate issuance, internal ca
transit encryption, encryption as a service, encrypt data by api

# infrastructure
dry run, execution plan, change sets, what-if, plan preview, no-op mode, simulation of changes,
why-run mode, diff before apply
drift detection, drift, configuration drift, continuous enforcement, reconciliation,
drift correction, continuous reconciliation, self-healing configuration
state management, remote state, state backends, state locking, managed state, state files
reusable modules, module registry, roles and collections, cookbooks, forge modules,
components and packages, constructs, nested stacks, module library
attribute-based, sentinel policies, guardrails, compliance as code, open policy agent, policy packs,
compliance policies, admission policies, kyverno, gatekeeper
configuration management, declarative language, hcl, yaml manifests, playbooks in yaml,
configuration language, declarative syntax, json or yaml templates
general-purpose languages, real programming languages, typescript and python,
programs in typescript, aws cdk, cdk, recipes in ruby
provider ecosystem, cloud providers supported, provider plugins, provider registry
import of existing resources, resource import, import blocks, adopt existing, adopt resources,
import existing infrastructure, bring existing resources
testing of modules, module tests, unit tests of infrastructure, test framework for modules,
test kitchen, terratest
agentless, push over ssh, agentless architecture
gitops, argo cd, git as source of truth, pull-based deployment, git reconciliation
dynamic inventory, inventory from the cloud, host inventory, inventories
multi-cluster management, fleet management, cluster fleet, clusters from one place
horizontal pod autoscaler, cluster autoscaler, node autoscaling, autoscaling of nodes
zero downtime, zero-downtime deployments
service networking, cni, network policies, overlay network, container networking
block device, storage classes, persistent storage, volume management
live migration, vm migration, vmotion, migrate running machines
vm snapshots, machine snapshots, snapshots of machines, linked clones
gpu passthrough, pci passthrough, device passthrough
templates and clones, vm templates, cloud-init, golden images, image templates
software-defined storage, ceph, zfs, vsan, zfs pools
web console for machines, vnc console, novnc, browser console

# web and app frameworks, tests
browser automation, e2e tests, cross-browser, cross-browser testing, browsers supported,
chromium firefox and webkit
auto-waiting, automatic waiting, retry-ability, smart waits, waits for elements
network interception, request mocking, route handlers, network stubbing, mock service, api mocking,
intercept network
trace viewer, time-travel debugging, test replay, recorded traces, step-by-step debugging of tests
code generation, test recorder, record tests, studio recorder, record and playback
visual regression, visual comparisons, visual regression testing
component testing, mount components
mobile emulation, device emulation, emulated devices, real devices, mobile testing, device farm
screenshots and videos, video recording of tests, screenshots on failure, test videos
parametrized tests, test fixtures, parameterized tests
mocking, spies, test doubles
test report, coverage reports
snapshot tests, golden tests
orm, active record, object-relational mapper, eloquent, hibernate, database layer
migrations, database migrations, migration system
graphical interface, automatic admin, admin ui generator, admin dashboard, administration interface
authentication built in, auth scaffolding, login system, authentication system
url routing, route definitions
form validation, validation rules, schema validation of input
background jobs, background workers, background tasks
realtime channels, websockets channels, action cable, live view, liveview, realtime updates,
broadcasting
caching framework, cache stores, cache backends
code generation, generators, scaffold commands, starter kits, project templates, project generator,
boilerplates, starter templates
state management, fine-grained reactivity
single-file components, component model, component system
type safety, typescript support, first-class typescript, typed api, typescript types
minify, dead code elimination, code splitting, lazy loading, chunk splitting
plugins for bundling, loader system, rollup plugins, transform plugins
lockfile, deterministic installs, frozen lockfile
monorepo, monorepo workspaces, multi-package repositories
offline cache, global store, content-addressable store, shared cache of packages

# machine learning
experiment tracking, experiment logging, metrics logging, log metrics
model registry, registry of models, model catalog, model management
hyperparameter, hyperparameter tuning, hyperparameter optimization, optuna
dataset versioning, data version control, artifacts versioning, versioned datasets
model serving, model deployment, inference server, serving endpoints, deploy models, inference
llm tracing, prompt tracing, llm observability, traces of llm calls, prompt logs
prompt management, prompt registry, prompt versioning, prompt templates, prompt playground
llm evaluation, evals, evaluations, model evaluation, llm as a judge
distributed training, multi-gpu training, data parallel, multi-node training, model parallelism
mixed precision, bf16, fp16, automatic mixed precision, fp8 training
active learning, model-assisted labeling, ml-assisted labeling, ai-assisted annotation,
auto-annotation, automatic labeling, smart labeling
labeling workflows, review of annotations, annotation review, quality review of labels
consensus scoring, inter-annotator agreement, annotator agreement, overlap of annotators
bounding boxes, polygons, segmentation masks, image annotation, bounding boxes and polygons
text annotation, named entities, ner, span labeling, entity annotation
video annotation, object tracking in video, frame interpolation, keyframe interpolation
pipelines for ml, ml pipelines, workflow orchestration, dag orchestration, dags,
directed graphs of tasks, pipelines in python, dags in python, workflows as code
backfill, historical runs
data-aware scheduling, asset-based scheduling, event-driven triggers, event triggers, asset sensors,
dataset triggers
task retries, step retries, retries of tasks
human in the loop, human review, approval by people
openai-compatible, openai api compatible, openai-compatible server, openai-style api,
chat completions endpoint
tool calling, function calling, tools for agents, agent tools
structured output, json mode, guided decoding, constrained decoding, grammars, json schema output
retrieval-augmented generation, rag, document chat, chat with files, knowledge bases for chat,
knowledge retrieval
local models, ollama, runs models locally, llama.cpp, self-hosted models
many model providers, multiple providers, bring your own model, provider-agnostic, multi-provider,
choice of models, model choice
streaming responses, token streaming, streamed answers
conversation memory, long-term memory, agent memory, memory of past chats

# home, design, money and other work
automation blueprints, home automations, scenes and automations, routines
voice control, voice assistants, voice commands, alexa and google
energy monitoring, power usage
zigbee and z-wave, zigbee, z-wave, thread radios
components and variants, design components, reusable components in designs, libraries of components,
team libraries
design tokens, design systems, shared styles
auto layout, smart layout, flex layout, responsive constraints
prototype, interactive prototypes, clickable prototypes, prototype links,
transitions between screens
developer handoff, dev mode, design specs, handoff, code inspection of designs
vector editing, vector networks, pen tool, boolean operations, vector tools, bezier
layers and masks, adjustment layers
color management, icc profiles, cmyk, color grading, colour correction, node-based color,
color wheels, luts
brush engine, brush presets, brush editor
animation timeline, keyframes, keyframe animation, frame-by-frame animation, onion skinning
multicam, multi-camera editing, multicam editing
proxy editing, proxy clips, proxy workflow, optimized media
motion graphics, titles and effects, fusion, titler, text animations
chroma key, green screen
plugins for effects, audio mixing, audio mixer, fairlight, vst plugins, audio post
transcript, automatic transcription, text-based editing, auto captions, automatic subtitles
export presets, render queue, render presets, export profiles, export settings
motion tracking, planar tracking
tile maps, tilemaps, tilemap editor, tile sets, 2d levels
node editor, visual programming, event sheets, blueprints, node-based logic, logic without code,
drag and drop logic
physics, game physics, physics engine, box2d, physx, jolt, collision detection
multiplayer networking, multiplayer, netcode, replication for multiplayer, multiplayer api,
networking for games
asset store, marketplace of assets, asset marketplace, asset portal, marketplace for assets
multi-platform export, cross-platform export, export to consoles, platform builds, export templates,
one-click export, builds for platforms, export platforms, mobile and web builds
particle system, particle effects, particles, vfx graph, particle editor
animation system, skeletal animation, animation state machine, blend trees, animation editor
render pipeline, renderer, global illumination, pbr rendering
bank import, bank synchronisation, bank connections, open banking, linked accounts,
statement import, ofx import
budgets, envelope budgeting, budget categories, zero-based budgeting, spending plans,
monthly budgets
double-entry, double-entry accounting, journal entries, chart of accounts
financial reports, net worth
receipt capture, receipts, expense tracking, expenses, scan receipts
investment tracking, portfolio, stocks and funds
contact management, contacts and companies, people and companies
sales pipeline, deal pipeline, pipelines of deals, opportunities, deal stages, sales stages
lead scoring, lead capture, lead management, lead qualification
drip campaign, email sequences, email automation, cadences, journeys of emails, customer journeys,
marketing automation, automation workflows
newsletter, bulk email, newsletters and campaigns, broadcasts, mass email
email templates, drag-and-drop email editor, email builder, email designer, email editor
open tracking, email tracking, open rates, opens and clicks
subscriber lists, subscriber segments, audience segments, segments of contacts, tags and segments
sign-up forms, signup forms, opt-in forms, subscription forms, landing pages, popups
bounce handling, dedicated ip, dkim, sender reputation, bounces and complaints
mail merge, smtp relay, email api, transactional messages
filters for mail, mail filters, sieve filters, filtering rules
spam, rspamd, spamassassin
unified inbox, all accounts together, multiple mailboxes
caldav, calendar and contacts, calendar sync, caldav and carddav, groupware
pgp, openpgp, s/mime, gpg encryption, pgp encryption
silence, remind later, send later
round-robin scheduling, team scheduling, round robin meetings, collective events
booking pages, appointment booking, self-scheduling, bookings, appointment pages
calendar connections, google and outlook calendars, calendar integrations, two-way calendar sync
buffer times, availability rules, working hours, availability
e-signature, document signing, digital signatures
conditional logic, branching logic, skip logic, logic jumps, conditional fields, question logic
question bank, graded quizzes, assessments, exams
assign, gradebook, grading
course builder, lessons, course authoring, learning paths, scorm
certificates for learners, badges and certificates, badges
human resources, employee records, leave management, payroll
bill of materials, manufacturing orders, production planning
browser tabs, tab management, tree style tabs
tracking protection, tracker blocker, anti-fingerprinting, fingerprinting protection
reader mode, reader view, distraction-free reading, readability view
private browsing, incognito, private windows
picture-in-picture, floating video
articles in full text, full-text extraction, full content fetching
keyboard macros, macros, macro recorder, record macros
split view, split panes in the terminal, window tiling, multiplexing
gpu rendering, gpu-accelerated rendering, opengl rendering, gpu-accelerated
ligatures, font ligatures, true color, font rendering
session restore, persistent sessions, saved sessions, session manager
highlights, annotate pdfs, highlights in pdfs, pdf markup
citation styles, csl, bibliography styles, citations, citation in word processors,
cite while you write, word processor plugin
group libraries, shared reference libraries
sensor data, device telemetry, iot devices, device management, device provisioning
over-the-air updates, ota updates, firmware updates
presence detection, location tracking
rule chains, rule engine, rules on messages
digital twins, asset models, device shadows, thing models

# identity and security products
adaptive authentication, risk-based authentication, conditional access, contextual access,
step-up authentication
login flows, authentication flows, universal login, hosted login page, login pages,
custom login page
ldap federation, external user stores, directory federation, ldap outposts
machine-to-machine, client credentials, service accounts, workload identity, machine identities
token exchange, token introspection, custom claims, claims mapping, property mappings
organizations for b2b, b2b organizations, tenant organizations
threat detection, detection rules, correlation rules, sigma rules, analytics rules,
detections as code, anomaly detections
file integrity monitoring, fim, integrity of files, registry monitoring
endpoint detection, edr, endpoint agents, endpoint protection, host intrusion detection
threat intelligence, ioc feeds, threat feeds, indicators of compromise
vulnerability assessment, vulnerability detection, vulnerability management, vulnerability database,
cve database, cve matching
supply chain, software bill of materials, cyclonedx, spdx, bill of materials of software
license compliance, license scanning, license policies, licence checks, license checks
misconfiguration scanning, iac scanning, infrastructure code scanning, configuration scanning,
terraform scanning, posture management
false positive, suppressions, ignore rules, ignored findings, baseline of findings,
triage of findings, nosemgrep
custom rules, rule language, rule authoring, custom queries for findings
fix suggestions, autofix, automatic fixes, fix pull requests, remediation advice, suggested fixes
privileged access, session recording of admins, jit access, just-in-time access, access requests,
temporary access
isolation of infected, active response, automated response, response actions
email security, attachment scanning, link protection, safe links

# search, data pipelines and streams
synonyms and stop words, synonym lists, query-time synonyms, stop words
ranking rules, query rules, merchandising, pinned results
typo tolerance, typo-tolerant search, spelling correction, did-you-mean
instant search, as-you-type search, instant results, query suggestions
index replicas, aliases for indexes, index aliases, zero-downtime reindexing, reindex
scoped api keys, tenant tokens, scoped search keys, secured api keys, document-level security
log ingestion, ingest pipelines, ingestion processors, log shippers, log forwarders, fluent bit,
vector agent, ingestion agents
rollover, lifecycle policies, index rollover, hot-warm tiers, searchable snapshots, frozen tier
live logs, tailing, live log view, follow logs live
task graphs, dags in code, directed acyclic graphs, pipelines defined in python, flows in python
dynamic tasks, dynamic task mapping, mapped tasks, runtime branching
partitioned assets, partitions of data, time partitions, asset partitions
data assets, software-defined assets, datasets as assets, asset graph, asset lineage
workers and pools, work pools, run launchers, celery executor, kubernetes executor, remote workers
incremental sync, cdc replication, change-based sync, log-based replication, incremental models,
incremental loads
schema mapping, typing and deduping, transformations after load, dbt integration, dbt models
connector builder, connector development kit, custom connectors, own connectors, sdk for connectors,
singer taps
schema drift, schema change handling, schema changes detected, automatic schema migration
reverse etl, activation of data, send data to tools
data contracts, data quality checks, assertions on data, test of data, freshness checks
documentation of data, data dictionary, generated documentation, docs site for models
windowing, windowed aggregation, tumbling windows, event time, watermarks
checkpointing, savepoints, state snapshots, fault-tolerant state
state store, keyed state, rocksdb state, managed state of streams
streaming sql, sql on streams, flink sql, continuous sql

# storage and virtual machines
erasure coding, reed-solomon, raid, raidz, mirrored drives
object versioning, bucket versioning, versioned objects
lifecycle rules, object lifecycle, expiration rules, bucket lifecycle, transition rules
tamper-proof, worm storage, immutable backups, immutability, compliance mode
bucket notifications, event notifications of objects, object events
bucket policies, bucket permissions, presigned urls, signed urls, access keys
site replication, bucket replication, asynchronous bucket replication, remote replication of data,
snapshot replication
snapshots and clones, copy-on-write snapshots, filesystem snapshots, btrfs snapshots, zfs snapshots
file protocols, nfs and smb, smb shares, network shares, iscsi targets, block and file storage
containers on the nas, app catalog, docker apps, apps by containers, one-click apps
quotas, resource quotas, disk quotas
high availability of machines, vm failover, automatic restart on other hosts, ha groups
clustering of hosts, multi-master cluster, cluster of nodes, resource pools, drs
private network, software-defined networking, sdn, virtual switches
container and vm, system containers, lxc, lxc containers

# gateways and flags
blue-green, progressive delivery, rollout percentages, phased release
targeting rules, user targeting, segments for flags, targeted rollouts, context targeting
split tunnel, instant switch off, flag kill switches
local evaluation, client-side evaluation, edge evaluation of flags, relay proxy, proxy for sdks
stale flags, flag lifecycle, flag cleanup, technical debt of flags, code references
scheduled changes, scheduled flags, timed releases
change requests, flag approvals, four-eyes, approval of changes
developer portal, api portal, api catalog, api documentation portal
request transformation, transform requests, request and response transformation,
body transformation, payload transformation
key authentication, api keys, api key management, consumers and keys, plugin for keys
api versions, revisions of apis
monetization, api products, usage plans, billing of apis
graphql gateway, graphql federation, federated graph, schema stitching

# errors, uptime and status
error tracking, grouping of errors, fingerprints of errors, deduplicated errors
release health, crash-free sessions, release tracking, regressions by release, deploy tracking
breadcrumbs, event trail before the error, user actions before an error
suspect commits, commit integration, blame of errors
performance monitoring, transaction traces, slow transactions, performance traces
heartbeat monitoring, cron monitoring, dead man's switch, cron job monitoring, push monitors,
cron check-ins
multi-location checks, checks from many regions, global probes, monitoring locations
ssl monitoring, certificate expiry checks, domain expiry, certificate alerts
incident updates, subscriber notifications, status updates to subscribers

# design, sound and film
text on timeline, subtitles track, caption editor
speed ramping, time remapping, slow motion, variable speed, retiming
audio recording, multitrack recording, record tracks, punch-in
midi editing, piano roll, midi sequencing, midi editor
automation envelopes, parameter automation, automation lanes
midi, software instruments, built-in instruments, sampler
plugin formats, vst3, audio units, lv2, clap plugins
non-destructive, non-destructive edits, live filters, smart objects
selection tools, magic wand, object selection, ai selection, subject selection
content-aware fill, healing brush, clone tool, object removal, generative fill, inpainting
bulk, batch processing of images, batch export, actions and batches, presets for many images
tethered shooting, tethering, camera control
alert grouping, denoise, ai denoise
lens correction, lens profiles, perspective correction
panorama, hdr merge, focus stacking, exposure merging
uv unwrapping, uv editing, texture painting
sculpting, digital sculpting, dynamic topology, mesh sculpting
procedural modeling, geometry nodes, modifier stack
rigging, armatures, character rigging
path tracing, ray tracing, cycles renderer, physically based renderer
simulation, fluid simulation, cloth simulation, smoke and fire
scene switching, scenes and sources, scene collections
virtual camera, webcam output
replay buffer, instant clips, save last seconds
stream to several platforms, multistreaming, restreaming, simulcast

# learning, forum, office and personal
user reputation, badges and points, gamification, leaderboards, points and badges
solved answers, accepted answers, best answer, mark as solution
mentions and quotes, quoting posts, reply by email, email replies
single sign-on for communities, discourse connect
polls in posts, polls and votes
course catalog, course management, course creation
discussion forums, class discussions, forums for courses
progress tracking of learners, completion tracking, activity completion, learner progress
virtual classroom, live classes, bigbluebutton integration
scorm packages, h5p, lti, lti tools, interactive content
habit tracking, streaks
natural language dates, natural language input, quick add with dates, smart date parsing
focus timer, pomodoro, focus mode timers, focus sessions
location reminders, place-based reminders
shared lists, shared projects, list sharing, collaborative lists
today view, smart lists by date, upcoming view
feed discovery, find feeds, feed search, feed suggestions
article filters, mute filters, filter rules for articles, keyword filters, scoring of articles
newsletters in the reader, email newsletters as feeds, newsletter inbox
fever api, google reader api, reader api clients, api for mobile readers
archive of pages, page archiving, snapshots of web pages, permanent copies, full-page archive,
saved copies of pages
broken bookmarks, dead link detection, link rot
opds, e-reader sync, kindle delivery, send to kindle, kobo sync
remote desktop, permanent access, access without a person
file transfer, clipboard sharing, drag files between machines, remote file copy
multi-monitor, several monitors, multiple displays
wake-on-lan, remote reboot, remote wake
session recording of support, recorded remote sessions
conditional formatting, data bars, color scales
pivot analysis, pivot charts, pivot reports
mail merge, form letters, serial letters
office formats, docx and xlsx, microsoft office compatibility, ms office formats,
document compatibility, ooxml
presenter view, slide transitions, presenter console
macros in documents, basic macros, vba, office scripting, automation with scripts
diagram shapes, shape libraries, stencils, icon sets
diagrams, diagrams as code, text to diagram
auto-layout of diagrams, automatic layout, smart connectors
embed in wikis, confluence integration, diagrams in confluence
receipts by mail, matching of payments, invoice matching, payment matching
approval of expenses, expense approval, spending approvals, approval chains
multi-company, several companies, inter-company
depreciation, fixed assets, asset depreciation
lead pipeline, visual pipeline, drag deals between stages
call logging, built-in phone, click to call, voip integration, dialer, calling from the crm
email integration in crm, two-way email sync, mailbox sync, gmail and outlook sync
meeting scheduler, booking links, scheduling links, meeting links
quotes and proposals, quote builder, cpq, quotations
forecasts of sales, sales forecasting, revenue forecast
territories, territory management
duplicate merging, merge duplicates, duplicate management, dedupe contacts
enrichment, data enrichment, contact enrichment
packing lists, pick and pack, barcode scanning in the warehouse, pick lists
lots and serial numbers, batch tracking, serial number tracking, expiry dates of goods
reorder points, replenishment, reordering rules, purchase suggestions

# tools for code
parallel execution, task parallelism, parallel test execution, runs in parallel,
concurrent execution
build cache, shared build cache, distributed cache of builds, remote build cache,
computation caching
affected projects, affected commands, change detection of projects
dependency graph view, project graph, graph of projects
module boundaries, enforced boundaries, constraints between projects
dev environments, reproducible shells, per-project environments, virtual environments
version manager, several runtime versions, toolchain management, python versions, runtime versions
dependency resolution, fast resolver, sat solver
publishing packages, publish to the registry, package publishing
scripts and hooks, lifecycle scripts, task scripts, run scripts
patches to dependencies, patch packages, overrides of versions
plug'n'play, isolated modules, strict node_modules, symlinked modules, hard links
shell completions, tab completion, autosuggestions, command suggestions, completions in the shell
prompt themes, custom prompt, prompt customisation
command history search, shared history, history search
splits and tabs, tabs and panes, windows tabs and splits
image protocol, images in the terminal, kitty graphics, sixel, inline images
quake mode, drop-down terminal, hotkey window
configuration reload, live config reload, config in lua, text file configuration
formatting on save, automatic formatting, code formatter
type-aware rules, type-aware linting
custom lint rules, plugins for rules, rule plugins
shareable configs, presets of rules, recommended configs
schema-first, code-first, schema definition language
generated clients, client code generation, type-safe client, typed client
transactions in the orm, unit of work, identity map
raw sql, raw queries, native queries, sql escape hatch
seeding, fixtures for data, seed data
database introspection, reverse engineering of schemas, schema from database, scaffold from database
middleware pipeline, request middleware, middleware stack
openapi documentation, automatic api docs, interactive api docs, swagger ui, generated api docs
async support, async views, asynchronous handlers, async io, async requests
static files and templates, built-in templating, server templates
""")
"""Groups of phrases; the spelling does not matter, as phrases are compared by their stems."""
