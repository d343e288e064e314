FROM weft-local/debian:bookworm
LABEL weft.stand-in="redis-server of debian bookworm (7.0)"
RUN groupadd --gid 999 redis && useradd --uid 999 --gid 999 --no-create-home redis \
 && apt-get update -q && apt-get install -q -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /data && chown 999:999 /data
WORKDIR /data
VOLUME /data
CMD ["redis-server"]
