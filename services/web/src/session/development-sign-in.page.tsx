import { Button, Field, Notice } from '@weft/service-kit/page/controls'
import type { Guest } from '../demonstration/guest.ts'
import { Document } from '@weft/service-kit/page/document'

type Props = { action: string, styles: readonly string[], mark: string, guests: readonly Guest[] }

/** The development provider's only page. It names the guests of a demonstration and nobody else: who wants in must know a sign-in name. */
export const DevelopmentSignInPage = ({ action, styles, mark, guests }: Props) => (
  <Document lang='en' title='Development sign-in' styles={styles} icon={mark}>
    <main class='page stack stack-loose' id='main' tabIndex={-1}>
      <div class='stack stack-tight'>
        <p class='kicker'>Identity provider for this machine</p>
        <h1>Development sign-in</h1>
      </div>
      <Notice tone='warn' title='Anybody on this machine can be anybody'>
        <p>No password is asked. Use it to try Weft out, with no real answers in it.</p>
      </Notice>
      {guests.length > 0 && <Guests action={action} guests={guests} />}
      <form method='post' action={action}>
        <Field name='sign_in' label='Sign-in name' hint='As it stands in the column sign_in of the people file.' required maxlength={200} autocomplete='username' />
        <Button>Sign in with this name</Button>
      </form>
    </main>
  </Document>
)

const Guests = ({ action, guests }: { action: string, guests: readonly Guest[] }) => (
  <section class='stack' aria-labelledby='guests'>
    <h2 id='guests'>Look around the demonstration as</h2>
    {guests.map(({ signIn, name, role }) => (
      <form key={signIn} method='post' action={action}>
        <input type='hidden' name='sign_in' value={signIn} />
        <Button look='quiet'>{role}: {name}</Button>
      </form>
    ))}
  </section>
)
