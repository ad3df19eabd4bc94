"""People in their posts: appointing, ending, delegation while absent, signing mandates, and the page of a person."""
