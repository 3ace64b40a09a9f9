# Inreply as a container: everything built in one stage, only what runs in the other. All settings come from the environment.
FROM node:20-bookworm-slim AS build
# better-sqlite3 compiles itself where no prebuilt binary can be had.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
# pg_dump, pg_restore and psql, for backups of PostgreSQL; they must be at least as new as the server. Debian's own are older.
ARG POSTGRES_CLIENT=16
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
  && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
  && apt-get install -y --no-install-recommends postgresql-client-${POSTGRES_CLIENT} \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY package.json package.json
COPY src src
COPY templates templates
COPY migrations migrations
COPY fixtures fixtures
RUN ln -s /app/src/inreply.mjs /usr/local/bin/inreply \
  && install -d -o node -g node -m 0700 /data
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  DATABASE_URL=sqlite:/data/inreply.db
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is told to stop: a shell or npm in between would swallow the signal.
ENTRYPOINT ["node", "/app/src/inreply.mjs"]
CMD ["start"]
