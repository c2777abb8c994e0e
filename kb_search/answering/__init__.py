"""From the terms to look for to an answer: which documents, in which order, and what to show of them."""
