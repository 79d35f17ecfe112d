"""Where the bytes of documents are received, kept, read and swept; and what the service writes itself, as PDF."""
