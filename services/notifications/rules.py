"""The municipality's settings in the domain's terms."""

from datetime import timedelta

from pydantic import SecretStr

from services.notifications.domain.disclosure import CONTENT_FREE
from services.notifications.domain.reminders.rules import Gathering, Period, Quiet, ReminderRule, ReminderRules
from services.notifications.domain.rules import Patience, Rule, Rulebook, Window
from services.notifications.sending.signing import Signing
from shared.contracts.codes import NoticeChannel
from shared.settings import Settings, SettingsError
from shared.settings.notices import NoticeRule
from shared.settings.reminders import ReminderRule as ConfiguredReminder
from shared.settings.reminders import Reminders
from shared.settings.section import Dated


def rules(settings: Settings) -> Rulebook:
    """Raises SettingsError when a rule uses a channel that would not work: the agency would never hear of anything."""
    if problems := [text for rule in settings.notifications.rules.rule if (text := _cannot(rule, settings))]:
        raise SettingsError("The settings of notifications", problems)
    return rulebook(settings)


def rulebook(settings: Settings) -> Rulebook:
    """The rules as they are written, whether what they need to work is there or not: secrets are elsewhere."""
    configured = settings.notifications.rules
    municipalities = {partner.atvk: code for code, partner in settings.partners.items() if partner.atvk}
    windows = tuple(Window(one.within, one.valid_from, one.valid_until) for one in configured.coalescing)
    patience = tuple(
        Patience(one.answer_within, one.outcome_within, one.person_within, one.valid_from, one.valid_until)
        for one in configured.follow_up
    )
    rules = tuple(map(_rule, configured.rule))
    return Rulebook(
        rules, settings.calendar.calendar(), municipalities, windows, patience,
        _reminders(settings.notifications.reminders),
    )  # fmt: skip


def _cannot(rule: NoticeRule, settings: Settings) -> str | None:
    if needed := {channel: name for channel in rule.channels if (name := _missing(channel, settings))}:
        channel, name = next(iter(needed.items()))
        return f"notice rule {rule.code} uses {channel}, which cannot work without notifications.{name}; set it"
    if NoticeChannel.WEBHOOK not in rule.channels or _signs(settings.partners[rule.agency].webhook_secret):
        return None
    variable = f"TILTS_PARTNERS__{rule.agency.replace('-', '_').upper()}__WEBHOOK_SECRET"
    return (
        f"partners.{rule.agency}.webhook_secret, which signs what we send, is missing or is not `whsec_` and base64; "
        f"set {variable}"
    )


def _missing(channel: NoticeChannel, settings: Settings) -> str | None:
    """What a channel lacks. In development messages may be laid down in a folder, with links to this machine."""
    if channel not in CONTENT_FREE or settings.deployment.is_development:
        return None
    brings = "mail" if channel is NoticeChannel.EMAIL else "drop_folder"
    return next((name for name in (brings, "public_url") if not getattr(settings.notifications, name)), None)


def _signs(secret: SecretStr | None) -> bool:
    try:
        Signing.read(secret.get_secret_value() if secret else "")
    except ValueError:
        return False
    return True


def _rule(rule: NoticeRule) -> Rule:
    return Rule(
        code=rule.code, agency=rule.agency, purpose=rule.purpose, legal_basis=rule.legal_basis, article=rule.article,
        field_set=rule.field_set, channels=rule.channels, acknowledge_within=rule.acknowledge_within,
        escalation=tuple((step.after, step.level) for step in rule.escalation), valid_from=rule.valid_from,
        valid_until=rule.valid_until, needs=frozenset(rule.needs), priorities=frozenset(rule.priorities),
        age_bands=frozenset(rule.age_bands), groups=frozenset(rule.groups), risks=frozenset(rule.risks),
        modes=frozenset(rule.modes), on=rule.on,
    )  # fmt: skip


def _reminders(configured: Reminders) -> ReminderRules:
    return ReminderRules(
        tuple(map(_reminder, configured.rule)),
        tuple(Quiet(one.begins, one.ends, _period(one)) for one in configured.quiet),
        tuple(Gathering(timedelta(minutes=one.minutes), _period(one)) for one in configured.gathering),
    )


def _reminder(rule: ConfiguredReminder) -> ReminderRule:
    return ReminderRule(
        rule.code, rule.of, _period(rule), frozenset(rule.modes), frozenset(rule.places), rule.only_confirmed,
        rule.days_before, rule.at, rule.hours_before,
    )  # fmt: skip


def _period(dated: Dated) -> Period:
    return Period(dated.valid_from, dated.valid_until)
