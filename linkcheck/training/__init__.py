"""Everything that makes the packaged models, weights and calibrations; needs labelled pairs."""
