"""How Tilts runs: the embedded parts, Apache Kafka, the command line and the settings of each municipality."""
