"""One file a figure: `NAME`, `GOAL` and `measure(size, seed, control)`; `bench.score` finds them."""
