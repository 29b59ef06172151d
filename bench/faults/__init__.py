"""What the figures about faults share: real processes to kill and freeze, clients that retry, planted bugs."""
