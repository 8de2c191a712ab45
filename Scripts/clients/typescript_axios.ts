// Signs in with the client that openapi-generator's typescript-axios made: node typescript_axios.js URL.
import { AuthenticationApi, Configuration, DashboardApi, PartnerDashboard200Response, SigninResponse } from "./client"

// Part of axios since 1.4; Debian's is older.
declare module "axios" {
  export type RawAxiosRequestConfig = AxiosRequestConfig
}

// Node's own types are not among Debian's packages.
declare const process: { argv: string[]; exit(code: number): never }

const url = process.argv[2]
const envelope = { jsonrpc: "2.0", method: "call" } as const

async function signIn(password: string): Promise<SigninResponse["result"]> {
  const api = new AuthenticationApi(new Configuration({ basePath: url }))
  const { data } = await api.signin({ ...envelope, params: { login: "lucy@demo.example", password } })
  if (Array.isArray(data) || "error" in data) throw new Error(JSON.stringify(data))
  return data.result
}

async function dashboard(session?: string): Promise<PartnerDashboard200Response> {
  const headers = session === undefined ? {} : { "X-Openerp-Session-Id": session }
  const api = new DashboardApi(new Configuration({ basePath: url, baseOptions: { headers } }))
  return (await api.partnerDashboard(envelope)).data
}

function check(isTrue: boolean, value: unknown): void {
  if (!isTrue) throw new Error(`unexpected: ${JSON.stringify(value)}`)
}

async function main(): Promise<void> {
  const refused = await signIn("wrong")
  check("message" in refused && refused.status === "error", refused)
  const session = await signIn("demo-password")
  if (!("session_id" in session)) throw new Error(JSON.stringify(session))
  check(session.name === "Lucy", session)
  const answer = await dashboard(session.session_id)
  check("result" in answer && answer.result.country_code === "GB", answer)
  const anonymous = await dashboard()
  check("error" in anonymous && anonymous.error.code === 100, anonymous)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
