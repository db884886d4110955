#!/bin/sh
# Writes nginx's settings for where it runs, and becomes nginx.
set -eu

case "${MARQUEE_NAMES:=}" in
*[!A-Za-z0-9.*\ -]*)
  echo "MARQUEE_NAMES: expected host names with spaces between them, not '$MARQUEE_NAMES'" >&2
  exit 1
  ;;
esac

# The name server of this network: the API is looked up anew after it was replaced, and then has another address.
name_server=$(awk '$1 == "nameserver" { print ($2 ~ /:/ ? "[" $2 "]" : $2); exit }' /etc/resolv.conf)

sed -e "s|@NAME_SERVER@|$name_server|" -e "s|@NAMES@|$MARQUEE_NAMES|" -e "s|@API@|${MARQUEE_API:-api:8000}|" \
  /etc/marquee/nginx.conf >/tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g 'daemon off;'
