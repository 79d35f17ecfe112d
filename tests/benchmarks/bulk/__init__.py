"""Imports of files: rows a second beside a bare COPY and beside a transaction a row, and whether memory stays flat."""
