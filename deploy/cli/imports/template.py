"""What a file may have: its columns in words, and an empty one to fill in."""

from deploy.cli.imports.kinds import kinds


def template(kind: str) -> str:
    """The first line of a file of this kind, in the order of the contract."""
    return ",".join(column.name for column in kinds()[kind].columns)


def described(kind: str) -> str:
    """All columns with their other names and meanings, for the end of a help text."""
    chosen = kinds()[kind]
    also = {name: alias for alias, name in chosen.aliases.items()}
    names = [
        f"{column.name} ({also[column.name]})" if column.name in also else column.name for column in chosen.columns
    ]
    widest = max(map(len, names))
    lines = [
        f"  {name:<{widest}}  {'required. ' if column.required else ''}{column.meaning}"
        for name, column in zip(names, chosen.columns, strict=True)
    ]
    # "\b" keeps the lines as they are.
    return "\b\nColumns, and what else they may be called:\n" + "\n".join(lines)
