// Misbehaviour to order: those that are ordered, with live counts; presets; and a form for every kind.
import {button, card, empty, field, fill, form as makeForm, grid, h, input, refill, select, space, sureButton} from "./dom.js"
import {control, database, parse} from "./api.js"

export const title = "Faults"

const PRESETS = [
	["slow-3s", "Slow by 3 s", "Every call takes three seconds longer", {delay_ms: 3_000}],
	["unavailable-once", "503 once", "The next call is answered 503", {status: 503, times: 1}],
	["offline", "Offline", "Every connection is reset", {reset: true}],
	["lost-purchase", "Lost answer of a purchase", "The next purchase is made, but its answer is lost", {path: "/buy_currency/1.0/json", reset: true, when: "after", times: 1}],
	["session-expired-once", "Session expired once", "The next call finds its session expired", {error: {code: 100, message: "Odoo Session Expired"}, times: 1}],
]

/** The kinds: [member that tells them, words, fields of their own as [member, label, value, hint]]. */
const KINDS = [
	["status", "An answer with a status", [["status", "Status", 503], ["headers", "Header fields", "", `JSON: {"Retry-After": "5"}`], ["body", "Body", "", "JSON, or any text"]]],
	["error", "A JSON-RPC error", [["error", "Error", `{"code": 200, "message": "Odoo Server Error"}`]]],
	["reset", "A reset connection", []],
	["truncate", "A truncated answer", [["truncate", "Bytes that are sent", 100]]],
	["slow_bytes_per_second", "A slow answer", [["slow_bytes_per_second", "Bytes per second", 100]]],
	["delay_ms", "A delay", []],
]

const COMMON = [
	["path", "Path", "", "Every one; as sent, a route, or the start of one and *"], ["method", "Method", "", "Any"], ["params", "Params", "", "JSON; objects match in part"],
	["times", "Times", "", "How many calls it strikes; all"], ["after", "After", "", "How many calls pass first"], ["probability", "Probability", "", "From 0 to 1"],
	["delay_ms", "Delay in milliseconds", "", `Or {"min": 100, "max": 900}`],
]

/** Members that are text; others are JSON. A body may be either. */
const TEXTS = ["id", "path", "method", "when"]

const kindOf = (fault) => KINDS.find(([member]) => fault[member] !== undefined) ?? KINDS[0]
const shown = (value) => (value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value))

export function mount(root, context) {
	const {feed} = context
	const path = (id = "") => `${database(context.database)}/faults${id && `/${id}`}`
	const list = h("div")
	const presets = h("div.presets")
	const own = makeForm(order)
	let kind = KINDS[0]
	let chosen

	const put = async ({id, ...fault}) => feed.setFault(await control("PUT", path(id), fault))

	const remove = (id) => control("DELETE", path(id))

	function drawList() {
		const ids = new Set(feed.faults.map(({id}) => id))
		refill(presets, [...ids], () => PRESETS.map(([id, name, meaning, fault]) => button([h("b", name), h("span", ids.has(id) ? "On: click to end it" : meaning)],
			() => (ids.has(id) ? remove(id) : put({id, ...fault})), {class: "preset", "aria-pressed": String(ids.has(id)), "data-id": id})))
		refill(list, [feed.faults, chosen], () => (feed.faults.length === 0 ? empty("No faults: every call is answered as it should be. Order one by a click above, or with the form.")
			: grid("Faults", ["Id", "What", "Matched", "Struck", ""], feed.faults.map(({id, matched, struck, ...fault}) => h("tr", {class: id === chosen ? "chosen" : null, "data-id": id},
				h("td", h("a", {href: context.link("faults", id)}, id)), h("td", h("code", Object.entries(fault).map(([name, value]) => `${name}: ${shown(value)}`).join(", "))),
				h("td.numeric", matched), h("td.numeric", struck), h("td.actions", button("Edit", () => edit({id, ...fault})), button("Remove", () => remove(id))))))))
	}

	function drawForm(fault) {
		const control = ([name, label, value, hint]) => field(label, input({name, required: name === "id", value: shown(fault[name] ?? value)}), hint)
		fill(own, h("div.fields", control(["id", "Id", `fault-${feed.faults.length + 1}`, "The same id replaces it"]),
			field("Kind", select(KINDS, kind[0], (member) => {
				kind = KINDS.find(([name]) => name === member)
				drawForm(Object.fromEntries(new FormData(own)))
			})),
			kind[2].map(control), field("When", select([["before", "The call isn't made"], ["after", "The call is made first"]], fault.when ?? "before", null, null, "when")), COMMON.map(control)),
		h("button.primary", "Order this fault"))
	}

	async function order() {
		const fault = kind[0] === "reset" ? {reset: true} : {}
		for (const [name, text] of new FormData(own)) {
			if (text === "" || (name === "when" && text === "before")) continue
			const value = TEXTS.includes(name) ? text : parse(text) ?? (name === "body" ? text : undefined)
			if (value === undefined) throw new Error(`${name}: not JSON`)
			fault[name] = value
		}
		await put(fault)
		drawForm({})
	}

	function edit(fault) {
		kind = kindOf(fault)
		drawForm(fault)
		own.querySelector("input").focus()
	}

	fill(root, h("header.bar", h("h1", title), space(), sureButton("Remove all", () => remove())), h("div.stack", presets, card("Ordered", list), card("A fault of your own", own)))
	if (context.meantFault) edit(context.meantFault)
	else drawForm({})
	context.meantFault = null
	return {
		show([id]) {
			chosen = id
			drawList()
		},
		update(parts) { if (parts.has("faults")) drawList() },
	}
}
