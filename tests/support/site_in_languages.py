"""A site in English, German and Arabic, with texts that are translated and texts that are not."""

from collections.abc import Mapping

__all__ = ["LANGUAGES_SITE", "TREES"]

TREES = {"en": "", "de": "de/", "ar": "ar/"}
"""Language -> first folder of its pages."""
ALPHA = """\
name: Alpha
type: framework
summary: Trains small networks.
description: A library that trains *small* networks.
license: MIT
pricing: {model: paid, amount: 20, currency: USD, period: month, note: billed yearly}
categories: [training]
aliases: [old-alpha]
updated: 2026-10-02
signals: {stars: {value: 500, source: "https://alpha.example/stars", measured: 2026-11-01}}
attributes: {gpu: true, latency: 3.5}
pros: [small]
cons: [slow]
capabilities:
  - {title: Checkpoints, id: checkpoints, description: Keeps fewer activations in memory., \
best_for: [long runs, large batches], limitations: [costs time], \
choose_over: {gamma: training with few activations}, \
sources: [{url: "https://alpha.example/docs", basis: vendor, checked: 2026-10-01}]}
  - {title: Mixed precision training, description: Trains in half precision., \
intents: [save memory]}
"""
BETA = """\
name: Beta
type: framework
summary: Trains <large> networks.
license: {value: Apache-2.0, source: "https://beta.example/license", note: since version 2}
pricing: free
categories: [training, data]
updated: 2026-08-02
signals: {stars: {value: 90, source: "https://beta.example/stars", measured: 2026-11-01}}
attributes: {gpu: false, latency: 8}
capabilities:
  - {title: Activation checkpoints, id: checkpoints, description: Recomputes activations., \
unique: "Works on **every** module.", vs_alternatives: Alpha keeps fewer.}
  - {title: Half precision, description: Trains in half precision.}
"""
GAMMA = """\
name: Gamma
type: dataset
summary: Many texts.
license: CC-BY-4.0
categories: [data]
updated: 2026-01-01
"""
LANGUAGES_SITE: Mapping[str, str] = {
    "content/site.yaml": """\
title: Side by side
base_url: https://example.org/
description: Tools compared.
languages: [en, de, ar]
types: {framework: Framework, dataset: Dataset}
categories: {training: {name: Training, description: To train.}, data: {name: Data}}
attributes:
  gpu: {label: GPU support, kind: bool, better: true}
  latency: {label: Latency, kind: number, unit: ms, better: lower}
ranking:
  signals: {stars: {component: adoption, scale: log, full: 1000, label: Stars}}
pairs: {policy: all}
theme: {menu: [{text: About us, url: /about/}], footer: [{text: A file, url: /file.txt}]}
publish: {embeds: true, badges: true, markdown: true, comparisons: true}
""",
    "content/site.de.yaml": """\
title: Im Vergleich
description: Werkzeuge im Vergleich.
types: {framework: Baukasten}
categories: {training: {name: Ausbildung, description: Zum Ausbilden.}, data: Daten}
attributes: {gpu: {label: Grafikkarte, rule: du eine Grafikkarte hast}, latency: Verzögerung}
words: {tool: Werkzeug, tools: Werkzeuge}
ranking: {name: Rang, components: {adoption: Nutzung}, signals: {stars: Sterne}}
theme: {menu: {/about/: Über uns}}
""",
    "content/capabilities.yaml": "- {id: checkpoints, name: Activation checkpoints}\n",
    "content/capabilities.de.yaml": "checkpoints: {name: Zwischenstände, aliases: [Prüfpunkte]}\n",
    "content/capabilities.ar.yaml": "checkpoints: نقاط الحفظ\n",
    "content/synonyms.de.yaml": "- [Grafikkarte, Grafikprozessor]\n",
    "content/tools/alpha.yaml": ALPHA,
    "content/tools/alpha.de.yaml": """\
summary: Bildet kleine Netze mit einer Ausbildungsverwaltung aus.
pros: [klein]
cons: [langsam]
capabilities:
  checkpoints:
    title: Zwischenstände
    description: Hält weniger Aktivierungen im Speicher.
    best_for: [lange Läufe, große Stapel]
    limitations: [kostet Zeit]
    choose_over: {gamma: ein Training mit wenig Speicher}
  mixed-precision-training:
    intents: [Speicher sparen, mit weniger Speicher ausbilden]
""",
    "content/tools/alpha.de.md": "Eine Bibliothek, die *kleine* Netze ausbildet.\n",
    "content/tools/alpha.ar.yaml": "summary: يدرب شبكات صغيرة.\n",
    "content/tools/beta.yaml": BETA,
    "content/tools/gamma.yaml": GAMMA,
    "content/tools/gamma.de.yaml": "summary: Eine Verwaltung vieler Texte.\n",
    "content/comparisons/alpha-vs-beta.md": "---\ntitle: A word\nauthor: Ed\n---\nBoth *train*.\n",
    "content/comparisons/alpha-vs-beta.de.md": "---\ntitle: Ein Wort\n---\nBeide *bilden aus*.\n",
    "content/pages/about.md": "---\ntitle: About us\n---\nSee [Alpha](/tools/alpha/).\n",
    "content/pages/about.de.md": "---\ntitle: Über uns\n---\nWir vergleichen.\n",
    "content/pages/imprint.md": "---\ntitle: Imprint\n---\nNot translated.\n",
    "content/static/file.txt": "static\n",
}
"""The files of the site. In Arabic, only a summary and a name are translated."""
