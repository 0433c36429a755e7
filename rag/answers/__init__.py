"""Answer: question and findings in, a cited and verified answer out."""
