# One image for all four services and for the one-shot jobs: `tilts serve intake`, `tilts migrate`, `tilts topics`.
#
# The base is pinned by tag, because no digest could be looked up where this was written. Before it serves anybody, pin
# it in both places: docker buildx imagetools inspect python:3.13-slim-trixie
FROM python:3.13-slim-trixie AS build
WORKDIR /build
# pip stays behind in this stage; what ships is an environment without it.
RUN python -m venv /opt/pip && python -m venv --without-pip /opt/tilts
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements requirements
RUN /opt/pip/bin/pip install --require-hashes --only-binary=:all: --requirement requirements/build.lock \
    && /opt/pip/bin/pip --python /opt/tilts/bin/python install \
        --require-hashes --only-binary=:all: --requirement requirements/runtime.lock
COPY . .
# Nothing is fetched here: the backend is the locked one, and the dependencies are there.
RUN /opt/pip/bin/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir wheel . \
    && /opt/pip/bin/pip --python /opt/tilts/bin/python install --no-deps --no-index wheel/*.whl

FROM python:3.13-slim-trixie
LABEL org.opencontainers.image.title="Tilts" \
      org.opencontainers.image.description="Four services for municipal social work that meet on a bus"
RUN groupadd --gid 10001 tilts \
    && useradd --uid 10001 --gid tilts --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tilts
COPY --from=build /opt/tilts /opt/tilts
# A new volume takes over whose its folder is: the service that keeps documents writes there as nobody special.
RUN mkdir --mode=0700 /documents && chown 10001:10001 /documents
# Compiled above; the container's file system may be read-only.
ENV PATH=/opt/tilts/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# By number, so that an orchestrator can tell that it is not root.
USER 10001:10001
# Paths in messages are shown relative to here.
WORKDIR /opt/tilts
EXPOSE 8080
# compose and Kubernetes know which service runs, so the health checks are theirs.
ENTRYPOINT ["tilts"]
CMD ["--help"]
