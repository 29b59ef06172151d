"""Planning's part of province dashboards and tambon profiles."""
