// The API's endpoints: what they take and answer, and a form to call them, beside the documented examples.
import {button, copyButton, empty, fill, form as makeForm, grid, h, mark, search, section, select} from "./dom.js"
import {control, database, send} from "./api.js"
import {curlAs} from "./curl.js"
import {SchemaForm, typeWords} from "./form.js"
import {differences, tree} from "./json.js"

export const title = "Endpoints"

const REFUSALS = {Failure: "status, message", FieldFailure: "status, field, message", FieldFailures: "status, errors"}

async function load(context) {
	const [{components: {schemas}, paths}, examples] = await Promise.all([context.once("/openapi.json"), context.once("/examples")])
	const resolve = (schema) => (schema?.$ref ? schemas[schema.$ref.split("/").at(-1)] : schema)

	/** Every field of an answer as [path, type, meaning]. */
	function flatten(schema, path = "") {
		const plain = resolve(schema) ?? {}
		const whole = (plain.oneOf ?? [plain]).map(resolve).find(({properties, items}) => properties || items) ?? {}
		if (whole.items) return flatten(whole.items, `${path}[]`)
		return Object.entries(whole.properties ?? {}).flatMap(([name, field]) => {
			const at = path ? `${path}.${name}` : name
			return [[h("code", at), typeWords(resolve(field)), field.description], ...flatten(field, at)]
		})
	}

	return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([lower, {operationId: key, summary, description, tags, security, parameters = []}]) => {
		const method = lower.toUpperCase()
		const names = parameters.filter((parameter) => parameter.in === "path")
		const pattern = new RegExp(`^${path.split(/\{[^}]+\}/).map((text) => text.replace(/[.+]/g, "\\$&")).join("([^/]+)")}/?$`)
		const params = schemas[`${key}_params`] ?? {}
		const response = JSON.stringify(schemas[`${key}_response`] ?? {})
		return {
			key, path, method, pattern, summary, description, chapter: tags?.[0] ?? "Others", needsSession: security?.length > 0, names: names.map(({name}) => name),
			schema: {
				properties: {...Object.fromEntries(names.map(({name, schema, description}) => [name, {description, ...schema}])), ...params.properties},
				required: [...names.map(({name}) => name), ...(params.required ?? [])],
			},
			answer: () => flatten(schemas[`${key}_result`]), refusals: Object.keys(REFUSALS).filter((name) => response.includes(`schemas/${name}"`)),
			examples: examples.filter(({request}) => request.method === method && pattern.test(request.path)),
		}
	}))
}

/** The endpoint that a call was made to. */
export async function endpoint(context, call) {
	return (await load(context)).find(({method, pattern}) => method === call.method && pattern.test(call.path))
}

export function documentation({schema, description, answer, method, needsSession, refusals}) {
	const parameters = Object.entries(schema.properties).map(([name, one]) => [h("code", name), typeWords(one), [one.description, schema.required.includes(name) && " (required)"]])
	const fields = answer()
	const heads = (first) => [first, "Type", "Meaning"]
	return [description && h("p", description), h("h3", "Parameters"), parameters.length === 0 ? "None." : grid("Parameters", heads("Name"), parameters),
		h("h3", "Answer"), method === "GET" ? "An image, or 404." : fields.length === 0 ? "No fields." : grid("Answer", heads("Field"), fields),
		h("h3", "Refusals"), h("ul", needsSession && h("li", "Without a session: JSON-RPC error 100, Odoo Session Expired"),
			refusals.map((name) => h("li", "An object of ", h("code", REFUSALS[name]))), method === "POST" && refusals.length === 0 && h("li", "JSON-RPC error -32602"))]
}

export function mount(root, context) {
	const menu = h("nav.side", {"aria-label": "Endpoints by chapter"})
	const pane = h("div.pane.endpoint")
	const links = new Map()
	const none = empty("No endpoint is like that: change the text above.")
	none.hidden = true
	const loaded = load(context)
	fill(root, h("header.bar", h("h1", title), search("Find an endpoint", (text) => {
		for (const {element, words} of links.values()) element.parentElement.hidden = !words.includes(text)
		none.hidden = !!menu.querySelector("li:not([hidden])")
	})), h("div.split", menu, pane))

	loaded.then((operations) => fill(menu, Object.entries(Object.groupBy(operations, ({chapter}) => chapter)).map(([chapter, list]) => [h("h2", chapter), h("ul", list.map((one) => {
		const element = h("a", {href: context.link("endpoints", one.key), title: `${one.method} ${one.path}`}, one.summary)
		links.set(one.key, {element, words: `${one.summary} ${one.path}`.toLowerCase()})
		return h("li", element)
	}))]), none), () => {})

	async function show([key]) {
		const operations = await loaded
		for (const [name, {element}] of links) mark(element, name === key)
		root.classList.toggle("chosen", key !== undefined)
		const operation = operations.find((one) => one.key === key)
		if (operation) return call(operation, await control("GET", `${database(context.database)}/tables/res_users?limit=200`).catch(() => []))
		fill(pane, empty("Choose an endpoint to read about it and call it."))
	}

	function call(operation, users) {
		const {path, method, pattern, names, needsSession, examples, schema, summary} = operation
		// What the reader wants to send again, changed.
		const meant = context.meant && pattern.test(context.meant.path) ? context.meant : null
		context.meant = null
		const given = ({path, params}) => ({...Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(pattern.exec(path)[index + 1])])), ...params})
		const form = new SchemaForm(schema, meant ? given(meant) : {})
		const user = select([["", "Nobody signed in"], ...users.map(({login}) => login)], meant ? meant.login ?? "" : needsSession ? users[0]?.login : "", null, "Send as")
		const [result, beside] = [h("section.card", {"aria-live": "polite"}), h("section.card")]
		let example = examples[0]
		let answered = null

		function request() {
			const params = form.value()
			let filled = path
			for (const name of names) {
				filled = filled.replace(`{${name}}`, encodeURIComponent(params[name] ?? ""))
				delete params[name]
			}
			return {method, path: filled, database: context.database, body: method === "POST" ? JSON.stringify({jsonrpc: "2.0", method: "call", id: null, params}) : undefined}
		}

		async function submit() {
			answered = await send({...request(), login: user.value})
			draw()
		}

		function draw() {
			const documented = example?.response.body
			fill(result, h("h3", "Answer"), answered ? answer(answered, documented) : empty("Send the call to see its answer here."))
			fill(beside, h("h3", "Documented example"), !example ? empty("The reference has none.") : [
				h("div.actions", select(examples.map(({name}) => name), example.name, (name) => {
					example = examples.find((one) => one.name === name)
					draw()
				}, "Example"), button("Use its params", () => form.set(given({path: example.request.path, params: example.request.body?.params})))),
				h("p.hint", `In the scenario ${example.scenario}${example.as ? `, as ${example.as}` : ""}.`),
				tree(documented, {other: answered?.json, absent: "not in the answer"})])
		}

		fill(pane, h("a.back", {href: context.link("endpoints")}, "All endpoints"), h("h2", summary), h("p", h("code", `${method} ${path}`), needsSession ? " · for users who are signed in" : " · for everyone"),
			h("section.card", makeForm(submit, form.element, h("div.actions", h("label", "Send as ", user), h("button.primary", "Send"), copyButton("Copy as curl", () => curlAs(user.value, request()))))),
			h("div.columns", result, beside), h("section.card", documentation(operation)))
		draw()
		pane.scrollTop = 0
	}

	return {show}
}

function answer({status, milliseconds, json, text, image}, documented) {
	const found = json !== undefined && documented !== undefined && differences(documented, json)
	return [h("p", h("b", {class: status < 400 ? "good" : "bad"}, status), ` in ${milliseconds.toFixed(0)} ms`,
		found && ` · ${found.shape === 0 ? "shaped as documented" : `${found.shape} differ in shape`}, ${found.value} in value`),
	image ? h("img.picture", {src: URL.createObjectURL(image), alt: "The answered image"}) : json === undefined ? h("pre", text || "(empty)")
		: tree(json, {other: documented, absent: "not in the example"})]
}
