# ssg as a container image. Build it with: docker build -t ssg .
# Run it in the folder of a site with: docker run --rm -v "$PWD:/site" -u "$(id -u):$(id -g)" ssg build
FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends "git=1:2.47.*" \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE LICENSE-CONTENT ./
COPY ssg ssg
COPY layouts layouts
RUN pip install --no-cache-dir --constraint constraints.txt ".[cloud,links,og]" && rm -rf /src
WORKDIR /site
ENV HOME=/tmp
USER 65534:65534
ENTRYPOINT ["ssg"]
CMD ["--help"]
