// Mails, SMS and PINs that were not sent, live, the newest first.
import {copyButton, empty, fill, h, search, select, space, sureButton} from "./dom.js"
import {control, database} from "./api.js"
import {time} from "./format.js"

export const title = "Outbox"

const KINDS = {reset_password: "Password reset", pin: "PIN", transfer: "Transfer", helpdesk: "Helpdesk"}

export function mount(root, context) {
	const {feed} = context
	const filter = {kind: "", to: ""}
	let chosen = null
	const list = h("div.messages")
	const cards = new Map()
	fill(root, h("header.bar", h("h1", title),
		select([["", "Any kind"], ...Object.entries(KINDS)], "", (value) => { filter.kind = value; draw() }, "Kind"),
		search("To", (text) => { filter.to = text; draw() }),
		space(),
		sureButton("Clear", async () => {
			await control("DELETE", `${database(context.database)}/outbox`)
			feed.outbox = []
			feed.touch("outbox")
		})), list)

	function draw() {
		const messages = feed.outbox.filter(({kind, to}) => (filter.kind === "" || kind === filter.kind) && (to ?? "").toLowerCase().includes(filter.to))
		if (messages.length === 0) {
			return fill(list, feed.outbox.length > 0 ? empty("No message is like that: change the filters above.")
				: empty("Nothing was sent yet. Mails, SMS and PINs appear here instead of leaving: ask for a new password at ",
					h("a", {href: context.link("endpoints", "reset_password")}, "Reset password"), "."))
		}
		// A message never changes, so its card is made once: a focus or a selection in it stays.
		const made = messages.map((message) => {
			const key = JSON.stringify(message)
			if (!cards.has(key)) cards.set(key, make(message))
			return cards.get(key)
		})
		const focused = document.activeElement
		fill(list, made)
		if (list.contains(focused)) focused.focus()
	}

	function make(message) {
		const {id, kind, to, subject, body, code, link, sent_at: sent} = message
		return h("article", {class: id === chosen ? "card message chosen" : "card message", id: `message-${id}`},
			h("header", h("span.tag", KINDS[kind] ?? kind), h("b", to), space(), time(sent),
				h("a.number", {href: context.link("outbox", id)}, `#${id}`)),
			subject && h("h2", subject), h("p.text", body),
			h("div.actions", code && [h("code.code", code), copyButton("Copy PIN", String(code))],
				link && [copyButton("Copy link", link), isWeb(link) && h("a.button", {href: link, target: "_blank", rel: "noopener noreferrer"}, "Follow link")]))
	}

	return {
		show([id]) {
			chosen = id === undefined ? null : Number(id)
			cards.clear()
			draw()
			list.querySelector(".chosen")?.scrollIntoView({block: "center"})
		},
		update(parts) { if (parts.has("outbox")) draw() },
	}
}

/** Whether a link may be followed: what a fixture put there could be of any scheme. */
const isWeb = (link) => /^https?:\/\//i.test(link)
