#!/bin/sh
# What of the image's start the compose file relies on: a first start makes the database for POSTGRES_USER.
set -eu

data=/var/lib/postgresql/data
as_postgres() { exec setpriv --reuid postgres --regid postgres --clear-groups "$@"; }

install --directory --owner postgres --group postgres --mode 700 "$data" /var/run/postgresql
if [ ! -s "$data/PG_VERSION" ]; then
  printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  (as_postgres initdb --pgdata "$data" --username "$POSTGRES_USER" --pwfile /tmp/password --auth-host scram-sha-256)
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
fi
as_postgres postgres -D "$data" -c listen_addresses='*'
