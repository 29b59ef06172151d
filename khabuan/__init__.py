"""The command line: starts, migrates, loads and describes the whole platform."""
