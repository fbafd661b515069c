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
two-factor, 2fa, mfa, multi-factor, multifactor
totp, one-time password, one-time code, authenticator codes
role-based access, rbac, roles, permission, access control, acl, privileges
audit log, audit trail, activity log, audit history
end-to-end encryption, zero-knowledge, e2e, e2ee, client-side encryption, encrypted on the device
encryption at rest, encrypted at rest, transparent data encryption, data at rest, at-rest encryption
backup, snapshot, dump
restore, recovery, recover
version history, revision history, versioning, earlier versions, previous versions, revisions
rollback, roll back, revert
import, migrate
sync, synchronize
offline, disconnected
co-editing, collaborative editing, collaboration, edit together, multiplayer, co-authoring
plugin, plug-in, addon, extension, marketplace, third-party apps
webhook, http callback
rest api, graphql, http api, api, rest
sdk, client library, language bindings, bindings
command line, cli, terminal
graphical interface, gui, web ui, web interface, web console, admin panel
mobile app, android, ios, iphone, smartphone
self-host, on-premises, self-managed
managed, hosted, serverless, saas, fully managed
docker, container, containerized
kubernetes, helm, k8s
infrastructure as code, terraform, pulumi
secrets, credentials, vault, environment variables
replication, replica, standby
high availability, failover, fault tolerance, fault-tolerant, redundancy
cluster, horizontal scaling
shard, partition
autoscaling, auto-scaling, scale to zero, elastic
rate limit, throttle, quota
schedule, cron, recurring
parallel, concurrently, concurrency
retry, redelivery
ttl, time to live, expire, expiry, expiration
transaction, atomic, acid
full-text, text search, keyword search, bm25
semantic search, vector search, embeddings, similarity search
geospatial, spatial, geometry, gis
metrics, telemetry, monitoring, observability, prometheus, grafana
tracing, opentelemetry
alert, notification, notify
email, mail, smtp
report, analytics, statistics, insights
template, boilerplate, starter
theme, styling, appearance, dark mode, branding
translation, i18n, localization, multilingual
accessibility, screen reader, wcag, captions, subtitles
drag and drop, visual editor, visual builder, low-code
automation, automatically, automatic
workflow, pipeline
approval, approve
comment, discussion
label, tag
custom field, attributes, properties
git, github, gitlab, bitbucket, vcs, version control
pull request, merge request
preview, staging
custom domain, domain
https, tls, ssl, certificate
cdn, edge network, edge locations
passkey, webauthn, fido2, security key, hardware key, yubikey
share, shared link, public link
multi-tenant, multitenancy, multi-tenancy, tenant, namespaces
transcript, transcription, speech to text, speech recognition
ai assistant, ai, copilot, language model, llm, chatbot, generative
open source, source code, agpl, free software
attachment, file upload
ocr, text recognition
compress, zstd, gzip
dedup, deduplication, duplicate detection, idempotent
integrity, checksum, verification
vulnerability, security scan, sast
hot reload, live reload, watch mode
type safety, type checking, static types
code generation, codegen, scaffolding
gpu, cuda, graphics card
object storage, s3, blob storage, gcs, azure blob, cloud storage
pub/sub, publish subscribe
connector, integration
change data capture, cdc, changefeed, change streams
stored procedure, triggers
invoice, billing
calendar, ical, caldav
reminder, due date
task, todo, subtasks
split test, experiments
feature flag, feature toggle
""".strip().splitlines()
)
"""Groups of phrases; the spelling does not matter, as phrases are compared by their stems."""
