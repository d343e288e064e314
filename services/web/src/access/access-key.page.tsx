import { Button, Field, Notice, Unseen } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from '../frame/frame.page.tsx'
import { inWords } from '../frame/words.ts'

type KeyLine = { keyId: string, name: string, madeOn: string, usedOn: string | null }
export type KeysView = { keys: readonly KeyLine[], /** Just made; never shown again. */ shown?: { name: string, secret: string }, revoked: boolean, problem?: string, origin: string }

export const AccessKeyPage = ({ keys, shown, revoked, problem, origin }: KeysView) => (
  <Page>
    <Opening kicker='For programs' title='Access keys'>
      <p>A key lets a program read what you may read: scores as they are released, waves, releases.</p>
    </Opening>
    {revoked && <Notice tone='good' role='status' title='The key is revoked. It opens nothing any more.' />}
    {shown !== undefined && <NewKey {...shown} origin={origin} />}
    <section class='stack' aria-labelledby='make'>
      <h2 id='make'>Make a key</h2>
      <form method='post' action='/keys'>
        <Field name='name' label='What is it for' hint='So that you know later which one to revoke.' required maxlength={80} {...(problem !== undefined && { problem })} />
        <Button>Make an access key</Button>
      </form>
    </section>
    <section class='stack' aria-labelledby='have'>
      <h2 id='have'>Your keys</h2>
      {keys.length === 0
        ? <p class='soft'>You have none yet.</p>
        : <Table id='keys' caption='Keys and when they were last used' columns={[{ key: 'name', head: 'Key' }, { key: 'made', head: 'Made on' }, { key: 'used', head: 'Last used' }, { key: 'revoke', head: <Unseen>Revoke</Unseen> }]}
            rows={keys.map(({ keyId, name, madeOn, usedOn }) => ({ key: keyId, cells: [name, inWords(madeOn), usedOn === null ? 'never' : inWords(usedOn), <Revoke keyId={keyId} name={name} />] }))} />}
    </section>
  </Page>
)

const NewKey = ({ name, secret, origin }: { name: string, secret: string, origin: string }) => (
  <Notice tone='good' role='status' title={`The key “${name}” is made. Copy it now: it is shown once.`}>
    <p><code class='secret'>{secret}</code></p>
    <p class='small'>Try it: <code>curl -H "authorization: Bearer {secret}" {origin}/v1/releases</code></p>
  </Notice>
)

const Revoke = ({ keyId, name }: { keyId: string, name: string }) => (
  <form class='inline' method='post' action={`/keys/${keyId}/revocation`}>
    <button class='link' type='submit'>Revoke<Unseen> the key {name}</Unseen></button>
  </form>
)
