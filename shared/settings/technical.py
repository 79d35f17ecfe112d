"""How one deployment runs: database, broker, log, HTTP. Nothing here depends on which municipality it serves."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, IPvAnyNetwork, SecretStr, model_validator

from shared.settings.section import Seconds, Section


class Deployment(Section):
    mode: Literal["development", "production"] = "production"
    """`development` allows what must never be open to the world: development tokens, a clock that runs faster."""

    @property
    def is_development(self) -> bool:
        return self.mode == "development"


class Secrets(Section):
    folder: Path | None = None
    """A folder with one file per secret, named like the setting: `database__password`, `broker__sasl_password`."""


class Database(Section):
    """One database per service. The timeouts keep a frozen process from holding a log head."""

    dsn: str = "postgresql://tilts@localhost:5432/tilts_{service}"
    """Where each service's database is; `{service}` is replaced by intake, cases, notifications or reporting."""
    dsn_intake: str | None = None
    dsn_cases: str | None = None
    dsn_notifications: str | None = None
    dsn_reporting: str | None = None
    password: SecretStr | None = None
    """Used when the address has none."""
    pool_min: int = Field(1, ge=0)
    pool_max: int = Field(8, ge=2)
    connect_timeout: Seconds = 5
    transaction_timeout: Seconds = 10
    idle_in_transaction_timeout: Seconds = 5
    lock_timeout: Seconds = 3
    statement_timeout: Seconds = 8
    keepalives_idle: Seconds = 10
    keepalives_interval: Seconds = 5
    keepalives_count: int = Field(3, ge=1)

    def dsn_for(self, service: str) -> str:
        """The address of `service`'s own database, password not included."""
        return getattr(self, f"dsn_{service}") or self.dsn.replace("{service}", service)

    @model_validator(mode="after")
    def _shorter_inside_longer(self) -> Self:
        if not self.lock_timeout < self.statement_timeout < self.transaction_timeout:
            raise ValueError(
                "timeouts must nest: lock_timeout < statement_timeout < transaction_timeout; "
                "otherwise the outer one cuts off what the inner one was to report"
            )
        if self.pool_min > self.pool_max:
            raise ValueError("pool_min is above pool_max; lower it")
        return self


class Broker(Section):
    """Kafka or what speaks its protocol. Correctness never depends on these values, latency does."""

    bootstrap_servers: tuple[str, ...] = Field(("localhost:9092",), min_length=1)
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ca_file: Path | None = None
    """Certificates that sign the brokers'; none means those of the system."""
    replication_factor: int = Field(1, ge=1)
    """Of the topics we create. Three brokers or more: 3, and two of them must have a record before it counts."""
    membership: Literal["assign", "group"] = "assign"
    """`assign` takes all partitions at once; `group` shares them between replicas (not on the embedded broker)."""
    fetch_wait_ms: int = Field(20, ge=1, le=5_000)
    produce_deadline: Seconds = 5
    """After this the producer is thrown away and built anew."""
    head_interval: Seconds = 3
    """How often the relay says where the log ends, so that a lost tail shows."""
    relay_poll: Seconds = 0.2
    """How soon the relay finds what nobody woke it for."""

    @model_validator(mode="after")
    def _sasl_is_whole(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"{self.security_protocol} needs sasl_username and sasl_password (or sasl_password_file)")
        return self


class Reporting(Section):
    behind_after: Seconds = 60
    """Seconds of which nothing was heard of a service until figures that rest on its facts say that they are behind."""


class Log(Section):
    """Fixed when a log is created; checked at every start, because another number would break order per key."""

    partitions: int = Field(6, ge=1, le=256)
    parked_messages_days: int = Field(14, ge=1, le=365)
    """How long a partner's message that could not be processed is kept; its sender was told at once."""


class BaseUrls(Section):
    """Where another service answers, when it is not in this process."""

    intake: str | None = None
    cases: str | None = None
    notifications: str | None = None
    reporting: str | None = None


class Http(Section):
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65_535)
    """0 takes a free one."""
    base_urls: BaseUrls = BaseUrls()
    cors_origins: tuple[str, ...] = ()
    max_body_bytes: int = Field(1_048_576, ge=1_024)
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    """Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses or networks (`10.0.3.0/24`) of the
    reverse proxies in front. Without them everybody who comes through one counts as one caller."""

    def base_url(self, service: str) -> str:
        """Where `service` answers, without a slash at the end."""
        return (getattr(self.base_urls, service) or f"http://{self.host}:{self.port}/{service}").rstrip("/")


class Security(Section):
    development_key: SecretStr | None = None
    """Signs development tokens; refused in production."""
    index_key: SecretStr | None = None
    """Keys the fingerprints by which intake finds a person again, and the codes that are shown to somebody. Changing it
    makes everybody a stranger, and the codes worthless: keep it."""
