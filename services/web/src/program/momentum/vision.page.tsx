import type { MomentumReply } from '@weft/contracts/program/momentum-api'

/** What the program is for, out in front: for the home page and the program's pages. Nothing where no charter says it. */
export const Vision = ({ vision }: Pick<MomentumReply, 'vision'>) => vision === null
  ? null
  : (
    <figure class='vision'>
      <blockquote><p>{vision.text}</p></blockquote>
      <figcaption class='small'><a href='/program/charter'>Why we do this</a> <a href='/program/priorities'>Our priorities</a></figcaption>
    </figure>
    )
