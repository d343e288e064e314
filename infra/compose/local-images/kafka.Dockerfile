FROM weft-local/debian:bookworm
LABEL weft.stand-in="apache kafka's jars from maven central on openjdk 17 of debian"
RUN mkdir -p /usr/share/man/man1 && apt-get update -q && apt-get install -q -y --no-install-recommends openjdk-17-jre-headless && rm -rf /var/lib/apt/lists/*
COPY libs /opt/kafka/libs
COPY kafka-run.sh /etc/kafka/docker/run
RUN groupadd --gid 1000 appuser && useradd --uid 1000 --gid appuser --create-home appuser \
 && mkdir -p /opt/kafka/config /opt/kafka/logs /mnt/shared/config /var/lib/kafka/data /etc/kafka/secrets \
 && touch /etc/kafka/docker/server.properties /etc/kafka/docker/log4j2.yaml /etc/kafka/docker/tools-log4j2.yaml \
 && chown -R appuser:appuser /opt/kafka/config /opt/kafka/logs /mnt/shared/config /var/lib/kafka /etc/kafka && chmod 755 /etc/kafka/docker/run
USER appuser
VOLUME ["/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"]
CMD ["/etc/kafka/docker/run"]
