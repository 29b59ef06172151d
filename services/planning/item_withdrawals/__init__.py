"""Item withdrawals: a project is taken out of the draft of a plan, with a reason; what was typed stays readable."""
