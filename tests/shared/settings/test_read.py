"""A setting that nobody reads would promise what does not happen."""

import re
import subprocess

import pytest
from pydantic import BaseModel

from deploy.up.folder import PROJECT
from shared.settings.technical import BaseUrls, Broker, Database, Http, Log, Security

SOURCES = subprocess.run(
    ["git", "ls-files", "shared/**.py", "services/**.py", "deploy/**.py"],
    cwd=PROJECT, check=True, capture_output=True, text=True,
).stdout.split()  # fmt: skip
READ = "\n".join((PROJECT / name).read_text("utf-8") for name in SOURCES if (PROJECT / name).is_file())
# One for each service, read by its name.
BY_NAME = {*BaseUrls.model_fields, *(name for name in Database.model_fields if name.startswith("dsn_"))}


@pytest.mark.parametrize("section", [Broker, Database, Http, Log, Security])
def test_every_setting_is_read_somewhere(section: type[BaseModel]):
    unread = [name for name in section.model_fields if name not in BY_NAME and not re.search(rf"\.{name}\b", READ)]
    assert unread == []
