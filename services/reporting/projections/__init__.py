"""The tables that facts are folded into, what each fact says of their rows, and the one statement that writes them."""
