# docker build -t conflict-map . && docker run --read-only --tmpfs /tmp -v conflict-map:/data -p 8501:8501 conflict-map
# How to host it stands in docs/HOSTING.md; hosting/check.sh takes the same steps without Docker.
FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt requirements-signin.txt ./
COPY hosting/build-steps.sh hosting/
RUN sh hosting/build-steps.sh packages /opt/venv
ENV PYTHON=/opt/venv/bin/python
COPY . .
RUN sh hosting/build-steps.sh prepare && useradd --uid 10001 --no-create-home reader && install -d -o 10001 /data

ENV CONFLICT_MAP_STORE=/data/archive CONFLICT_MAP_DATA=/data CONFLICT_MAP_CACHE=/data/cache \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 HOME=/tmp PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8501
USER 10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s CMD ["sh", "hosting/health.sh"]
ENTRYPOINT ["sh", "hosting/start.sh"]
