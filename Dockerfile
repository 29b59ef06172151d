# One image for every process; docker-compose.yml chooses the command.

FROM python:3.11-slim AS packages
COPY requirements/production.txt /
RUN python -m venv /packages \
 && /packages/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r /production.txt

FROM python:3.11-slim
# /run/khabuan holds the sockets on which the services listen; a volume takes its owner from here.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin khabuan \
 && install --directory --owner khabuan --group khabuan --mode 0750 /run/khabuan
COPY --from=packages /packages /packages
WORKDIR /app
COPY . .
ENV PATH=/packages/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KHABUAN_ENVIRONMENT=production
RUN python -m compileall -q /app
USER 10001:10001
CMD ["python", "-m", "khabuan", "--help"]
