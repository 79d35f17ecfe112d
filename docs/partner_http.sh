#!/bin/sh
# A partner over HTTP with curl: sends a referral and shows what is known of it then.
#
#   export TILTS_URL=<where intake answers> TILTS_TOKEN=<your token>
#   sh partner_http.sh referral.json [message id]
#
# Both are told at onboarding; `tilts partner simulate` prints them for trying out. Sent again under the same message id
# a referral counts once: after a timeout, repeat the very same line.
set -eu

referral=${1:?say which file: sh partner_http.sh referral.json}
message=${2:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

ask() {
    # A refusal is shown with its reasons, and ends this with an error.
    curl --silent --show-error --fail-with-body --max-time 10 --retry 5 --retry-connrefused \
        --header "Authorization: Bearer ${TILTS_TOKEN:?told at onboarding}" "$@"
    echo
}

echo "message id: $message" >&2
ask --dump-header "$answer" --header "Content-Type: application/json" --header "Idempotency-Key: $message" \
    --data-binary "@$referral" "${TILTS_URL:?told at onboarding}/v1/referrals"

host=$(printf '%s' "$TILTS_URL" | sed 's|^\([a-z]*://[^/]*\).*|\1|')
path=$(sed -n 's/^[Ll]ocation: *\([^[:space:]]*\).*/\1/p' "$answer")
ask "$host$path"
