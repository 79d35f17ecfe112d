"""Where the bytes of documents lie, and the key that seals them."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator

from shared.settings.section import Section


class Bucket(Section):
    """A bucket of an S3-compatible service."""

    name: str = Field(min_length=3, max_length=63)
    endpoint: str | None = None
    """Its address; none for Amazon's own."""
    region: str = "eu-north-1"
    access_key_id: str | None = None
    secret_access_key: SecretStr | None = None


class Documents(Section):
    """Without a folder or a bucket, and a key, a deployment keeps no documents, and says so to whoever sends one."""

    folder: Path | None = None
    bucket: Bucket | None = None
    key: SecretStr | None = None
    """Wraps the key of each document. Whoever loses it has lost every document; keep it apart from the backups."""
    previous_key: SecretStr | None = None
    """Opens what was wrapped before the key was changed."""
    max_bytes: int = Field(52_428_800, ge=65_536, le=1_073_741_824)

    @property
    def are_kept(self) -> bool:
        return bool(self.key and (self.folder or self.bucket))

    @model_validator(mode="after")
    def _one_place_and_a_key(self) -> Self:
        if self.folder and self.bucket:
            raise ValueError("documents.folder and documents.bucket are both given; keep one")
        for key in (self.key, self.previous_key):
            if key and len(key.get_secret_value()) < 32:
                raise ValueError("documents.key is too short: take at least 32 random characters")
        return self
