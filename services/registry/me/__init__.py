"""Me: what somebody who is signed in sees and settles of themselves."""
