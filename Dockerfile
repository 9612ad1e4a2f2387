# Two stages: the first builds the wheel and installs it, the second holds only what runs.
FROM python:3.13-slim AS build
WORKDIR /source
# Every runtime package in the version and with the hash that was tested, in a layer of its own.
COPY requirements.lock ./
RUN python -m venv /opt/teapot \
    && /opt/teapot/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
COPY migrations migrations
RUN /opt/teapot/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
# The leaderboard's chart is drawn in these: the slim image has no font at all. Noto's CJK fonts have
# Hangul, Latin, and the Chinese and Japanese letters of names, DejaVu the Arabic and Hebrew ones.
# The serif half of Noto, 50 MB, is never drawn in.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* /usr/share/fonts/opentype/noto/NotoSerifCJK-*
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/teapot teapot
COPY --from=build /opt/teapot /opt/teapot
ENV PATH="/opt/teapot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    TEAPOT_DATABASE=/var/lib/teapot/teapot.sqlite3
USER teapot
WORKDIR /var/lib/teapot
VOLUME /var/lib/teapot
# A bot that starts reads all data first, and a large database.
HEALTHCHECK --start-period=2m --interval=30s --timeout=10s --retries=1 CMD ["teapot", "health"]
ENTRYPOINT ["teapot"]
CMD ["run"]
