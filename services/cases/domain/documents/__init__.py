"""Documents of a case: scans, photos, and what the service issues itself. Here is what they are, never their bytes."""
