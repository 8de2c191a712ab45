// Calls to the server: the control plane with its token, and the API as any client makes it.

const TOKEN = "nebeus-mock-token"

/** What the server refused, in its own words. */
export class Refused extends Error {
	constructor(status, problem) {
		super(problem?.detail ?? `The server answered ${status}`)
		this.status = status
		this.problem = problem ?? {}
	}
}

export class Unreachable extends Error {
	constructor() { super("The server can't be reached") }
}

/** Set by the shell. */
export const hooks = {askForToken: async () => null, busy: () => {}}

let asking = null

function headers(more = {}) {
	const token = sessionStorage.getItem(TOKEN)
	return token ? {Authorization: `Bearer ${token}`, ...more} : more
}

async function request(path, options) {
	try {
		return await fetch(path, {credentials: "omit", cache: "no-store", ...options})
	} catch (error) {
		if (error.name === "AbortError") throw error
		throw new Unreachable()
	}
}

/** A control call's response; asks for the token where one is wanted. */
export async function open(method, path, {body, signal, cookies = false} = {}) {
	for (;;) {
		const response = await request(`/_mock${path}`, {
			method, signal, headers: headers(body === undefined ? {} : {"Content-Type": "application/json"}),
			credentials: cookies ? "same-origin" : "omit",
			body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
		})
		if (response.status === 401) {
			const sent = sessionStorage.getItem(TOKEN)
			asking ??= hooks.askForToken(sent !== null).finally(() => { asking = null })
			sessionStorage.setItem(TOKEN, await asking)
			continue
		}
		if (!response.ok) throw new Refused(response.status, await response.json().catch(() => null))
		return response
	}
}

/** A control call's answer. What takes longer than 300 ms shows that it does, unless it is `quiet`. */
export async function control(method, path, body, {quiet = false, as = "json", ...options} = {}) {
	if (!quiet) hooks.busy(1)
	try {
		const response = await open(method, path, {body, ...options})
		return response.status === 204 ? null : await response[as]()
	} finally {
		if (!quiet) hooks.busy(-1)
	}
}

export const database = (name) => `/databases/${encodeURIComponent(name)}`

/** Sessions that this page opened, by database and login. */
const sessions = new Map()

export async function session(name, login) {
	const key = `${name} ${login}`
	if (!sessions.has(key)) {
		const opened = await control("POST", `${database(name)}/sessions`, {login})
		sessions.set(key, opened.session_id)
	}
	return sessions.get(key)
}

export function forgetSessions() { sessions.clear() }

/** Calls the API as a client would, as `login` or as nobody. */
export async function send({database, login, method, path, body}) {
	const fields = {"X-Odoo-Database": database}
	if (login) fields["X-Openerp-Session-Id"] = await session(database, login)
	if (body !== undefined) fields["Content-Type"] = "application/json"
	hooks.busy(1)
	try {
		const start = performance.now()
		const response = await request(path, {method, headers: fields, body})
		const data = await response.blob()
		const milliseconds = performance.now() - start
		const isImage = data.type.startsWith("image/")
		const text = isImage ? "" : await data.text()
		return {status: response.status, text, json: parse(text), image: isImage ? data : null, milliseconds}
	} catch (error) {
		if (error instanceof Unreachable) throw new Error("No answer: the connection was cut, or the server is gone")
		throw error
	} finally {
		hooks.busy(-1)
	}
}

export function parse(text) {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}
