# Two stages: the first builds the wheel and installs it, the second holds only what runs.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
COPY migrations migrations
RUN python -m venv /opt/teapot && /opt/teapot/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/teapot teapot
COPY --from=build /opt/teapot /opt/teapot
ENV PATH="/opt/teapot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    TEAPOT_DATABASE=/var/lib/teapot/teapot.sqlite3
USER teapot
WORKDIR /var/lib/teapot
VOLUME /var/lib/teapot
# discord.py closes its connection and the store cleanly on SIGINT; Docker's default is SIGTERM.
STOPSIGNAL SIGINT
# Nothing tells yet from outside whether the bot is connected.
HEALTHCHECK NONE
ENTRYPOINT ["teapot"]
CMD ["run"]
