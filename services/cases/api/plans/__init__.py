"""Plans, recommendations, crisis plans and practice over HTTP."""
