"""The rooms every service shares: the language of the facts, the stream, the database, HTTP, settings."""
