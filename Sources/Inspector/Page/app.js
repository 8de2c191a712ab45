// The shell: the rail, the address, which view is shown, and what holds for all of them.
import {Feed, watchDatabases} from "./live.js"
import {field, fill, h, mark, note, refill, select} from "./dom.js"
import {control, forgetSessions, hooks} from "./api.js"
import {number, time} from "./format.js"
import * as overview from "./overview.js"
import * as calls from "./calls.js"
import * as outbox from "./outbox.js"
import * as tables from "./tables.js"
import * as faults from "./faults.js"
import * as endpoints from "./endpoints.js"

const VIEWS = {overview, calls, outbox, tables, faults, endpoints}
const STANDARD = "nebeus"

const main = document.getElementById("view")

/** What is shown, from the address: `#/nebeus/calls/17`. */
let place = {database: null, view: null, rest: []}
const databases = {list: [], isReachable: true}
let feed = null
let shown = null
let stopListening = null

const context = {
	get feed() { return feed },
	get database() { return place.database },
	get databases() { return databases.list },
	link: (view, ...rest) => link(place.database, view, ...rest),
	linkTo: link,
	go(view, ...rest) { location.hash = link(place.database, view, ...rest) },
	/** Answers that don't change while the server runs. */
	once,
}

const promises = new Map()
function once(path) {
	if (!promises.has(path)) promises.set(path, control("GET", path))
	promises.get(path).catch(() => promises.delete(path))
	return promises.get(path)
}

function link(database, view, ...rest) {
	return `#/${[database, view, ...rest].map((part) => encodeURIComponent(part)).join("/")}`
}

function read(hash) {
	const parts = hash.replace(/^#\/?/, "").split("/").filter((part) => part !== "").map((part) => {
		try { return decodeURIComponent(part) } catch { return part }
	})
	const [database = STANDARD, view = "overview", ...rest] = parts
	return {database, view: Object.hasOwn(VIEWS, view) ? view : "overview", rest}
}

function route() {
	const old = place
	place = read(location.hash)
	if (place.database !== old.database) {
		feed?.stop()
		forgetSessions()
		feed = new Feed(place.database)
		feed.listen((parts) => {
			if (parts.has("summary")) forgetSessions()
			drawRail()
		})
	}
	if (place.database !== old.database || place.view !== old.view) {
		stopListening?.()
		shown?.leave?.()
		const view = VIEWS[place.view]
		const root = h("div", {class: `view ${place.view}`})
		main.replaceChildren(root)
		shown = view.mount(root, context)
		stopListening = feed.listen((parts) => shown.update?.(parts))
		document.title = `${view.title} · ${place.database} · nebeus-mock`
		if (old.view) main.focus({preventScroll: true})
		main.scrollTop = 0
	}
	shown.show?.(place.rest)
	drawRail()
}

// The rail is made once, and its texts changed: a focus in it stays.
const parts = {
	picker: h("div"),
	links: new Map(Object.entries(VIEWS).map(([name, view]) => {
		const count = h("span.count")
		return [name, {count, element: h("a", h("span", view.title), count)}]
	})),
	clock: h("div.clock"),
	status: h("p.status", {role: "status"}),
	banner: h("p.banner", {role: "alert", hidden: true}, "The server can't be reached. Looking for it…"),
}

fill(document.getElementById("rail"), h("a.brand", {href: "#/"}, h("img", {src: "icon.svg", alt: "", width: 24, height: 24}), "nebeus-mock"),
	parts.picker, h("nav", {"aria-label": "Views"}, [...parts.links.values()].map(({element}) => element)), h("div.foot", parts.clock, parts.status))
document.body.prepend(parts.banner)

function drawRail() {
	const names = databases.list.map(({name}) => name)
	if (!names.includes(place.database)) names.unshift(place.database)
	refill(parts.picker, [names, place.database], () => select(names, place.database, (name) => { location.hash = link(name, place.view) }, "Database"))
	const counts = {calls: feed.journal.size, outbox: feed.outbox.length, tables: feed.tables.size, faults: feed.faults.length}
	for (const [name, {element, count}] of parts.links) {
		element.href = link(place.database, name)
		mark(element, name === place.view)
		setText(count, counts[name] ? number(counts[name]) : "")
	}
	const isLost = !databases.isReachable || feed.status === "lost"
	const words = {connecting: "Connecting…", live: "Live", absent: "No such database", lost: "Server lost"}
	const status = isLost ? "lost" : feed.status
	parts.status.dataset.status = status
	setText(parts.status, words[status])
	parts.banner.hidden = !isLost
	drawClock()
}

function drawClock() {
	const now = feed.now()
	fill(parts.clock, now && [feed.clock.frozen ? "Frozen at " : "Clock: ", time(now.toISOString())])
}

function setText(element, text) {
	if (element.textContent !== text) element.textContent = text
}

/** Asks for the token of `--admin-token`, until one is given. */
hooks.askForToken = (wasWrong) => new Promise((resolve) => {
	const input = h("input", {type: "password", name: "token", required: true, autocomplete: "off"})
	const dialog = h("dialog", {"aria-labelledby": "token-title"}, h("form", {method: "dialog"},
		h("h2", {id: "token-title"}, "Token needed"),
		h("p", "This server was started with --admin-token. The token is kept in this tab only."),
		wasWrong && h("p.bad", "That token was wrong."),
		field("Token", input),
		h("button.primary", "Go on")))
	dialog.addEventListener("cancel", (event) => event.preventDefault())
	// Not "submit": the page's policy lets no form be sent anywhere.
	dialog.addEventListener("submit", (event) => {
		event.preventDefault()
		dialog.close()
		dialog.remove()
		resolve(input.value)
	})
	document.body.append(dialog)
	dialog.showModal()
})

let pending = 0
let progressTimer = null
hooks.busy = (change) => {
	pending += change
	const bar = document.getElementById("progress")
	if (pending > 0) {
		progressTimer ??= setTimeout(() => { bar.hidden = false }, 300)
	} else {
		clearTimeout(progressTimer)
		progressTimer = null
		bar.hidden = true
	}
}

window.addEventListener("hashchange", route)
// Whatever fails is shown, once and here.
window.addEventListener("unhandledrejection", (event) => {
	event.preventDefault()
	if (event.reason.name !== "AbortError") note(event.reason.message, true)
})
setInterval(drawClock, 1_000)
route()
watchDatabases(databases, () => {
	drawRail()
	shown.update?.(new Set(["databases"]))
})
