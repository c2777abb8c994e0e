"""Words that mean the same to a workspace's readers, in each language."""
