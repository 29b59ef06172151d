"""What crosses a border between processes: plain data, written by the owner, one module an owner."""
