"""Copies made from registered documents: sao y, sao lục, trích sao (Điều 25 to 27 Nghị định 30/2020/NĐ-CP)."""
