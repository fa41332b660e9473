"""Settings, which users import from linkcheck, with what each of them declares."""

from linkcheck._settings import DECLARED as DECLARED
from linkcheck._settings import JUDGING as JUDGING
from linkcheck._settings import Settings as Settings
