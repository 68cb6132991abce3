"""The demonstration: one athlete with twelve weeks behind her, one coach."""
