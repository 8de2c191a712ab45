// The state of one database, kept up to date by its stream of events.
import {control, database, open, Refused, Unreachable} from "./api.js"

/** As many calls as the server's journal has. */
const CALLS = 1_000
const PARTS = ["calls", "outbox", "faults", "tables", "clock", "summary"]

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Follows one database. `status` is "connecting", "live", "absent" (no database) or "lost" (no server). Listeners are told
 * which parts changed, at most ten times a second.
 */
export class Feed {
	constructor(name) {
		Object.assign(this, {name, status: "connecting", listeners: new Set(), changed: new Set()})
		this.forget()
		document.addEventListener("visibilitychange", this.wake = () => this.onVisibility())
		this.run()
	}

	forget() {
		Object.assign(this, {journal: new Map(), outbox: [], faults: [], tables: new Map(), clock: null, summary: null})
	}

	listen(listener) {
		this.listeners.add(listener)
		return () => this.listeners.delete(listener)
	}

	touch(...parts) {
		for (const part of parts) this.changed.add(part)
		this.timer ??= setTimeout(() => {
			const changed = this.changed
			Object.assign(this, {timer: null, changed: new Set()})
			for (const listener of this.listeners) listener(changed)
		}, 100)
	}

	stop() {
		this.isStopped = true
		this.listeners.clear()
		document.removeEventListener("visibilitychange", this.wake)
		this.abort?.abort()
	}

	set(status) {
		if (this.status === status) return
		this.status = status
		this.touch("status", ...PARTS)
	}

	/** A page that nobody sees holds no connection: browsers have six to a host. */
	onVisibility() {
		if (document.hidden) this.abort?.abort()
		else this.continue?.()
	}

	async run() {
		while (!this.isStopped) {
			if (document.hidden) {
				await new Promise((resolve) => { this.continue = resolve })
				continue
			}
			this.abort = new AbortController()
			try {
				await this.follow(this.abort.signal)
			} catch (error) {
				if (this.isStopped || error.name === "AbortError") continue
				const isAbsent = error instanceof Refused && error.status === 404
				if (isAbsent) this.forget()
				this.set(isAbsent ? "absent" : "lost")
				await pause(500)
			}
		}
	}

	/** Loads the state, then follows the stream until it ends. The stream is open before, so nothing is missed between. */
	async follow(signal) {
		const response = await open("GET", `${database(this.name)}/events`, {signal})
		await this.load(signal)
		this.set("live")
		const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
		let rest = ""
		for (;;) {
			const {value, done} = await reader.read().catch((error) => { throw signal.aborted ? error : new Unreachable() })
			if (done) throw new Unreachable()
			rest += value
			const events = rest.split("\n\n")
			rest = events.pop()
			for (const text of events) await this.apply(event(text), signal)
		}
	}

	async load(signal) {
		const path = database(this.name)
		const get = (part) => control("GET", path + part, undefined, {signal, quiet: true})
		const [summary, clock, journal, outbox, faults, tables] = await Promise.all(
			["", "/clock", "/journal", "/outbox", "/faults", "/tables"].map(get))
		Object.assign(this, {summary, outbox, faults})
		this.setClock(clock)
		this.journal = new Map(journal.map((call) => [call.id, call]))
		this.tables = new Map(tables.map(({name, rows}) => [name, rows]))
		this.touch(...PARTS)
	}

	async apply({type, data}, signal) {
		switch (type) {
		case "call": this.addCall(data); break
		case "outbox":
			this.outbox = [data, ...this.outbox.filter(({id}) => id !== data.id)].slice(0, CALLS)
			this.touch("outbox")
			break
		case "clock": this.setClock(data); break
		case "fault": this.setFault(data); break
		case "tables":
			for (const [name, rows] of Object.entries(data)) this.tables.set(name, rows)
			this.touch("tables")
			break
		case "gap":
		case "reset": await this.load(signal); break
		case "gone": throw new Refused(404)
		}
	}

	setClock({now, frozen}) {
		this.clock = {now, frozen, at: performance.now()}
		this.touch("clock")
	}

	setFault(fault) {
		const place = this.faults.findIndex(({id}) => id === fault.id)
		if (fault.removed) this.faults = this.faults.filter(({id}) => id !== fault.id)
		else if (place < 0) this.faults = [...this.faults, fault]
		else this.faults = this.faults.with(place, fault)
		this.touch("faults")
	}

	/** A call that was pending comes again under its id, complete, and keeps its place. */
	addCall(call) {
		this.journal.set(call.id, call)
		if (this.journal.size > CALLS) this.journal.delete(this.journal.keys().next().value)
		this.touch("calls")
	}

	get calls() { return [...this.journal.values()] }

	async clearJournal() {
		await control("DELETE", `${database(this.name)}/journal`)
		this.journal.clear()
		this.touch("calls")
	}

	/** The database's time now, which goes on by itself unless it is frozen. */
	now() {
		if (!this.clock) return null
		const start = Date.parse(this.clock.now)
		return new Date(this.clock.frozen ? start : start + performance.now() - this.clock.at)
	}
}

/** One event of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html */
function event(text) {
	let type = "message"
	const data = []
	for (const line of text.split("\n")) {
		if (line.startsWith("event:")) type = line.slice(6).trim()
		else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""))
	}
	return {type, data: data.length > 0 ? JSON.parse(data.join("\n")) : null}
}

/** Looks at the databases each second, so that a server that hangs is noticed too; `state` is {list, isReachable}. */
export async function watchDatabases(state, onChange) {
	for (;;) {
		const started = performance.now()
		const before = JSON.stringify(state)
		try {
			if (!document.hidden) state.list = await control("GET", "/databases", undefined, {signal: AbortSignal.timeout(3_000), quiet: true})
			state.isReachable = true
		} catch (error) {
			state.isReachable = error instanceof Refused
		}
		if (JSON.stringify(state) !== before) onChange()
		// Many databases take the server long to list: it is asked the less often.
		await pause(Math.max(800, 20 * (performance.now() - started)))
	}
}
