"""The image, built from the Dockerfile: small duties, no root, no tools an intruder would like."""

USER = "10001"


def test_runs_as_nobody_special(buildah, container):
    assert buildah.run_in(container, "id", "-u").stdout.strip() == USER
