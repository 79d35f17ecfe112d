"""One module for each command, imported only when it is typed: `main` knows their names and their lines of help."""
