import { assetFrom, mark, pageStyle } from '@weft/service-kit/assets'
import type { Look } from './frame/frame.page.tsx'

const doorStyle = assetFrom(new URL('./assets/door.css', import.meta.url))
const programStyle = assetFrom(new URL('./assets/program.css', import.meta.url))
const commitmentsStyle = assetFrom(new URL('./assets/commitments.css', import.meta.url))
const doorScript = assetFrom(new URL('./browser/door.js', import.meta.url))

export const assets = [pageStyle, mark, doorStyle, programStyle, commitmentsStyle, doorScript]
export const look: Look = { styles: [pageStyle.href, doorStyle.href], scripts: [doorScript.href], mark: mark.href }
/** The same with what the pages of the program need besides. */
export const programLook: Look = { ...look, styles: [...look.styles, programStyle.href] }
/** The same with what pages about commitments need besides. */
export const commitmentsLook: Look = { ...programLook, styles: [...programLook.styles, commitmentsStyle.href] }
