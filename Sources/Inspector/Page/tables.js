// Tables: their rows, filtered and scrolled; a row edited or added as a fixture; export, and a scenario file loaded.
import {button, empty, fill, form as makeForm, h, input, mark, note, refill, select, space} from "./dom.js"
import {control, database, Refused} from "./api.js"
import {SchemaForm} from "./form.js"
import {number, plural, time} from "./format.js"
import {VirtualList} from "./list.js"

export const title = "Tables"

const PAGE = 200
const KEPT = 40
const MOST = 10_000

function asSchema({type, choices, references, default: standard}) {
	const types = {integer: "integer", boolean: "boolean", amount: ["string", "number"], rate: ["string", "number"]}
	const description = [references, standard !== null && `default ${standard}`].filter(Boolean).join(", ")
	return {type: types[type] ?? "string", description, enum: choices.length > 0 ? choices : undefined}
}

export function mount(root, context) {
	const {feed} = context
	const path = database(context.database)
	const menu = h("nav.side", {"aria-label": "Tables"})
	const pane = h("div.pane")
	const side = h("aside.detail", {hidden: true, "aria-label": "The row"})
	const file = h("input.off", {type: "file", accept: ".json", "aria-label": "Scenario file", tabindex: "-1", onchange: () => loadFile(file.files[0])})
	let links = new Map()
	let table = null
	let view = null

	fill(root, h("header.bar", h("h1", title), h("span.hint", "Drop a scenario file anywhere here to load it."), space(), file, button("Load a file…", () => { file.value = ""; file.click() }), button("Export", exportAll)),
		h("div.split", menu, pane, side))
	const drag = (isOver) => (event) => {
		event.preventDefault()
		root.classList.toggle("drop", isOver)
	}
	root.addEventListener("keydown", ({key}) => key === "Escape" && !side.hidden && close())
	root.addEventListener("dragover", drag(true))
	root.addEventListener("dragleave", drag(false))
	root.addEventListener("drop", (event) => {
		drag(false)(event)
		loadFile(event.dataTransfer.files[0])
	})

	function close() {
		side.hidden = true
		pane.querySelector(pane.querySelector(".list") ? ".list" : "button").focus()
	}

	async function loadFile(chosen) {
		const {rows} = await control("POST", `${path}/fixtures`, await chosen.text())
		note(`Loaded ${plural(rows, "row")} from ${chosen.name}`)
		view?.reload()
	}

	async function exportAll() {
		const blob = await control("GET", `${path}/export`, undefined, {as: "blob"})
		h("a", {href: URL.createObjectURL(blob), download: `${context.database}.json`}).click()
	}

	function drawMenu() {
		const names = [...feed.tables.keys()].sort()
		refill(menu, names, () => {
			links = new Map(names.map((name) => [name, h("a", {href: context.link("tables", name)}, h("span", name), h("span.count"))]))
			return links.size > 0 ? h("ul", [...links.values()].map((link) => h("li", link))) : empty("No tables, since this database doesn't exist: create it in Overview.")
		})
		for (const [name, link] of links) {
			link.lastChild.textContent = number(feed.tables.get(name))
			mark(link, name === table)
		}
	}

	async function show([name = null, filter = ""]) {
		table = name
		root.classList.toggle("chosen", table !== null)
		side.hidden = true
		drawMenu()
		view?.stop()
		view = null
		if (table === null) return fill(pane, h("div", empty("Choose a table to see its rows.")))
		const schema = (await context.once(`${path}/schema`)).find((one) => one.name === name)
		if (name === table) view = new TableView(schema ?? {name, columns: []}, filter)
	}

	class TableView {
		/** @param filter `column=value`, or empty */
		constructor(schema, filter) {
			const [, name, value] = /^(\w+)=(.*)/s.exec(filter) ?? []
			Object.assign(this, {schema, name, value, total: 0})
			const column = select(schema.columns.map((one) => one.name), name, null, "Column")
			const text = input({type: "search", placeholder: "is", "aria-label": "Value", value: value ?? ""})
			this.amount = h("span.amount", {role: "status"})
			this.place = h("div.pane")
			fill(pane, h("header.bar", h("a.back", {href: context.link("tables")}, "All tables"), h("h2", schema.name),
				makeForm(() => context.go("tables", schema.name, ...(text.value === "" ? [] : [`${column.value}=${text.value}`])), h("div.actions", column, text, h("button", "Filter"))),
				this.amount, space(), schema.derived ? h("span.hint", "Kept by triggers") : button("Add a row", () => edit(schema, null))), this.place)
			this.reload()
		}

		stop() { this.isStopped = true; this.list?.observer.disconnect() }

		query(offset, limit) {
			const condition = this.name ? `&${this.name}=${encodeURIComponent(this.value)}` : ""
			return control("GET", `${path}/tables/${this.schema.name}?offset=${offset}&limit=${limit}${condition}`)
		}

		/** Rows are asked for by the page when they come into sight; filtered ones, whose number nobody knows, at once. */
		async reload() {
			const size = this.name ? MOST : PAGE
			const first = await this.query(0, size)
			if (this.isStopped) return
			this.size = size
			this.pages = new Map([[0, first]])
			this.total = this.name ? first.length : Math.max(first.length, feed.tables.get(this.schema.name) ?? 0)
			this.amount.textContent = this.name && first.length === MOST ? `the first ${number(MOST)}` : plural(this.total, "row")
			if (first.length === 0) fill(this.place, h("div", empty(this.name ? "No row is like that: change the filter above." : this.schema.derived ? "Empty: triggers fill it." : "This table is empty: add a row above, or load a file.")))
			else this.draw(first)
		}

		draw(first) {
			const names = Object.keys(first[0])
			const widths = names.map((name) => Math.min(30, Math.max(name.length, ...first.slice(0, 50).map((row) => String(row[name] ?? "").length)) + 2))
			const row = (cells) => {
				const element = h("div", {role: "row"}, cells)
				element.style.gridTemplateColumns = `${widths.map((width) => `${width}ch`).join(" ")} 60px`
				return element
			}
			const scrolled = this.list?.element.scrollTop ?? 0
			const hadFocus = this.place.contains(document.activeElement)
			this.list?.observer.disconnect()
			this.list = new VirtualList({
				label: this.schema.name, height: 30, head: row([...names, h("span.off", "Actions")].map((name) => h("span", {role: "columnheader"}, name))),
				row: (index) => {
					const values = this.pages.get(Math.floor(index / this.size))?.[index % this.size]
					return row(values ? [names.map((name) => this.cell(name, values[name])), h("span", {role: "cell"}, !this.schema.derived && button("Edit", () => edit(this.schema, values), {class: "plain"}))] : h("span", {role: "cell"}, "…"))
				},
				needs: (start, end) => this.fetch(start, end),
			})
			this.list.table.style.minWidth = `${widths.reduce((sum, width) => sum + width + 2, 16)}ch`
			fill(this.place, this.list.element)
			this.list.show(this.total)
			this.list.element.scrollTop = scrolled
			if (hadFocus) this.list.element.focus()
		}

		cell(name, value) {
			const {references, type} = this.schema.columns.find((column) => column.name === name) ?? {}
			const text = value === null ? "" : typeof value === "string" ? value.slice(0, 300) : JSON.stringify(value)
			return h("span", {role: "cell", class: typeof value === "number" ? "number" : null, title: text},
				value !== null && references ? h("a", {href: context.link("tables", ...`${references}=${value}`.split(/\.(.*)/s, 2))}, text) : value && type === "timestamp" ? time(value) : text)
		}

		fetch(start, end) {
			for (let page = Math.floor(start / this.size); page <= Math.floor((end - 1) / this.size); page += 1) {
				if (this.pages.has(page)) continue
				this.pages.set(page, undefined)
				this.query(page * this.size, this.size).finally(() => this.pages.delete(page)).then((rows) => {
					this.pages.set(page, rows)
					for (const old of this.pages.keys()) if (this.pages.size > KEPT && old !== page) this.pages.delete(old)
					this.list.show(this.total)
				})
			}
		}
	}

	function edit(schema, row) {
		const columns = new Map(schema.columns.filter(({type}) => type !== "derived").map((column) => [column.name, column]))
		const form = new SchemaForm({
			properties: Object.fromEntries([...columns].map(([name, column]) => [name, asSchema(column)])), required: [...columns.values()].filter(({required}) => required).map(({name}) => name),
		}, Object.fromEntries(Object.entries(row ?? {}).filter(([name, value]) => value !== null && columns.has(name))))
		const complaint = h("p.bad", {role: "alert"})
		side.hidden = false
		fill(side, h("header", h("h2", row ? `${schema.name} ${row.id ?? ""}` : `New row of ${schema.name}`), button("×", close, {class: "plain", "aria-label": "Close"})),
			makeForm(write, form.element, complaint, h("div.actions", h("button.primary", row ? "Save" : "Add"), h("span.hint", "Written as a fixture: the row is replaced whole."))))

		side.querySelector("form :is(input, select)").focus()

		async function write() {
			complaint.textContent = ""
			try {
				const value = form.value()
				// Hashes of passwords are masked; one that no new password replaces is taken from the export.
				if (row && columns.has("password") && value.password === undefined) {
					const {tables} = await control("GET", `${path}/export`)
					value.password_crypt = tables[schema.name].find(({id}) => id === row.id)?.password_crypt
				}
				await control("POST", `${path}/fixtures`, {tables: {[schema.name]: [value]}})
				close()
				await view?.reload()
			} catch (error) {
				if (!(error instanceof Refused)) throw error
				const errors = error.problem.errors ?? []
				form.complain(Object.fromEntries(errors.map(({column, message}) => [column, message])))
				if (!errors.some(({column}) => columns.has(column))) complaint.textContent = error.message
			}
		}
	}

	return {
		show,
		update(parts) {
			if (!parts.has("tables")) return
			drawMenu()
			const count = feed.tables.get(table)
			if (view && !view.name && count !== view.total) view.reload()
		},
		leave() { view?.stop() },
	}
}
