# Not run by any test of this project: they need no Docker.
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir build && python -m build --outdir /dist

FROM python:3.12-slim
RUN useradd --system --home-dir /data handrail && install -d -o handrail -g handrail -m 0700 /data
COPY requirements/server.txt /tmp/server.txt
COPY --from=build /dist/*.whl /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/server.txt \
 && pip install --no-cache-dir --no-deps /tmp/*.whl \
 && rm /tmp/*.whl /tmp/server.txt
USER handrail
WORKDIR /data
VOLUME /data
ENV HANDRAIL_DATA_DIR=/data HANDRAIL_BIND=0.0.0.0:8000
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["handrail", "serve"]
