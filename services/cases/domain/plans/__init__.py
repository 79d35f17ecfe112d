"""Plans in their editions, recommendations, crisis plans, and what practice teaches others."""
