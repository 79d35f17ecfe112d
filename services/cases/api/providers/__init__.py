"""What a provider sees and says, over HTTP: its own requests and its own capacity, and nothing else."""
