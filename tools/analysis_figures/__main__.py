"""Write all figures: `python -m tools.analysis_figures`."""

from tools.analysis_figures.files import write_all

if __name__ == "__main__":
    write_all()
