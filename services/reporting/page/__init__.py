"""The one page of reporting: tables with charts beside them, drawn on the server, nothing to run in the browser."""
