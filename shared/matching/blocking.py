"""Under which keys somebody is looked for: two who share none are never compared.

A key must be rare enough to lead to few people, and each kind forgives another mistake: the name without its order, the
date of birth with one initial (a misspelt name, a family name changed by marriage), the phone, the household.
"""

from shared.matching.description import Description


def blocks(who: Description) -> tuple[str, ...]:
    """The keys in plain words: personal data, to be made unreadable before they are kept. No two are the same."""
    keys = []
    if len(who.names) > 1:
        keys.append(f"name:{' '.join(who.names)}")
    if who.birth_date:
        initials = sorted({name[0] for name in (who.given_name, who.family_name) if name})
        keys += [f"born:{who.birth_date.isoformat()}:{initial}" for initial in initials]
    if who.phone:
        keys.append(f"phone:{who.phone}")
    if who.address and who.family_name:
        keys.append(f"home:{who.address}:{who.family_name}")
    return tuple(keys)
