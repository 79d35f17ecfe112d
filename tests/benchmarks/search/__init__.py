"""Search over 5 000 services and 200 000 requests for them, over HTTP, beside a bare select."""
