"""Tasks: what has to be done about a case, by whom and until when."""
