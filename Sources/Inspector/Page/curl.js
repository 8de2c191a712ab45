// Calls as commands for a shell.

export const quote = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`

export function curl({method, path, body, database, session}) {
	const url = quote(location.origin + path)
	const parts = [method === (body === undefined ? "GET" : "POST") ? `curl ${url}` : `curl -X ${method} ${url}`]
	if (database && database !== "nebeus") parts.push(`-H ${quote(`X-Odoo-Database: ${database}`)}`)
	if (session) parts.push(`-H "X-Openerp-Session-Id: ${session}"`)
	if (body !== undefined) parts.push(`-H 'Content-Type: application/json'`, `-d ${quote(typeof body === "string" ? body : JSON.stringify(body))}`)
	return parts.join(" \\\n  ")
}

/** The same as a user, by a session that is opened first. */
export function curlAs(login, call) {
	if (!login) return curl(call)
	const sessions = `${location.origin}/_mock/databases/${call.database}/sessions`
	return `SESSION=$(curl -s ${quote(sessions)} -d ${quote(JSON.stringify({login}))} | sed 's/.*"session_id":"\\([^"]*\\)".*/\\1/')\n${curl({...call, session: "$SESSION"})}`
}
