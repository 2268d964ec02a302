"""What a county's workbook means, as pure functions: its sheets, its columns, its rows, its words."""
