// How times, sizes and durations read.
import {h} from "./dom.js"

const clockTime = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false})
const dayAndTime = new Intl.DateTimeFormat(undefined, {
	year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
})

/** A timestamp of the server's as a Date: `2017-03-03T12:00:00Z`, or as a table has it, `2017-03-03 12:00:00`. */
export function date(text) {
	return new Date(/[Zz]$/.test(text) ? text : text.replace(" ", "T") + "Z")
}

/** In the reader's zone, with UTC in its title. */
export function time(text, style = "full") {
	const value = date(text)
	if (Number.isNaN(value.getTime())) return h("span", text)
	const words = (style === "short" ? clockTime : dayAndTime).format(value)
	return h("time", {datetime: value.toISOString(), title: `${utc(value)} UTC`}, words)
}

export function utc(value) {
	return value.toISOString().slice(0, 19).replace("T", " ")
}

export function duration(microseconds) {
	if (microseconds == null) return ""
	if (microseconds < 1_000) return `${microseconds} µs`
	if (microseconds < 1_000_000) return `${(microseconds / 1_000).toFixed(microseconds < 10_000 ? 1 : 0)} ms`
	return `${(microseconds / 1_000_000).toFixed(1)} s`
}

export function bytes(count) {
	if (count == null) return ""
	if (count < 1_000) return `${count} B`
	if (count < 1_000_000) return `${(count / 1_000).toFixed(1)} kB`
	return `${(count / 1_000_000).toFixed(1)} MB`
}

export const number = (count) => count.toLocaleString("en").replaceAll(",", "\u202f")

export const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`
