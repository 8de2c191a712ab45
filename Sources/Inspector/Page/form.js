// A form with one typed field a member, from a JSON schema; and the same value as JSON text.
import {button, empty, field, fill, h, input, select} from "./dom.js"

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/

const types = (schema) => (Array.isArray(schema.type) ? schema.type : [schema.type ?? "string"])

/** In words: "whole number", "one of open, folded". */
export function typeWords(schema) {
	if (!schema) return ""
	if (schema.oneOf) return schema.oneOf.map(typeWords).join(" or ")
	if (schema.const !== undefined) return JSON.stringify(schema.const)
	if (schema.enum) return `one of ${schema.enum.join(", ")}`
	if (schema.type === "array") return `list of ${typeWords(schema.items) || "values"}`
	const words = {string: "text", integer: "whole number", boolean: "true or false"}
	return types(schema).map((type) => words[type] ?? type).join(" or ")
}

function control(name, schema, value) {
	const shown = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value)
	if (schema.enum) return select([["", "–"], ...schema.enum], shown, null, null, name)
	if (schema.type === "boolean") return select([["", "–"], "true", "false"], shown, null, null, name)
	const isNumber = schema.type === "integer" || schema.type === "number"
	return input({name, value: Array.isArray(value) ? value.join(", ") : shown, inputmode: isNumber ? "decimal" : null, placeholder: schema.type === "array" ? "1, 2, 3" : null})
}

/** What a field's text stands for; what isn't of its type is sent as it is, so that the server's refusal can be seen. */
function read(text, schema) {
	if (text === "") return undefined
	if (schema.type === "boolean") return text === "true"
	if (schema.type === "array") return text.split(",").map((part) => read(part.trim(), schema.items ?? {})).filter((part) => part !== undefined)
	const isNumeric = types(schema).some((type) => type === "integer" || type === "number")
	// A number that JavaScript would round goes as text, which the API takes too.
	return isNumeric && NUMBER.test(text) && String(Number(text)) === text ? Number(text) : text
}

export class SchemaForm {
	constructor(schema, value = {}) {
		Object.assign(this, {schema, isText: false, box: h("div"), text: h("textarea", {rows: 8, spellcheck: "false", "aria-label": "The same as JSON"})})
		this.toggle = button("As JSON", () => this.turn(), {class: "plain"})
		this.element = h("div", this.box, this.toggle)
		this.set(value)
	}

	set(value) {
		const properties = Object.entries(this.schema.properties)
		this.controls = new Map(properties.map(([name, schema]) => [name, control(name, schema, value[name])]))
		// Members that the schema hasn't are kept: they can be sent, and seen in the JSON view.
		this.extra = Object.fromEntries(Object.entries(value).filter(([name]) => !this.controls.has(name)))
		this.text.value = JSON.stringify(value, null, 2)
		fill(this.box, this.isText ? this.text : properties.length === 0 ? empty("No parameters.") : h("div.fields", properties.map(([name, schema]) =>
			field([name, this.schema.required.includes(name) && h("span.bad", " *")], this.controls.get(name), [schema.description, schema.description && ", ", typeWords(schema)]))))
	}

	complain(messages) {
		for (const [name, element] of this.controls) {
			element.ariaInvalid = messages[name] ? "true" : null
			element.parentElement?.querySelector(".bad")?.remove()
			if (messages[name]) element.after(h("span.bad", {role: "alert"}, messages[name]))
		}
	}

	turn() {
		const value = this.value()
		this.isText = !this.isText
		this.toggle.textContent = this.isText ? "As a form" : "As JSON"
		this.set(value)
	}

	/** Throws if the JSON text is none. */
	value() {
		if (this.isText) return JSON.parse(this.text.value)
		const value = {...this.extra}
		for (const [name, element] of this.controls) {
			const given = read(element.value, this.schema.properties[name])
			if (given !== undefined) value[name] = given
		}
		return value
	}
}
