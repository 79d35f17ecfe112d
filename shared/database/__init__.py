"""PostgreSQL: connections that cannot hang, migrations, and tables that keep frozen dataclasses."""
