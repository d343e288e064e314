FROM weft-local/debian:bookworm
LABEL weft.stand-in="opentelemetry collector of the same release with the few parts that infra/telemetry/collector.yaml names"
COPY otelcol /otelcol-contrib
USER 10001:10001
ENTRYPOINT ["/otelcol-contrib"]
CMD ["--config", "/etc/otelcol-contrib/config.yaml"]
