"""Need splits: one need becomes several that go their own ways; their origin stays findable."""
