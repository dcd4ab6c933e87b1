# Two stages: the first installs from the lock file, the second carries only what runs.
FROM python:3.13-slim AS build
WORKDIR /srv
RUN python -m venv /srv/venv
# `--build-arg LOCK=requirements-llm.lock` for EXTRACTOR=llm
ARG LOCK=requirements.lock
COPY ${LOCK} .
RUN /srv/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r ${LOCK}

FROM python:3.13-slim
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/srv/data
RUN useradd --system --create-home --home-dir /srv/data entente
WORKDIR /srv/entente
COPY --from=build /srv/venv /srv/venv
COPY manage.py ./
COPY kg kg
COPY dashboard dashboard
COPY templates templates
COPY fixtures fixtures
RUN SECRET_KEY=for-the-build-only DATA_DIR=/srv/static-build python manage.py collectstatic --noinput --verbosity 0 \
    && mv /srv/static-build/static /srv/static && rm -r /srv/static-build
ENV STATIC_DIR=/srv/static
USER entente
EXPOSE 8000
CMD ["gunicorn", "dashboard.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--max-requests", "5000", "--max-requests-jitter", "500", "--access-logfile", "-"]
