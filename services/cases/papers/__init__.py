"""The bytes of documents: received, kept, read and swept; and what the service writes itself, as accessible PDF."""
