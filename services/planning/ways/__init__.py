"""Ways: what is known about the way of one need, before it is told as a journey or a passport."""
