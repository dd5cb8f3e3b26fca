"""The bare script that handbill is measured against: import WeasyPrint, render one HTML file, stop.

Called as `bare.py PAGE.html OUT.pdf`. The page is the one that handbill itself sets, with the
sizes already found, its stylesheet beside it, and the same fonts through FONTCONFIG_FILE.
"""

import sys

from weasyprint import HTML

if __name__ == "__main__":
    HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
