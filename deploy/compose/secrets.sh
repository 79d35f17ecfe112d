#!/bin/sh
# Makes the secrets that docker-compose.yml reads, each in a file of its own: `sh deploy/compose/secrets.sh [folder]`.
# A secret that is there already is kept, so this may be run again after an upgrade that brings a new one.
set -eu
folder=${1:-"$(dirname "$0")/secrets"}

mkdir -p "$folder"
# The folder keeps others on this machine out. The files in it are readable, because a container reads them as a user
# that this machine does not know.
chmod 700 "$folder"

for name in database_superuser database_owner \
    database_intake database_cases database_notifications database_reporting \
    development_key index_key references_key documents_key webhook_krizes_centrs; do
    file="$folder/$name"
    if [ -s "$file" ]; then
        echo "kept $file"
    else
        case $name in
            # As the convention Standard Webhooks wants it.
            webhook_*) { printf 'whsec_' && head -c 32 /dev/urandom | base64; } >"$file.half" ;;
            *) od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$file.half" ;;
        esac
        chmod 444 "$file.half"
        mv "$file.half" "$file"
        echo "made $file"
    fi
done
echo "Keep copies of index_key, documents_key and references_key in a safe place: without the first intake no longer"
echo "recognises anybody, without the second no document can be opened, without the third nobody who waits can ask where"
echo "they stand by the reference they were given."
