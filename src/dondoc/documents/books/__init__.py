"""Books that the office prints: their columns, as sheet and as workbook."""
