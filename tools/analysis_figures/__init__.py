"""The figures of docs/analysis: `python -m tools.analysis_figures` writes each of them anew.

They are those of `biomech.synthetic_joints`, and every number in them is measured on what is drawn by the code that
measures clips. Leg lengths in, an SVG of 360 by 260 out, the same each time.
"""
