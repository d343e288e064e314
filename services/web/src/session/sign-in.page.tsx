import { ButtonLink, Notice } from '@weft/service-kit/page/controls'
import { Opening, Page } from '../frame/frame.page.tsx'
import { address } from '../frame/words.ts'

/** The only page a stranger sees. */
export const SignInPage = ({ to, left, development, mark }: { to: string, left: boolean, development: boolean, mark: string }) => (
  <Page>
    {left && <Notice tone='good' role='status' title='You are signed out.' />}
    <img class='hero' src={mark} alt='' width='72' height='72' />
    <Opening title='One program, from many threads'>
      <p>See how customer-centred daily work really is, across all departments, without ever seeing what one person said.</p>
    </Opening>
    <p class='row'><ButtonLink href={address('/sign-in/start', { to })}>Sign in to Weft</ButtonLink></p>
    {development && (
      <Notice tone='warn' title='Development sign-in'>
        <p>This installation uses the development identity provider. Anybody on this machine can be anybody.</p>
      </Notice>
    )}
    <p class='soft'>Came here to answer a survey? Use the link in your invitation. You need no sign-in for it.</p>
  </Page>
)

export const StrangerPage = ({ signIn }: { signIn: string }) => (
  <Page>
    <Opening kicker='Sign-in' title='You have no role here yet'>
      <p>You signed in as <b>{signIn}</b>. The people file does not know this name.</p>
    </Opening>
    <p>Ask your program office: it sets the column <code>sign_in</code> of your row and imports the file again. Then sign in once more.</p>
    <p class='row'><ButtonLink href='/sign-in/start'>Sign in with another name</ButtonLink></p>
  </Page>
)
