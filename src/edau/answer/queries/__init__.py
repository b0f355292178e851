"""Questions about answers: who owes one, what was answered, what is owed."""
