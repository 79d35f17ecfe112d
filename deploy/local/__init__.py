"""PostgreSQL and a Kafka-compatible broker as child processes, so that nothing has to be installed or administered."""
