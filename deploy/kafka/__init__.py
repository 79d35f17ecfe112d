"""Apache Kafka itself, from its Maven jars: one node as a child process, without Docker."""
