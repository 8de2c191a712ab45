// What is running and what is in it: the server, databases, clock, snapshots, and who can sign in.
import {button, card, copyButton, empty, facts, field, fill, form, grid, h, input, note, refill, select, space, sureButton} from "./dom.js"
import {control, database} from "./api.js"
import {curl} from "./curl.js"
import {bytes, plural, time, utc} from "./format.js"

export const title = "Overview"

const NAME = "[a-z0-9_\\-]{1,63}"
const MOMENT = "2017-03-03T12:00:00Z"

export function mount(root, context) {
	const {feed} = context
	const path = database(context.database)
	const [server, databases, snapshots, people, freeze, choice, contents] = ["p", "div", "div", "div", "span", "span", "span.amount"].map((name) => h(name))
	const now = input({placeholder: MOMENT})
	const shown = h("p.now")
	const snapshot = input({required: true, placeholder: "before", pattern: NAME})
	const creation = {
		name: input({required: true, pattern: NAME, placeholder: "test-17"}), clock: input({placeholder: MOMENT}),
		seed: input({placeholder: "random", inputmode: "numeric", class: "short"}),
	}
	let scenarios = []
	let running = {}

	function drawDatabases() {
		refill(databases, [context.databases, context.database], () => (context.databases.length === 0
			? empty("No databases. The API makes one when it is first called, or make one below.")
			: grid("Databases", ["Name", "Scenario", "Made", "Size", ""], context.databases.map(({name, scenario, created, size}) =>
				h("tr", {class: name === context.database ? "chosen" : null, "data-name": name},
					h("td", h("a", {href: context.linkTo(name, "overview")}, name)), h("td", scenario), h("td", time(created, "short")), h("td.numeric", bytes(size)),
					h("td.actions", sureButton("Reset", () => control("POST", `${database(name)}/reset`)), button("Replace", () => {
						creation.name.value = name
						creation.scenario.value = scenario
						creation.scenario.focus()
					}), sureButton("Remove", () => control("DELETE", database(name)))))))))
	}

	async function create() {
		const {name, scenario, clock, seed} = Object.fromEntries(Object.entries(creation).map(([key, {value}]) => [key, value.trim()]))
		const members = Object.entries({scenario, clock}).filter(([, value]) => value).map((entry) => entry.map((text) => JSON.stringify(text)).join(":"))
		// A seed is a whole number up to 2⁶⁴, which JavaScript would round: it is put into the text.
		if (seed) members.push(`"seed":${seed}`)
		await control("PUT", database(name), `{${members}}`)
		location.hash = context.linkTo(name, "overview")
	}

	async function setClock(body, method = "PUT", rest = "") {
		feed.setClock(await control(method, `${path}/clock${rest}`, body))
		drawClock()
	}

	const moment = () => now.value.trim().replace(" ", "T").replace(/(T[\d:.]+)$/, "$1Z")

	function drawClock() {
		const value = feed.now()
		if (!value) return fill(shown, "This database doesn't exist: create it above.")
		const {frozen} = feed.clock
		fill(shown, time(value.toISOString()), h("span.tag", frozen ? "frozen" : "running"), h("span.hint", `${utc(value)} UTC`))
		refill(freeze, frozen, () => button(frozen ? "Run" : "Freeze", () => setClock({frozen: !frozen})))
	}

	async function drawSnapshots() {
		const list = feed.summary ? await control("GET", `${path}/snapshots`, undefined, {quiet: true}) : []
		refill(snapshots, list, () => list.length === 0 ? empty("No snapshots. Take one before you try something, and go back to it after.")
			: h("ul.snapshots", list.map(({name, created, size}) => h("li", h("b", name), h("span.hint", time(created), ` · ${bytes(size)}`), space(),
				sureButton("Restore", () => control("POST", `${path}/snapshots/${name}/restore`)), sureButton("Remove", async () => {
					await control("DELETE", `${path}/snapshots/${name}`)
					await drawSnapshots()
				})))))
	}

	async function take() {
		await control("PUT", `${path}/snapshots/${snapshot.value}`)
		snapshot.value = ""
		await drawSnapshots()
	}

	function drawPeople() {
		const known = scenarios.find(({name}) => name === (feed.summary?.scenario ?? running.scenario))
		const command = ({login, password}) => curl({method: "POST", path: "/signin/1.0/json", body: {login, password}, database: context.database})
		refill(people, known, () => [h("p.hint", known?.description), !known?.logins.length
			? empty("Nobody of the scenario can sign in. Sign somebody up at ", h("a", {href: context.link("endpoints", "signup")}, "Signup"), ".")
			: [h("pre", command(known.logins[0])), h("ul.people", known.logins.map((person) => {
				const result = h("div.session")
				return h("li", h("div.person", h("b", person.name), h("span.hint", person.login, " · ", h("code", person.password))),
					copyButton("Copy as curl", () => command(person), {"aria-label": `Copy as curl: ${person.name}`}),
					button("Open a session", () => openSession(person.login, result), {"aria-label": `Open a session for ${person.name}`}), result)
			}))]])
	}

	async function openSession(login, place) {
		const {session_id: session} = await control("POST", `${path}/sessions`, {login})
		fill(place, h("code", session), h("div.actions", copyButton("Copy session id", session),
			button("Set the cookie in this browser", async () => {
				await control("POST", `${path}/sessions`, {login, cookie: true}, {cookies: true})
				note(`This browser is signed in as ${login}`)
			})))
	}

	function drawContents() {
		const rows = [...feed.tables.values()].reduce((sum, count) => sum + count, 0)
		contents.textContent = feed.summary ? `${context.database}: ${plural(rows, "row")} in ${plural(feed.tables.size, "table")}, ${plural(feed.journal.size, "call")}, ${plural(feed.outbox.length, "message")}` : ""
	}

	fill(root, h("header.bar", h("h1", title), contents), h("div.stack", server, h("div.columns", h("div.stack",
		card("Databases", databases, form(create, field("Name", creation.name), field("Scenario", choice), field("Frozen clock", creation.clock), field("Seed", creation.seed), h("button.primary", "Create or replace"))),
		card("Clock", shown, h("div.actions", freeze, [["an hour", 3_600], ["a day", 86_400], ["a month", 30 * 86_400]].map(([name, seconds]) => button(`+ ${name}`, () => setClock({seconds}, "POST", "/advance"))),
			button("Back to the system's time", () => setClock({now: null}))),
		form(() => setClock({now: moment()}), field("Set to, in UTC", now), h("button", "Set and freeze"), button("Set and run on", () => setClock({now: moment(), frozen: false})))),
		card("Snapshots", snapshots, form(take, field("Name", snapshot), h("button.primary", "Take a snapshot")))),
	card("Who can sign in", people))))

	const load = async () => {
		[scenarios, running] = await Promise.all([context.once("/scenarios"), context.once("/server")])
		const {version, scenario, dialect, strict} = running
		fill(server, facts([["Version", version], ["Address", location.origin], ["Scenario", scenario], ["Dialect", dialect], ["Params", strict ? "strict" : "lenient"]]))
		creation.scenario = select([["", `The server's (${scenario})`], ...scenarios.map(({name}) => name)], "")
		fill(choice, creation.scenario)
		drawPeople()
	}
	const timer = setInterval(drawClock, 1_000)
	load()
	drawDatabases()
	drawSnapshots().catch(() => {})
	drawClock()
	drawContents()
	return {
		update(parts) {
			if (parts.has("databases")) drawDatabases()
			if (parts.has("clock")) drawClock()
			if (parts.has("summary")) {
				drawPeople()
				drawSnapshots().catch(() => {})
			}
			drawContents()
		},
		leave: () => clearInterval(timer),
	}
}
