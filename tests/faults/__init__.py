"""The figures about faults, in small."""
