"""Reading rights of one document (quyền truy cập từng văn bản): given to a person or a unit, and withdrawn."""
