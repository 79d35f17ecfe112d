"""Only the jars that we know are run, and what is missing is named with the way to get it."""

import pytest

from deploy.kafka.jars import MANIFEST, digests, fetch, jars, kafka_version
from deploy.kafka.java import java
from deploy.local.process import ServerError


def test_the_manifest_is_of_the_version_that_maven_is_asked_for():
    assert f"  kafka_2.13-{kafka_version()}.jar\n" in MANIFEST.read_text()


def test_other_jars_than_those_listed_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTS_CACHE", str(tmp_path))
    folder = tmp_path / "kafka" / kafka_version()
    folder.mkdir(parents=True)
    (folder / f"kafka_2.13-{kafka_version()}.jar").write_bytes(b"not Kafka")
    with pytest.raises(ServerError, match=r"are not those .* remove that folder and try again"):
        jars()


def test_digests_are_written_as_sha256sum_writes_them(tmp_path):
    (tmp_path / "b.jar").write_bytes(b"abc")
    (tmp_path / "a.jar").write_bytes(b"")
    assert digests(tmp_path) == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.jar\n"
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.jar\n"
    )


def test_a_missing_maven_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match="apt-get install maven"):
        fetch(tmp_path / "jars")


def program(folder, text):
    """Write an executable `java` into `folder`/bin that prints `text` as Java prints its version."""
    file = folder / "bin" / "java"
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\necho '{text}' >&2\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize("said", ['openjdk version "11.0.2" 2019-01-15', 'java version "1.8.0_292"', "no Java here"])
def test_a_java_that_is_too_old_is_named_with_the_way_to_a_newer_one(tmp_path, monkeypatch, said):
    program(tmp_path, said)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ServerError, match=r"too old .*apt-get install openjdk-17-jre-headless"):
        java()


def test_a_java_that_is_new_enough_is_taken(tmp_path, monkeypatch):
    file = program(tmp_path, 'openjdk version "21.0.1" 2023-10-17')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert java() == str(file)


def test_a_missing_java_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match="`java` is not installed"):
        java()
