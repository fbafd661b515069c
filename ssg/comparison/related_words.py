"""Plain words that often stand for the same, such as "copied" and "replicated".

They are weaker than synonyms: a group adds one term of half the weight, and that two texts share
one is no evidence of its own. The form is that of `general_synonyms`.
"""

from ssg.comparison.phrase_groups import phrase_groups

__all__ = ["RELATED_WORDS"]

RELATED_WORDS: tuple[tuple[str, ...], ...] = phrase_groups("""
# plain words: doing
copy, copies, duplicate, replicate, mirror, clone, replicas, replicated, replication
move, transfer, offload, shift, relocate, migrate
send, deliver, forward, push, transmit, emit, pass on, hand over
receive, accept, collect, gather, ingest, intake
fetch, pull, download, retrieve, obtain, load
store, save, keep, hold, retain, preserve, persist, storage, kept, stored, retention, persistence
delete, remove, erase, drop, discard, purge, clean up, cleanup, prune, wipe
hide, conceal, mask, redact, blur, obscure
show, display, present, view, render, appear, visible, see
draw, paint, sketch, diagram
find, search, look up, lookup, query, locate, discover, searched
filter, narrow, restrict results, condition, conditions, criteria, where clause
choose, select, pick, decide, option
sort, order, rank, arrange
group, bundle, cluster together, combine, collect into, aggregate, merge, join, unite, grouped,
combined, aggregated
split, divide, separate, partition, slice, chunk, cut, segments
connect, link, attach, bind, integrate, hook up
start, launch, begin, boot, spawn
stop, end, halt, terminate, kill, cancel, abort
pause, suspend, resume, continue
wait, delay, postpone, defer, later, hold back, delayed
repeat, again, retry, another attempt, repeated, redeliver
undo, revert, restore, recover, bring back, go back, earlier state, roll back
change, edit, modify, alter, adjust, update
create, make, generate, produce, build, generated
compute, calculate, evaluate, computed, calculated
compare, difference, diff, differences, side by side
check, test, verify, validate, inspect, probe, examine, assert
measure, metric, metrics, counter, counters, gauge, figures, statistics, throughput, latency,
rates
watch, monitor, observe, track, follow, monitoring
count, number of, quantity, tally
limit, cap, bound, restrict, maximum, at most, quota
allow, permit, grant, authorise, authorize, permission, permissions, access rights, may see,
principal
deny, refuse, reject, block, forbid, ban, denied, rejected
protect, guard, secure, defend, safeguard
lock, unlock, locked
sign, signature, signed
encrypt, cipher, encryption, encrypted, key pair, cryptographic
confirm, acknowledge, acknowledgement, acknowledgements, unacknowledged, ack
ignore, skip, omit, suppress, exclude, leave out
inform, notify, notification, notifications, alert, warn, alarm, warning, alarms, alerts
silence, mute, suppress alerts, held back, quiet, silenced
ask, question, prompt for, request
answer, reply, respond, response, answers
approve, approval, sign off, consent, confirm release
assign, allocate, delegate, responsible, in charge
plan, schedule, planned, scheduled, planning
record, capture, recording, log entry
replay, rewind, seek, play back, read again, reread
play, playback, watch video, listen
write, type, author, compose, draft
read, consume, reader, reading
translate, translation, language, languages, localised, localized
convert, transform, transcode, translate format, conversion
import, bring in, load from, read from, migration
export, save as, write out, dump, exported
publish, release, go live, put online, make public, published
share, hand out, give access, sharing, shared
invite, join, guest, external people
install, set up, deploy, installation, deployment
configure, configuration, settings, set up by, options file, preferences
extend, extension, plugin, plug-in, add-on, module, modules, extensible
customize, customise, tailor, adapt, personalise, own design, custom
automate, automatic, automatically, by itself, without manual, by themselves, unattended
react, trigger, on event, event handler, when something happens
call, invoke, execute, run command
compress, shrink, smaller, minify, reduce size
speed up, fast, faster, quick, accelerate, performance
parallel, at once, concurrently, simultaneous, simultaneously, at the same time
spread, distribute, balance, distributed, shared among, divided among
scale, grow, elastic, capacity, follows the load, grows with
survive, failure, fail over, failover, outage, failing, crash, dies, loss of
heal, repair, fix, self-healing
upgrade, newer version, patch
test run, dry run, simulate, simulation, emulate, rehearse
analyse, analyze, analysis, insight, insights, explore
predict, forecast, trend, extrapolate, expected values, future
detect, recognise, recognize, identify, spot
learn, train, training, model trained
suggest, recommend, propose, recommendation, suggestions
remind, reminder, due
pay, payment, charge, invoice, billing, price
buy, order, purchase, checkout
reserve, book, booking, appointment
subscribe, subscription, subscriber, subscribers
vote, poll, survey, rating
talk, speak, speech, voice, spoken
type text, keyboard, keys, shortcut
click, mouse, drag, drop
scan, scanner, ocr, recognise text
print, paper, pdf
map, location, place, address on a map, coordinates, geographic

# plain words: things
person, people, member, members, colleague, participant, participants, attendee, attendees,
teammate
team, company, organisation, organization, department, enterprise
administrator, admin, operator, owner
developer, programmer, coder
customer, client, buyer, visitor, visitors
message, messages, post, posts
mail, email, e-mail, inbox, mailbox
chat, conversation, slack, teams, discord, messenger
phone, telephone, mobile, smartphone, android, ios, handset
computer, machine, pc, laptop, desktop, workstation
server, host, hosts, servers, instance, instances
node, nodes, member of a cluster, peer, peers
cluster, clusters, farm
cloud, aws, azure, google cloud, provider's cloud
region, regions, data centre, data center, zone, zones, several places, locations, sites
network, lan, internet, subnet
disk, drive, volume, filesystem, file system
memory, ram, in-memory
processor, cpu, core, cores
file, files, folder, folders, directory
document, documents, paper, papers
page, pages, site, website, web page, web pages, websites
image, images, picture, pictures, photo, photos
video, clip, film, footage
sound, audio, noise, music
table, tables, spreadsheet, grid, rows, columns
chart, graph, graphs, curve, curves, plot, charts
dashboard, dashboards, overview, boards, panel, widgets
report, reports, summary, summaries
note, notes, memo, annotation
comment, comments, remark, feedback, discussion
task, tasks, to-do, work item, job to do, issue, ticket
job, jobs, workload, batch job
event, events, incident, occurrence
queue, backlog, waiting line
topic, subject, theme
key, keys, identifier, id
value, values, number, figure
field, fields, attribute, property, column
label, tag, tags, labels, category, marker
name, title, naming
rule, rules, policy, policies, condition-based
role, roles, group of users, groups
account, accounts, profile, profiles, users of the system
password, passwords, login, logins, sign in, credentials, passphrase
secret, secrets, token, tokens, credential, api keys
certificate, certificates, tls, ssl, https certificate
version, versions, revision, revisions, history, previous state
snapshot, snapshots, backup, backups, dump, restore point
template, templates, preset, presets, prepared, ready-made, predefined, prebuilt
example, sample project, starter, boilerplate
script, scripts, lua, javascript function, small program, small programs, own code
function, functions, procedure, procedures, routine
library, package, packages, dependency, dependencies, module of code
interface, api, endpoint, endpoints, rest, programmatic
console, web page for administration, web interface, admin page, browser page, user interface,
graphical
terminal, shell, command line, command, cli
browser, browsers, chrome, firefox, in the browser
app, application, program, client app
device, devices, hardware, appliance
agent, daemon, background process, collector
process, processes, thread, worker, workers
container, containers, docker, pod, kubernetes
image registry, registry, repository, repositories
branch, branches, merge request, pull request
commit, commits, push to git, changeset
error, errors, failure, exception, bug, fault
log, logs, journal, journals, syslog, log lines, log messages
trace, traces, span, spans, request path
metric store, time series, samples, points, history of values
threshold, thresholds, limit value, trigger level
timeout, expiry, expires, time to live, deadline
calendar, date, dates, timeline, week, month
time, hours, duration, timer
cost, costs, price, spending, expense, budget
region of a page, section, block, blocks
layout, arrangement, placement
colour, color, theme, dark, appearance, look
font, typeface, text style
form, forms, questionnaire, input page
address, addresses, url, urls, domain, domains
redirect, redirects, rewrite, rewriting, rewritten
cache, caches, cached, kept in memory, stored answers
connection, connections, session, sessions, socket
stream, streams, continuous flow, live data
protocol, protocols, amqp, mqtt, http
format, formats, json, csv, xml, parquet, file type
schema, structure, data model, data types, structured
index, indexes, full-text, search index
transaction, transactions, atomic, together or not at all, rollback
constraint, unique, integrity, consistency, consistent
duplicate, duplicates, deduplication, repeated message, same again, deduplicated
order, ordering, sequence, first in first out, fifo, strictly in order
priority, urgent, important, first of all
offline, without connection, without internet, no network, disconnected
local, on the device, own machine, on disk, on your computer
public, open to everyone, anyone, without account
private, confidential, hidden from others, secret to
anonymous, privacy, personal data, without tracking
free software, open source, open-source, apache license, mit, source code
standard, standards, open format, specification
third party, third-party, external systems, other systems, other tools, outside systems
marketplace, catalogue, catalog, directory of plugins, store of apps, gallery
built-in, included, out of the box, bundled, native
manual, by hand, manually, handmade
nested, hierarchy, tree, parent, children, sub
relation, relations, linked, references, relationship
dependency of tasks, depends on, blocked by, prerequisite
graph of links, network of notes, visual map
nearby, similar, likeness, related, neighbours
outlier, outliers, anomaly, unusual, abnormal
percentage, share, ratio, proportion
small part, part of, subset, sample
whole, full, entire, complete, everything
incremental, only changes, difference, changed only, changed blocks
small, light, lightweight, minimal, tiny footprint
large, big, huge, thousands, massive
real-time, live, instantly, immediately, at once seen
regular, recurring, periodic, daily, nightly, weekly, intervals, interval
single, one only, alone, standalone
many, multiple, several, various
""")
"""Groups of phrases."""
