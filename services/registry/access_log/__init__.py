"""The access log: who looked at whose personal data, why and when."""
