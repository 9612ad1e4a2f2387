# The first stage installs the packages, the second one Teapot, and the third holds only what runs.
FROM python:3.13.16-slim-trixie AS packages
WORKDIR /source
COPY requirements.lock ./
# Every package has the version and the hash that were tested. The environment gets no pip of its own.
RUN python -m venv --without-pip /opt/teapot \
    && pip --python /opt/teapot/bin/python install --no-cache-dir --require-hashes -r requirements.lock

FROM packages AS teapot
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
COPY migrations migrations
# Apart from the packages, which are a layer of their own in the image.
RUN pip --python /opt/teapot/bin/python install --no-cache-dir --no-deps --root /new .

FROM python:3.13.16-slim-trixie
# The leaderboard's chart is drawn in these: the slim image has no font at all. Noto's CJK fonts have
# Hangul, Latin, and the Chinese and Japanese letters of names, DejaVu the Arabic and Hebrew ones.
# The serif half of Noto, 50 MB, is never drawn in.
# No version is named (DL3008): Debian's mirrors keep only the newest one of a release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* /usr/share/fonts/opentype/noto/NotoSerifCJK-*
# Nothing is installed from here on.
RUN pip uninstall --yes --root-user-action=ignore pip \
    && rm -rf "$(python -c 'import ensurepip; print(ensurepip.__path__[0])')" \
    && groupadd --system --gid 10001 teapot \
    && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/teapot teapot \
    && install --directory --mode=700 --owner=teapot --group=teapot /var/lib/teapot
COPY --from=packages /opt/teapot /opt/teapot
COPY --from=teapot /new/opt/teapot /opt/teapot
ENV PATH="/opt/teapot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    TEAPOT_DATABASE=/var/lib/teapot/teapot.sqlite3
# By number, which Kubernetes can tell from root's.
USER 10001:10001
WORKDIR /var/lib/teapot
VOLUME /var/lib/teapot
# A bot that starts reads all data first, and a large database.
HEALTHCHECK --start-period=2m --interval=30s --timeout=10s --retries=1 CMD ["teapot", "health"]
# A signal that comes while Python starts waits until Teapot heeds it. It would be lost otherwise.
ENTRYPOINT ["env", "--block-signal=TERM,INT", "teapot"]
CMD ["run"]
# The last layer, since it differs with every commit.
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="Teapot" \
    org.opencontainers.image.description="A team's HTTP status code companion on Discord, in English and Korean" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.revision="$COMMIT"
