import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole HTML document as text. Everything that is not markup written in a component is escaped. */
export const renderPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`
