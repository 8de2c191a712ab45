// Calls, live, the newest first; and one of them opened.
import {button, copyButton, empty, facts, fill, h, note, refill, search, section, select, space, sureButton} from "./dom.js"
import {control, database, send} from "./api.js"
import {curl, curlAs, quote} from "./curl.js"
import {bytes, duration, number, time} from "./format.js"
import {differences, tree} from "./json.js"
import {VirtualList} from "./list.js"
import {documentation, endpoint} from "./endpoints.js"

export const title = "Calls"

const OUTCOMES = [["", "Any outcome"], ["ok", "Accepted"], ["refused", "Refused"], ["fault", "Struck by a fault"], ["failed", "No answer, 4xx or 5xx"], ["pending", "Pending"]]

function outcome(call) {
	if (call.pending) return "pending"
	if (call.fault !== null) return "fault"
	if (call.status === null || call.status >= 400) return "failed"
	return call.refusal === null ? "ok" : "refused"
}

const texts = new WeakMap()
function contains(call, text) {
	if (!texts.has(call)) texts.set(call, JSON.stringify(call).toLowerCase())
	return texts.get(call).includes(text)
}

/** Without what the journal masks: a test can't expect it, and nobody can send it. */
function unmasked(value) {
	if (Array.isArray(value)) return value.map(unmasked)
	if (value === null || typeof value !== "object") return value
	return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== "***").map(([key, item]) => [key, unmasked(item)]))
}

const fields = (headers) => (headers && Object.keys(headers).length > 0 ? facts(Object.entries(headers), "headers") : empty("None."))

export function mount(root, context) {
	const {feed} = context
	const journal = `${database(context.database)}/journal`
	const filter = {path: "", user: "", outcome: "", text: ""}
	let calls = []
	let newest = 0
	let paused = null
	let opened = null
	let drawn = null

	const set = (name) => (value) => {
		filter[name] = value
		refresh()
	}
	const list = new VirtualList({label: "Calls", height: 30, row, head: h("div.call", {role: "row"},
		["Time", "Call", "Caller", "Status", "Duration", "Outcome"].map((name) => h("span", {role: "columnheader"}, name)))})
	const nothing = h("div")
	const callers = h("span")
	const amount = h("span.amount", {role: "status"})
	const detail = h("aside.detail", {"aria-label": "The opened call", hidden: true})
	const pause = button("Pause", () => {
		paused = paused ? null : feed.calls
		pause.textContent = paused ? "Go on" : "Pause"
		refresh()
	})
	fill(root, h("header.bar", h("h1", title), search("Path", set("path")), callers, select(OUTCOMES, "", set("outcome"), "Outcome"),
		search("Text in the call", set("text")), amount, space(), pause, sureButton("Clear", () => feed.clearJournal())), h("div.split", h("div.pane", list.element, nothing), detail))

	root.addEventListener("keydown", ({key}) => {
		if (key !== "Escape" || opened === null) return
		context.go("calls")
		list.element.focus()
	})
	// Rows are no stops of the tab key: the arrow keys open them.
	list.element.addEventListener("keydown", (event) => {
		const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
		if (!step || calls.length === 0) return
		event.preventDefault()
		const at = calls.findIndex(({id}) => id === opened)
		const next = Math.min(calls.length - 1, Math.max(0, at < 0 ? 0 : at + step))
		list.reveal(next)
		context.go("calls", calls[next].id)
	})

	function row(index) {
		const call = calls[index]
		const words = call.pending ? "pending" : call.refusal ?? (call.fault !== null ? `fault ${call.fault}` : call.status === null ? "not answered" : "")
		const cell = (name, content, title) => h(`span.${name}`, {role: "cell", title}, content)
		return h("div", {role: "row", class: `call ${outcome(call)}`, "aria-selected": call.id === opened ? "true" : null, onclick: () => context.go("calls", call.id)},
			cell("time", time(call.at, "short")), cell("what", h("a", {href: context.link("calls", call.id), tabindex: -1}, h("b", call.method), " ", call.path)), cell("who", call.user ?? "–"),
			cell("state", call.status ?? "–"), cell("duration", duration(call.duration_us)), cell("outcome", words, words))
	}

	function refresh() {
		const all = paused ?? feed.calls
		const isFiltered = Object.values(filter).some((value) => value !== "")
		calls = all.filter((call) => call.path.toLowerCase().includes(filter.path) && (filter.user === "" || (call.user ?? "–") === filter.user)
			&& (filter.outcome === "" || outcome(call) === filter.outcome) && (filter.text === "" || contains(call, filter.text))).reverse()
		list.show(calls.length)
		// A reader who has scrolled down keeps the rows that are being read.
		if (newest > 0) list.shift(calls.filter(({id}) => id > newest).length)
		newest = calls[0]?.id ?? 0
		list.element.hidden = calls.length === 0
		amount.textContent = [isFiltered && `${number(calls.length)} of ${number(all.length)}`, paused && `${number(feed.calls.filter(({id}) => !(id <= paused.at(-1)?.id)).length)} new since`].filter(Boolean).join(", ")
		fill(nothing, calls.length > 0 ? null : isFiltered ? empty("No call is like that: change the filters above.")
			: empty("No calls yet. Send one from ", h("a", {href: context.link("endpoints")}, "Endpoints"), ", or from a shell: ", h("pre", curl({method: "POST", path: "/get_countries/1.0/json", body: {}, database: context.database}))))
		const users = [...new Set(feed.calls.map(({user}) => user ?? "–"))].sort()
		refill(callers, users, () => select([["", "Any caller"], ...users], filter.user, set("user"), "Caller"))
	}

	async function open(id) {
		opened = id
		drawn = null
		root.classList.toggle("opened", id !== null)
		detail.hidden = id === null
		list.show(calls.length)
		await redraw()
	}

	async function redraw() {
		const id = opened
		let call = feed.journal.get(id)
		const state = call && `${id} ${call.pending}`
		if (id === null || (call && state === drawn)) return
		drawn = state
		if (call) call = await whole(call)
		if (id === opened) show(call)
	}

	/** An event of a large call leaves its bodies out; the journal has them. */
	async function whole(call) {
		return call.response !== undefined ? call : (await control("GET", `${journal}?after=${call.id - 1}`)).find(({id}) => id === call.id)
	}

	/** A call; with another, what differs from that one is marked. */
	function show(call, other) {
		const close = h("a.button", {href: context.link("calls"), "aria-label": "Close"}, "×")
		if (!call) return fill(detail, h("header", h("h2", "Call"), close), empty(`There is no call ${opened} in the journal: it keeps the latest 1\u202f000. Choose another from the list.`))
		const {method, params, user, response, status} = call
		const path = call.query ? `${call.path}?${call.query}` : call.path
		const body = method === "POST" && params !== null ? JSON.stringify({jsonrpc: "2.0", method: "call", id: null, params}) : call.raw_body ?? undefined
		const before = feed.calls.findLast((one) => one.id < call.id && one.path === call.path && one.method === method && !one.pending)
		const marked = (part) => tree(call[part], other && {other: other[part], absent: `not in call ${other.id}`, lengths: true})
		const found = other && differences([other.params, other.response], [params, response])
		const isMasked = body?.includes(`"***"`)
		const expected = {method, path: call.path, ...(params && Object.keys(params).length > 0 && {params: unmasked(params)})}
		const command = `curl ${quote(`${location.origin}/_mock${journal}/verify`)} \\\n  -d ${quote(JSON.stringify(expected))}`
		const about = h("div")
		fill(detail, h("header", h("h2", h("b", method), " ", path), close),
			h("div.actions", copyButton("Copy as curl", () => curlAs(user, {method, path, body, database: context.database})),
				!isMasked && button("Send again", async () => {
					const answer = await send({database: context.database, login: user, method, path, body})
					note(`Answered ${answer.status} in ${Math.round(answer.milliseconds)} ms`)
				}),
				button("Edit and send", async () => {
					context.meant = {path: call.path, login: user, params: unmasked(params ?? {})}
					context.go("endpoints", (await endpoint(context, call))?.key ?? "")
				}),
				button("Make it fail", () => {
					context.meantFault = {path: call.path, method, status: 503, times: 1}
					context.go("faults")
				}),
				before && button(other ? "Stop comparing" : `Compare with call ${before.id}`, async () => show(call, other ? undefined : await whole(before))),
				copyButton("Expect this in a test", command)),
			other && h("p", {role: "status"}, `Differences from call ${other.id}: ${found.shape + found.value + found.length}`),
			facts([["Status", status ?? (call.pending ? "pending" : "not answered")], ["Caller", user ?? "nobody signed in"], ["Duration", duration(call.duration_us)], ["Time", time(call.at)],
				["Sizes", `${bytes(call.request_bytes)} in, ${bytes(call.response_bytes)} out`]]),
			call.refusal !== null && h("p.refusal", call.refusal),
			call.fault !== null && h("p", "Struck by the fault ", h("a", {href: context.link("faults", call.fault)}, call.fault), "."),
			section("Params", params !== null ? marked("params") : call.raw_body ? h("pre", call.raw_body) : empty("None: the body is no call.")),
			section("Answer", response !== null ? marked("response") : empty(call.pending ? "Not yet." : status === null ? "None was sent." : "An image, a page, or nothing.")),
			section("Request header", fields(call.request_headers), false), section("Response header", fields(call.response_headers), false),
			section("As a test expects it", [h("pre", command), button("Try it", async () => {
				const found = await control("POST", `${journal}/verify`, expected)
				note(`Met by ${found.length ?? 1}`)
			})], false), about)
		endpoint(context, call).then((found) => found && fill(about, section(`Documentation: ${found.summary}`, [documentation(found), h("a", {href: context.link("endpoints", found.key)}, "Open this endpoint")], false)), () => {})
	}

	refresh()
	return {
		show([id = null]) { open(id && Number(id)) },
		update(parts) {
			if (!parts.has("calls")) return
			refresh()
			redraw()
		},
		leave() { list.observer.disconnect() },
	}
}
