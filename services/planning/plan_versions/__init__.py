"""Plan versions: an adopted plan is changed, added to or revised in a draft that takes its place when adopted."""
