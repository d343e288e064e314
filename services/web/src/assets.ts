import { assetFrom, mark, pageStyle } from '@weft/service-kit/assets'
import type { Look } from './frame/frame.page.tsx'

const doorStyle = assetFrom(new URL('./assets/door.css', import.meta.url))
const doorScript = assetFrom(new URL('./browser/door.js', import.meta.url))

export const assets = [pageStyle, mark, doorStyle, doorScript]
export const look: Look = { styles: [pageStyle.href, doorStyle.href], scripts: [doorScript.href], mark: mark.href }
