"""What residents bring themselves, at the desk or over the web, and how a reporter is treated."""
