"""Video files made to do harm, or odd ones from honest phones, each with the verdict that it must end in.

`python -m tools.hostile FOLDER` writes them all; nothing of them is kept in the project.
"""
