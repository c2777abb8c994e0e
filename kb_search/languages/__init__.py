"""What is known of scripts and languages: where words begin and end, their stems, those that say nothing."""
