"""Room four: where post and page differ. Pure: no socket, no file, no clock.

The doors are `weighing.prepare_post`, `weighing.prepare_page` (each done once) and `weighing.weigh`,
which returns the Evidence of one pair.
"""
