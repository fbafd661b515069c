#!/usr/bin/env bash
# Install the programs that some tests run and Python does not bring, by apt: Chromium, Java, Node, git, jq.
# Needs Debian or Ubuntu, and root or sudo without a password. Elsewhere it prints what is missing and succeeds:
# tests that need a missing program are skipped, or fail with CI=true.
set -euo pipefail

has() {
  local name
  for name in "$@"; do
    if command -v "$name" >/dev/null; then return 0; fi
  done
  return 1
}

packages=()
has chromium chromium-browser google-chrome google-chrome-stable chrome ||
  packages+=(chromium fonts-liberation)
has java || packages+=(default-jre-headless)
has node || packages+=(nodejs)
has npm || packages+=(npm)
has git || packages+=(git)
has jq || packages+=(jq)
if [ "${#packages[@]}" -eq 0 ]; then exit 0; fi

if ! has apt-get; then
  echo "test-tools: no apt-get here; install by hand: ${packages[*]}" >&2
  exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "test-tools: neither root nor sudo; install by hand: ${packages[*]}" >&2
    exit 0
  fi
  as_root=(sudo -n)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${packages[@]}" >/dev/null
