"""How fast the program is with a long history, measured on this machine."""
