# A static binary on an empty image, for the platform that builds it: `docker buildx build --platform
# linux/amd64,linux/arm64` emulates the other, which takes its time; a release has a machine of each.

FROM rust:1-slim-bookworm AS build
# aws-lc is C: a compiler and make are what it is built with. Python is for the requests that
# certmock is optimised for, and LLVM's tools are for what it counts while it answers them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends cmake gcc libc6-dev make python3 \
    && (rustup component add llvm-tools \
        || apt-get install --yes --no-install-recommends "$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/llvm-\1/p')") \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
# Cargo wants to see a file of every target.
RUN mkdir -p benches/wire tests/it \
    && touch benches/core.rs benches/wire/main.rs tests/it/main.rs
RUN packages/binary/build /certmock \
    && /certmock --help > /dev/null \
    && mkdir /trust

FROM scratch
# What a release says of itself: `--build-arg VERSION=… --build-arg REVISION=…`.
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="certmock" \
    org.opencontainers.image.description="A mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond" \
    org.opencontainers.image.licenses="MIT OR Apache-2.0" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION"
COPY --from=build /certmock /certmock
# A volume for --ca-file, which other containers read.
COPY --from=build --chown=65532:65532 /trust /trust
USER 65532:65532
ENV CERTMOCK_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=2s --timeout=3s --start-period=1s CMD ["/certmock", "health"]
ENTRYPOINT ["/certmock"]
