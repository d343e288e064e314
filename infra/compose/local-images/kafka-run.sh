#!/bin/bash
# The same steps as the official image, by the same program of Kafka's own: settings from the mounted folder, a folder formatted
# once, then the broker.
set -euo pipefail
java () { command java -cp '/opt/kafka/libs/*' "$@"; }
export CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
setup () { java -Xmx256m kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config 2>&1; }
# It fails on a folder that is formatted already, after it has written the settings; so does the official one.
said=$(setup) || grep -qi 'already formatted' <<< "$said" || { echo "$said"; exit 1; }
# shellcheck disable=SC2086
exec /usr/bin/java ${KAFKA_HEAP_OPTS:-} ${KAFKA_OPTS:-} -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
