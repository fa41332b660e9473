"""The commands of linkcheck, one module each, and what they share: settings, inputs, output, progress."""
