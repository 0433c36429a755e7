"""Read what articles claim: text in, claims, events and findings out; no model, no file, no clock."""
