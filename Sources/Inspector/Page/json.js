// JSON as a folding tree, and how two values differ.
import {h} from "./dom.js"

const FIRST = 100

const kind = (value) => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value)

/**
 * A tree of which three levels are open at first. Differences from `other` are marked; `absent` is what a member is called
 * that the other hasn't, `lengths` marks lists of another length, too.
 */
export const tree = (value, {other, absent, lengths} = {}) => h("div.json", node([], value, 3, other === undefined ? null : {absent, lengths}, other))

function node(label, value, depth, marks, other) {
	const mark = marks && difference(value, other, marks)
	const badge = mark && h("span.mark", mark)
	const entries = value !== null && typeof value === "object" ? Object.entries(value) : []
	const isList = Array.isArray(value)
	if (entries.length === 0) {
		return h("div", {class: mark ? "leaf different" : "leaf"}, label, h("span", {class: kind(value)}, isList ? "[]" : JSON.stringify(value)), badge)
	}
	const body = h("div.branch")
	const element = h("details", {open: depth > 0 && entries.length <= 200, class: mark && "different", ontoggle: () => element.open && !body.firstChild && build(0)},
		h("summary", label, h("span.punctuation", isList ? `[${entries.length}]` : `{${entries.length}}`), badge), body)
	// Made when it is first opened, and by the hundred: an answer may have thousands of members.
	const build = (start) => {
		for (const [key, item] of entries.slice(start, start + FIRST)) body.append(node([key, ": "], item, depth - 1, marks, marks && counterpart(other, key, isList)))
		if (start + FIRST >= entries.length) return
		const more = h("button.plain", {type: "button", onclick: () => { more.remove(); build(start + FIRST) }}, `${entries.length - start - FIRST} more`)
		body.append(more)
	}
	if (element.open) build(0)
	return element
}

/** The same place in the other value; a longer list goes on with the other's last element. */
function counterpart(other, key, isList) {
	if (kind(other) !== (isList ? "list" : "object")) return undefined
	return isList ? other[Math.min(key, other.length - 1)] : Object.hasOwn(other, key) ? other[key] : undefined
}

/** How a value differs from the other in itself, not in its members. */
function difference(value, other, {absent, lengths}) {
	if (other === undefined) return absent
	if (kind(value) !== kind(other)) return `is ${kind(value)}, not ${kind(other)}`
	if (lengths && Array.isArray(value) && value.length !== other.length) return `has ${value.length}, not ${other.length}`
	// The reference writes "..." where any text fits.
	return value === other || typeof value === "object" || value === "..." || other === "..." ? null : "differs"
}

/** How many places differ in shape and in value, and how many lists in length. */
export function differences(one, two, found = {shape: 0, value: 0, length: 0}) {
	if (kind(one) !== kind(two)) found.shape += 1
	else if (one === null || typeof one !== "object") found.value += one === two || one === "..." ? 0 : 1
	else if (Array.isArray(one)) {
		found.length += one.length === two.length ? 0 : 1
		two.forEach((item, index) => one.length && differences(one[Math.min(index, one.length - 1)], item, found))
	} else for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
		if (Object.hasOwn(one, key) && Object.hasOwn(two, key)) differences(one[key], two[key], found)
		else found.shape += 1
	}
	return found
}
