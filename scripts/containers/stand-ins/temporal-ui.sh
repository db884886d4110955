#!/bin/sh
set -eu

mkdir -p /tmp/config
cat >/tmp/config/docker.yaml <<END
port: 8080
temporalGrpcAddress: $TEMPORAL_ADDRESS
enableUi: true
defaultNamespace: ${TEMPORAL_DEFAULT_NAMESPACE:-default}
END
exec ui-server --root /tmp --config config --env docker start
