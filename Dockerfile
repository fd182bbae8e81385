# One image for every process: `dist/src/main.js` (web), `dist/bot/main.js` (bot), `dist/src/migrate.js`, and the commands of
# `dist/src/backup`. tests/deploy runs these steps in order on a plain file system: each RUN stays below WORKDIR.

# Not newer than 24.17: a driver of SQLite that is compiled against the headers of later ones ends its process now and then.
FROM node:24.17-bookworm AS build
# The image brings its own headers, should the SQLite driver have to be compiled; browsers are for tests.
ENV npm_config_nodedir=/usr/local \
    PUPPETEER_SKIP_DOWNLOAD=true
WORKDIR /app
# Packages first: their layer stays while only sources change.
COPY package.json package-lock.json .npmrc .puppeteerrc.cjs ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY migrations migrations
COPY src src
COPY admin admin
COPY bot bot
COPY playground playground
# Compiles, and bundles the panel: no container bundles at its start. Then only what runs is kept.
RUN node scripts/build.mjs && npm prune --omit=dev --no-audit --no-fund

FROM node:24.17-bookworm-slim
# Civil dates are the studio's (STUDIO_TIMEZONE); the machine has no time zone of its own.
ENV NODE_ENV=production \
    TZ=UTC \
    HOST=0.0.0.0 \
    PORT=3000 \
    ADMIN_JS_TMP_DIR=dist-admin \
    ADMIN_JS_SKIP_BUNDLE=true
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/dist-admin dist-admin
# Volumes begin as what they cover, owner included: for backups, and for a SQLite database (with MySQL it stays empty).
RUN mkdir -p data backups && chown node:node data backups
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
