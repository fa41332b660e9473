"""The detectors of details, one file each: what the page says otherwise of the same thing."""
