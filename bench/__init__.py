"""The measurements: figures with a goal each, and the twins and peers they are held against."""
