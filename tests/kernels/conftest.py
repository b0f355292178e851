from hypothesis import settings

# A busy machine must not fail a property for being slow.
settings.register_profile("edau", deadline=None)
settings.load_profile("edau")
