"""One image for all tests of this folder: built from the Dockerfile, from locked wheels, without an engine."""

import tempfile
from pathlib import Path

import pytest

from deploy.cache import cache_folder
from tests.heavy.image.base import ROOT, make_base
from tests.heavy.image.buildah import Buildah
from tests.heavy.image.wheels import INSIDE, OFFLINE, wheels

TAG = "localhost/tilts:test"


@pytest.fixture(scope="session")
def buildah():
    with tempfile.TemporaryDirectory(dir=cache_folder("image"), ignore_cleanup_errors=True) as folder:
        buildah = Buildah(Path(folder))
        yield buildah
        buildah.clear()


@pytest.fixture(scope="session")
def image(buildah, tmp_path_factory) -> str:
    """The name of the image that the Dockerfile gives."""
    pip = tmp_path_factory.mktemp("pip") / "pip.conf"
    pip.write_text(OFFLINE)
    base = make_base(buildah)
    buildah.build(TAG, ROOT, {wheels(buildah, base): INSIDE, pip: "/etc/pip.conf"})
    return TAG


@pytest.fixture(scope="session")
def container(buildah, image) -> str:
    """A container of the image, for all who do not change it."""
    return buildah.container(image)
