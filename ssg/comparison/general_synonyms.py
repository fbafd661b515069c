"""Words and phrases of software that mean the same, for the alignment of any site.

Only terms that occur across subjects are here; those of one subject belong into the site's
`content/synonyms.yaml`. A group adds one term to the texts that have a phrase of it, and is named
by its first phrase. A phrase that the site lists as well is in the site's group only.
"""

__all__ = ["GENERAL_SYNONYMS"]

GENERAL_SYNONYMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(", "))
    for line in """
single sign-on, sso, saml, openid connect, oidc, ldap, active directory, identity provider
two-factor, 2fa, mfa, multi-factor, multifactor, second factor
totp, one-time password, one-time code, one-time codes, one-time passwords, authenticator codes
role-based access, rbac, roles, permission, permissions, access control, acl, access rights, privileges
audit log, audit trail, activity log, audit history
end-to-end encryption, zero-knowledge, e2e, e2ee, client-side encryption, encrypted on the device
encryption at rest, encrypted at rest, transparent data encryption, data at rest, at-rest encryption
backup, backups, snapshot, snapshots, dump
restore, recovery, recover
version history, revision history, versioning, earlier versions, previous versions, revisions
rollback, roll back, revert
import, importer, importers, migrate, migration
export, exporter, exports
sync, synchronize, synchronise, synchronization, synchronisation
offline, without internet, no connection, disconnected, local-first
co-editing, collaborative editing, collaboration, edit together, multiplayer, co-authoring
plugin, plug-in, plugins, add-on, addon, extension, extensions, marketplace, third-party apps
webhook, webhooks, http callback
rest api, graphql, http api, api, rest
sdk, client library, client libraries, language bindings, bindings
command line, cli, terminal, command-line
graphical interface, gui, web ui, web interface, user interface, web console, admin panel
mobile app, mobile apps, android, ios, iphone, smartphone
browser extension, browser add-on
self-host, self-hosted, on-premises, own server, own infrastructure, own hardware, self-managed
managed, hosted, serverless, saas, fully managed
docker, container, containers, containerized
kubernetes, helm, k8s
infrastructure as code, terraform, pulumi
secrets, secret, credentials, vault, environment variables
cache, caching
replication, replica, replicas, replicated, standby
high availability, failover, fault tolerance, fault-tolerant, redundancy
cluster, clustering, horizontal scaling, scale out
shard, sharding, partition, partitioning, partitions
autoscaling, auto-scaling, scale to zero, elastic
load balancing, load balancer
rate limit, rate limiting, throttle, throttling, quota, quotas
schedule, scheduled, scheduler, cron, recurring
parallel, concurrently, concurrency
retry, retries, redelivery
ttl, time to live, expire, expires, expiry, expiration
transaction, transactions, atomic, acid
full-text, full text, text search, keyword search, bm25
semantic search, vector search, embeddings, similarity search
geospatial, spatial, geometry, gis
metrics, telemetry, monitoring, observability, prometheus, grafana
tracing, traces, opentelemetry
logs, logging
alert, alerts, alerting, notification, notifications, notify
email, mail, e-mail, smtp
report, reports, reporting, analytics, statistics, insights
dashboard, dashboards
template, templates, boilerplate, starter
theme, themes, styling, appearance, dark mode, branding
translation, translations, i18n, localization, localisation, multilingual, locale
accessibility, screen reader, wcag, captions, subtitles
drag and drop, visual editor, no-code, visual builder, low-code
automation, automate, automatically, automatic
workflow, workflows, pipeline, pipelines
approval, approve, approvals, sign-off
comment, comments, discussion
label, labels, tag, tags
custom field, custom fields, attributes, properties
git, github, gitlab, bitbucket, vcs, version control
pull request, merge request
preview, previews, staging
custom domain, own domain, custom domains
https, tls, ssl, certificate, certificates
cdn, edge network, edge locations
redirect, redirects, redirection
passkey, passkeys, webauthn, fido2, security key, hardware key, yubikey
share, sharing, shared link, public link
multi-tenant, multitenancy, multi-tenancy, tenant, tenants, namespaces
record, recording, recordings
transcript, transcription, speech to text, speech recognition
ai assistant, ai, copilot, language model, llm, chatbot, generative
open source, source code, agpl, free software
attachment, attachments, file upload
ocr, text recognition
compress, compression, zstd, gzip
dedup, deduplication, duplicate detection, idempotent
integrity, checksum, verification
vulnerability, vulnerabilities, security scan, sast
hot reload, live reload, watch mode
type safety, type checking, static types
code generation, codegen, scaffolding
gpu, cuda, graphics card
object storage, s3, blob storage, gcs, azure blob, cloud storage
stream, streaming, streams
pub/sub, publish subscribe, publish and subscribe
connector, connectors, integration, integrations
change data capture, cdc, changefeed, change streams
stored procedure, stored procedures, triggers
invoice, invoices, billing
calendar, ical, caldav
reminder, reminders, due date
task, tasks, to-do, todo, to-dos, subtasks
a/b test, split test, split testing, experiments
feature flag, feature flags, feature toggle
""".strip().splitlines()
)
"""Groups of phrases; the spelling does not matter, as phrases are compared by their stems."""
