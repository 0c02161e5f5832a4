"""What the page says about signing in and roles."""

PAGE_SIGN_IN = "Sign in"
SIGN_IN_LEAD = "Whoever is listed as an editor here can add articles and correct what was read, after signing in."
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out"
SIGNED_IN_AS = "You are signed in as {name}."
ROLE_IS = {
    "editor": "You are an editor: you may add articles and correct what was read.",
    "reader": "You are a reader: you may look at everything and change nothing.",
    "nobody": "You are not listed as a reader here. Ask the operator of this page.",
}
