"""Signing in at an OpenID Connect provider: the protocol only, it knows no schools or roles.

Our own small client and not allauth's: that one sends no nonce, does not check the signature of
an ID token, and keeps everything the provider says of a person. For pupils that is too much.
"""
