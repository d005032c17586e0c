"""What providers say of people."""

ECK = "https://ketenid.nl/201703/" + "aB" * 64


def pupil_claims(**more):
    return {
        "sub": "s-1",
        "uid": "9f8e@school.example",
        "eduPersonAffiliation": ["student"],
        **more,
    }


def staff_claims(user, **more):
    return {
        "sub": "s-2",
        "uid": "77aa@school.example",
        "eduPersonAffiliation": ["employee", "staff"],
        "email": user.email,
        "mail": user.email,
        "email_verified": True,
        **more,
    }
