"""Building reporting's projections anew from all logs, and comparing them: how fast, and in how much memory."""
