"""Signs in with the models that datamodel-code-generator made: datamodel_code_generator.py URL."""
import sys
import urllib.request

import models
from pydantic import TypeAdapter


def call(path, body, answer, session=None):
    """Posts a model, and reads the answer as one of the types that the document lists."""
    headers = {"Content-Type": "application/json", **({"X-Openerp-Session-Id": session} if session else {})}
    data = body.model_dump_json(exclude_unset=True).encode()
    response = urllib.request.urlopen(urllib.request.Request(sys.argv[1] + path, data, headers), timeout=30)
    return TypeAdapter(answer | models.RPCError).validate_json(response.read())


def sign_in(password):
    params = models.SigninParams(login="lucy@demo.example", password=password)
    body = models.SigninCall(jsonrpc="2.0", method="call", params=params)
    return call("/signin/1.0/json", body, models.SigninResponse).result


def dashboard(session):
    body = models.PartnerDashboardCall(jsonrpc="2.0", method="call")
    return call("/partner/dashboard", body, models.PartnerDashboardResponse, session)


refused = sign_in("wrong")
assert isinstance(refused, models.Failure), refused
session = sign_in("demo-password")
assert isinstance(session, models.SigninResult) and session.name == "Lucy", session
answer = dashboard(session.session_id)
assert isinstance(answer, models.PartnerDashboardResponse) and answer.result.country_code == "GB", answer
answer = dashboard(None)
assert isinstance(answer, models.RPCError) and answer.error.code == 100, answer
