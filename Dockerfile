# The agent as a container image: its jar, a runtime of just the JDK modules they need, and the JVM's AOT
# cache; no shell, no package manager. See "Container image" in README.md.
#
#   docker build -t tailrace .
#
# The base images are arguments, to build from a mirror or to pin them:
#   docker build --build-arg RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12@sha256:… -t tailrace .
#
# BUILD_IMAGE needs a JDK 25 with jlink, Maven 3.8 or newer and a shell; RUNTIME_IMAGE needs glibc. Both are of
# the machine the image is for: nothing here names an architecture.
ARG BUILD_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12

# ------------------------------------------------------------------------------------------------- build
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .

# Builds what is not built with Maven, then makes /opt/tailrace: lib/ and runtime/.
RUN ./tailrace link /opt/tailrace

# The final image has no shell for the launcher. There the agent's jar is the command itself: the kernel reads
# its first line and starts `java @lib/image.options .../tailrace ARGUMENTS`, and java takes a jar with something
# in front of it. The flags are jvm.options's, as everywhere. The health check's one class also lies beside it, for
# to look into a jar of 10,000 takes 50 ms.
WORKDIR /opt/tailrace/lib
RUN set -eu; \
    { cat jvm.options; \
      echo '-XX:AOTCache=/opt/tailrace/lib/tailrace.aot'; \
      echo '-jar'; } > image.options; \
    { cat health.options; \
      echo '-cp /opt/tailrace/lib io.tailrace.agent.cli.HealthProbe'; } > image-health.options; \
    jar xf tailrace-agent-[0-9]*.jar io/tailrace/agent/cli/HealthProbe.class; \
    { echo '#!/opt/tailrace/runtime/bin/java @/opt/tailrace/lib/image.options'; \
      cat tailrace-agent-[0-9]*.jar; } > tailrace; \
    chmod 755 tailrace; \
    rm ../tailrace tailrace-agent-[0-9]*.jar jlink.options health.options; \
    mkdir /opt/state

# With the very runtime, path and flags of the final image, or it would not be used there. The cache knows its
# jar by its time in whole seconds, to which the layers of an image round: so it has such a time before.
ENV MALLOC_ARENA_MAX=2
RUN touch -d "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" tailrace && \
    ../runtime/bin/java @jvm.options -cp /opt/tailrace/lib/tailrace \
      io.tailrace.agent.training.Training /opt/tailrace/lib/tailrace.aot

# ------------------------------------------------------------------------------------------------- final
FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Tailrace" \
      org.opencontainers.image.description="A log-forwarding sidecar that loses no line and ships none twice." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

COPY --from=build /opt/tailrace /opt/tailrace
# For a volume where the state directory cannot lie beside the logs; a named one takes over its owner.
COPY --from=build --chown=65532:65532 /opt/state /var/lib/tailrace

# glibc gives each thread an arena of its own, of up to 64 MB; a few threads need no more than two.
ENV PATH=/opt/tailrace/lib:/usr/local/bin:/usr/bin:/bin \
    MALLOC_ARENA_MAX=2
USER 65532:65532
WORKDIR /
STOPSIGNAL SIGTERM
# Docker's and Podman's; Kubernetes has probes of its own. `tailrace health`, but a JVM with next to nothing in
# it: each is one for a moment, in the container's memory.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["/opt/tailrace/runtime/bin/java", "@/opt/tailrace/lib/image-health.options"]
ENTRYPOINT ["/opt/tailrace/lib/tailrace"]
