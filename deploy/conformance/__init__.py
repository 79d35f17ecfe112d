"""What a partner's developers need before they talk to us: our judgement of their messages, without our cluster."""
