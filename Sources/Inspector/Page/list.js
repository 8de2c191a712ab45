// A long list of which only the rows in sight exist, so that a hundred thousand scroll like ten.
import {h} from "./dom.js"

const SPARE = 8

export class VirtualList {
	/** `row(index)` makes a row; `needs(first, last)` is told which rows come into sight, to fetch them. */
	constructor({label, height, head, row, needs}) {
		Object.assign(this, {height, row, needs})
		this.count = 0
		this.rows = new Map()
		this.body = h("div", {role: "rowgroup", class: "rows"})
		this.table = h("div", {role: "table", "aria-label": label, class: "table"},
			head && h("div", {role: "rowgroup", class: "head"}, head), this.body)
		this.element = h("div.list", {tabindex: "0", role: "region", "aria-label": `${label}, scrolling`}, this.table)
		this.element.addEventListener("scroll", () => this.draw(), {passive: true})
		this.observer = new ResizeObserver(() => this.draw())
		this.observer.observe(this.element)
	}

	show(count) {
		this.count = count
		this.table.setAttribute("aria-rowcount", count)
		this.body.style.height = `${count * this.height}px`
		const hadFocus = this.body.contains(document.activeElement)
		for (const element of this.rows.values()) element.remove()
		this.rows.clear()
		this.draw()
		if (hadFocus) this.element.focus({preventScroll: true})
	}

	/** Keeps what is in sight where it is, though `count` rows came in above it. */
	shift(count) {
		if (this.element.scrollTop > 0) this.element.scrollTop += count * this.height
	}

	draw() {
		const top = Math.max(0, this.element.scrollTop - this.body.offsetTop)
		const first = Math.max(0, Math.floor(top / this.height) - SPARE)
		const last = Math.min(this.count, Math.ceil((top + this.element.clientHeight) / this.height) + SPARE)
		for (const [index, element] of this.rows) {
			if (index >= first && index < last) continue
			element.remove()
			this.rows.delete(index)
		}
		for (let index = first; index < last; index += 1) {
			if (this.rows.has(index)) continue
			const element = this.row(index)
			element.setAttribute("aria-rowindex", index + 1)
			element.style.transform = `translateY(${index * this.height}px)`
			this.rows.set(index, element)
			this.body.append(element)
		}
		if (last > first) this.needs?.(first, last)
	}

	reveal(index) {
		const top = index * this.height
		const {scrollTop, clientHeight} = this.element
		if (top < scrollTop) this.element.scrollTop = top
		else if (top + 2 * this.height > scrollTop + clientHeight) this.element.scrollTop = top + 2 * this.height - clientHeight
	}
}
