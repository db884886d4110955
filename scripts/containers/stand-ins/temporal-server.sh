#!/bin/sh
# What of the image's start the compose file relies on: listening everywhere, it tells its own address to its parts.
set -eu

if [ "${BIND_ON_IP:-}" = 0.0.0.0 ]; then
  TEMPORAL_BROADCAST_ADDRESS=$(getent hosts "$(hostname)" | awk '{ print $1; exit }')
  export TEMPORAL_BROADCAST_ADDRESS
fi
exec temporal-server start
