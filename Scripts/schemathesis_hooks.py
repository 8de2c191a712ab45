"""Keeps the fuzzed control calls from waiting for what never comes."""

import schemathesis


@schemathesis.hook
def map_query(context, query):
    if isinstance(query, dict):
        query.pop("wait", None)
    return query


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict):
        body.pop("within_seconds", None)
    return body
