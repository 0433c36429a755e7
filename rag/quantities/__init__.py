"""Read the numbers and times of a text: which figures and dates it prints, and what each allows; no claim, no model."""
