"""Every leaf field in every context: is it printed where its rule stands, refused, or silent?"""
