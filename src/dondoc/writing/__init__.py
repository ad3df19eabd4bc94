"""What to say, set by Nghị định 30/2020/NĐ-CP, and the check of any .docx by it. Pure: no Django, no clock."""
