"""Movement analysis in pure Python: no Django, no settings, no database, no date.

Pictures count pixels with x to the right and y down. Body coordinates are in leg lengths with x forward and y
up. Times are seconds from a clip's first frame. Units stand in names (`_deg`, `_s`, `_px`, `_hz`).
"""

#: Stored with every report; any change that moves a number raises it and stands in CHANGELOG under "Analysis changes".
ANALYSIS_VERSION = "2026.1"
