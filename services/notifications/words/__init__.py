"""What agencies read where nobody may read content: messages in four languages, and the page behind the link."""
