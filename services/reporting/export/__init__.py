"""What leaves reporting as files: rows for analysts, figures as sheets and on paper, open data."""
