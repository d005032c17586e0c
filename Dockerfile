# One image for web, worker and clock: the command tells which it is (see compose.yaml).
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt constraints.txt ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PRAKTIJKPLEIN_ENV=production \
    STATIC_ROOT=/static \
    VAR_DIR=/data
RUN useradd --system --uid 10001 --home-dir /data --create-home portal
WORKDIR /portal
COPY --from=packages /venv /venv
COPY . .
# The static files' names carry their content, so any settings make the same ones.
RUN SECRET_KEY=only-to-collect ALLOWED_HOSTS=none SITE_URL=https://none.example.org VAR_DIR=/tmp/none \
    DATABASE_URL=sqlite:////tmp/none.sqlite3 CELERY_BROKER_URL=redis://none CACHE_URL=redis://none \
    python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/none && python -m compileall -q . && chown portal:portal /data
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--access-logfile", "-"]
