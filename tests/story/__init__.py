"""Stories told over HTTP as the people in them would: a family's, while services are killed, and a boy's who waits."""
