"""The public catalogue over HTTP, in the shape of HSDS 3.0."""
