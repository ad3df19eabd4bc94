"""Full text over the register: what is asked, what is indexed, who finds what."""
