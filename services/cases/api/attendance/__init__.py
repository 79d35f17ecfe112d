"""Sessions and who came to them, over HTTP."""
