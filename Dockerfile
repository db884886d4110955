# Three images: `api` answers, `worker` trains and publishes, `web` shows the page. docker-compose.yml runs them.
#
# Bases are pinned by version. Whoever wants them byte for byte gives a digest: --build-arg NODE_IMAGE=…@sha256:…
ARG NODE_IMAGE=docker.io/library/node:22.23.3-bookworm-slim
ARG DEBIAN_IMAGE=docker.io/library/debian:12.15-slim
ARG NGINX_IMAGE=docker.io/nginxinc/nginx-unprivileged:1.30.4-alpine3.24

# ---- What is built, with compilers and development packages; nothing of it but results goes on. ----

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm

FROM packages AS built
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY api api
COPY bench bench
COPY cli cli
COPY models models
COPY platform platform
COPY training training
COPY video video
COPY web web
COPY workflows workflows
RUN npm run build

# Native add-ons lie in their packages for every platform; types and source maps are for those who develop.
FROM packages AS worker-packages
RUN npm prune --omit=dev \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  && find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 ! -name linux -exec rm -r {} + \
  && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 ! -name "$(node -p process.arch)" -exec rm -r {} + \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
    ! -name "$(node -p '({ x64: "x86_64", arm64: "aarch64" })[process.arch]')-unknown-linux-gnu" -exec rm -r {} +

# The serving plane: no TensorFlow, and nothing else that only training uses.
FROM worker-packages AS api-packages
RUN npm uninstall --no-save --omit=dev \
  @expo-google-fonts/bebas-neue @petamoriken/float16 @temporalio/activity @temporalio/worker @temporalio/workflow \
  @tensorflow/tfjs @tensorflow/tfjs-backend-wasm @tensorflow/tfjs-node-gpu node-api-headers opentype.js pure-rand \
  typescript && find node_modules -type d -empty -delete

FROM packages AS tensorflow
RUN apt-get update \
  && apt-get install --yes --no-install-recommends binutils ca-certificates g++ python3 python3-pip
COPY scripts/setup scripts/setup
COPY scripts/containers/training-parts.mjs scripts/containers/cuda.txt scripts/containers/
ARG TENSORFLOW=cpu
ENV MARQUEE_CACHE=/opt/marquee
RUN node scripts/containers/training-parts.mjs ${TENSORFLOW} && node scripts/containers/training-parts.mjs ffmpeg

FROM tensorflow AS training-parts
COPY --from=built /app/dist dist
RUN node scripts/containers/training-parts.mjs backbones

# ---- What runs: as a person without rights, on a file system that may be read-only. ----

# Node alone: npm and yarn have no place in what runs.
FROM ${DEBIAN_IMAGE} AS runtime
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
RUN useradd --uid 1000 --no-create-home --home-dir /nonexistent marquee \
  && install --directory --owner=1000 --group=1000 /var/lib/marquee
ENV NODE_ENV=production MARQUEE_HOME=/var/lib/marquee
WORKDIR /app
COPY package.json ./
USER 1000:1000

FROM runtime AS api
COPY --from=api-packages /app/node_modules node_modules
COPY --from=built /app/dist/platform dist/platform
COPY --from=built /app/dist/models dist/models
COPY --from=built /app/dist/workflows dist/workflows
COPY --from=built /app/dist/api dist/api
COPY experiments experiments
ENV MARQUEE_HOST=0.0.0.0 MARQUEE_PORT=8000
EXPOSE 8000
CMD ["node", "dist/api/main.js"]

FROM runtime AS worker
COPY --from=training-parts /opt/marquee/ffmpeg /opt/marquee/ffmpeg
USER 0:0
RUN ls /opt/marquee/ffmpeg/*/ffmpeg \
  || { apt-get update && apt-get install --yes --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*; }
USER 1000:1000
COPY --from=training-parts /etc/ssl/certs /etc/ssl/certs
COPY --from=training-parts --chown=1000:1000 /opt/marquee/features /opt/marquee/features
COPY --from=training-parts /opt/marquee/backbones /opt/marquee/backbones
COPY --from=training-parts /opt/marquee/tensorflow /opt/marquee/tensorflow
COPY --from=worker-packages /app/node_modules node_modules
COPY --from=training-parts /app/node_modules/@tensorflow/tfjs-node-gpu node_modules/@tensorflow/tfjs-node-gpu
COPY --from=built /app/dist dist
COPY scripts scripts
ENV MARQUEE_CACHE=/opt/marquee LD_LIBRARY_PATH=/opt/marquee/tensorflow/cuda TF_CPP_MIN_LOG_LEVEL=2
CMD ["node", "dist/workflows/worker.js"]

FROM ${NGINX_IMAGE} AS web
COPY scripts/containers/web /etc/marquee
COPY --from=built /app/web/dist /usr/share/marquee
EXPOSE 8080
STOPSIGNAL SIGQUIT
ENTRYPOINT []
CMD ["/bin/sh", "/etc/marquee/start.sh"]
USER 101:101
