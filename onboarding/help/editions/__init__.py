"""The numbered states of a workspace's articles, by which what is derived from them knows what changed since."""
