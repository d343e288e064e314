#!/bin/bash
# The same steps as the official image, by the same program of Kafka's own: settings from the mounted folder, a folder formatted
# once, then the broker.
set -euo pipefail
java () { command java -cp '/opt/kafka/libs/*' "$@"; }
export CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
java -Xmx256m kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config
# shellcheck disable=SC2086
exec /usr/bin/java ${KAFKA_HEAP_OPTS:-} ${KAFKA_OPTS:-} -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
