"""Joint agendas: what a province works on together in a year, with the joint plan and budget that go with it."""
