"""Exchange of documents with other agencies (liên thông văn bản) as edXML, QCVN 102:2016/BTTTT."""
