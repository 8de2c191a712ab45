"""Signs in with the client that openapi-python-client made: openapi_python_client.py URL."""
import sys

from nebeus_api_client import Client
from nebeus_api_client.api.authentication import signin
from nebeus_api_client.api.dashboard import partner_dashboard
from nebeus_api_client.models import (
    Failure, PartnerDashboardCall, PartnerDashboardResponse, PartnerDashboardResult, RPCError, SigninCall, SigninParams,
    SigninResponse, SigninResult,
)

url = sys.argv[1]
anonymous = Client(base_url=url)


def sign_in(password):
    params = SigninParams(login="lucy@demo.example", password=password)
    answer = signin.sync(client=anonymous, body=SigninCall(jsonrpc="2.0", method="call", params=params))
    assert isinstance(answer, SigninResponse), answer
    return answer.result


def dashboard(client):
    return partner_dashboard.sync(client=client, body=PartnerDashboardCall(jsonrpc="2.0", method="call"))


refused = sign_in("wrong")
assert isinstance(refused, Failure) and refused.status == "error", refused
session = sign_in("demo-password")
assert isinstance(session, SigninResult) and session.name == "Lucy", session
answer = dashboard(Client(base_url=url, headers={"X-Openerp-Session-Id": session.session_id}))
assert isinstance(answer, PartnerDashboardResponse) and isinstance(answer.result, PartnerDashboardResult), answer
assert answer.result.country_code == "GB" and len(answer.result.accounts) == 2, answer
answer = dashboard(Client(base_url=url))
assert isinstance(answer, RPCError) and answer.error.code == 100, answer
