"""Need origins: the one walk from needs to what they became and to what they came from."""
