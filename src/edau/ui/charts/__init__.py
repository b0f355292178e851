"""Charts and maps as SVG text: plain data and translated labels in, one accessible picture out."""
