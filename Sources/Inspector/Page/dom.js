// Elements, and the few controls that every view has. Text is always text: nothing here parses markup.

/**
 * Makes an element: h("a.button", {href: "#/", onclick: f}, "text", child, …); the attributes may be left out.
 * Attributes and children that are null or false are ignored.
 */
export function h(name, ...children) {
	const [tag, ...classes] = name.split(".")
	const element = document.createElement(tag)
	if (classes.length > 0) element.className = classes.join(" ")
	if (children[0]?.constructor === Object) {
		for (const [key, value] of Object.entries(children.shift())) {
			if (value == null || value === false) continue
			if (key.startsWith("on")) element.addEventListener(key.slice(2), value)
			else if (key === "value") element.value = value
			else element.setAttribute(key, value === true ? "" : value)
		}
	}
	append(element, children)
	return element
}

function append(element, children) {
	for (const child of children.flat(Infinity)) {
		if (child == null || child === false) continue
		element.append(child instanceof Node ? child : String(child))
	}
}

export function fill(element, ...children) {
	element.replaceChildren()
	append(element, children)
	return element
}

export function note(text, isFailure = false) {
	const close = h("button.plain", {"aria-label": "Dismiss", onclick: () => box.remove()}, "×")
	const box = h("div", {class: isFailure ? "note bad" : "note"}, h("span", text), close)
	const notes = document.getElementById("notes")
	notes.append(box)
	while (notes.children.length > 3) notes.firstChild.remove()
	setTimeout(() => box.remove(), isFailure ? 12_000 : 2_500)
}

/** What `work` throws, the shell shows. */
export const button = (label, work, attributes) => h("button", {type: "button", ...attributes, onclick: async (event) => work(event)}, label)

/** A button that asks once more before it does what can't be undone. */
export function sureButton(label, work, attributes = {}) {
	let armed = null
	const element = button(label, async () => {
		if (armed === null) {
			element.textContent = "Sure?"
			element.classList.add("danger")
			armed = setTimeout(disarm, 4_000)
		} else {
			disarm()
			await work()
		}
	}, {"aria-live": "polite", ...attributes})
	function disarm() {
		clearTimeout(armed)
		armed = null
		element.textContent = label
		element.classList.remove("danger")
	}
	element.addEventListener("blur", disarm)
	return element
}

/** Copies a text: on insecure origins in the old way. */
export async function copy(text) {
	if (navigator.clipboard && window.isSecureContext) {
		await navigator.clipboard.writeText(text)
	} else {
		const area = h("textarea.off", {value: text})
		document.body.append(area)
		area.select()
		document.execCommand("copy")
		area.remove()
	}
	note("Copied")
}

export const copyButton = (label, text, attributes) => button(label, () => copy(typeof text === "function" ? text() : text), attributes)

export const field = (label, control, hint) => h("label.field", h("span.label", label), control, hint && h("span.hint", hint))

/** A select of values, or of [value, words]. */
export function select(options, value, onchange, label, name) {
	return h("select", {onchange: (event) => onchange?.(event.target.value), "aria-label": label, name}, options.map((option) => {
		const [key, words] = [option].flat()
		return h("option", {value: key, selected: key === value}, words ?? key)
	}))
}

export const card = (title, ...content) => h("section.card", h("h2", title), content)

export const empty = (...content) => h("p.empty", content)

export const section = (name, content, open = true) => h("details.section", {open}, h("summary", name), content)

/** A form that does its work here: the page's policy lets none be sent anywhere. */
export function form(work, ...content) {
	return h("form", {onsubmit: async (event) => { event.preventDefault(); await work() }}, content)
}

/** A table. Each row is a list of cells, or a row. */
export function grid(label, heads, rows) {
	return h("div.scroll", {tabindex: "0", role: "region", "aria-label": label}, h("table",
		h("thead", h("tr", heads.map((head) => h("th", {scope: "col"}, head || h("span.off", "Actions"))))),
		h("tbody", rows.map((row) => (Array.isArray(row) ? h("tr", row.map((cell) => h("td", cell))) : row)))))
}

/** Marks a link of a menu as the one that is shown. */
export const mark = (element, isCurrent) => { element.ariaCurrent = isCurrent ? "page" : null }

export function facts(entries, kind = "facts") {
	return h(`dl.${kind}`, entries.map(([name, value]) => h("div", h("dt", name), h("dd", value))))
}

export const space = () => h("span.space")

export const input = (attributes) => h("input", {autocomplete: "off", spellcheck: "false", ...attributes})

/** A field to filter by, which calls `work` with its text in lower case. */
export function search(label, work) {
	return input({type: "search", placeholder: label, "aria-label": label, oninput: (event) => work(event.target.value.trim().toLowerCase())})
}

/** Fills an element only if `key` is another than the last time. A focus in it stays at its place. */
export function refill(element, key, make) {
	const text = JSON.stringify(key)
	if (element.dataset.key === text) return
	element.dataset.key = text
	const controls = () => [...element.querySelectorAll("a, button, select")]
	const place = controls().indexOf(document.activeElement)
	fill(element, make())
	if (place >= 0) (controls()[place] ?? controls().at(-1))?.focus()
}
