import type { Guard } from '../bite.ts'

const at = (file: string) => `services/commitments/src/${file}`
const digests = at('reminder/digests.int.test.ts')
const webhooks = at('webhook/webhooks.int.test.ts')
const feeds = at('calendar-feed/feed.int.test.ts')

/** Mails, messages to a chat and calendar addresses of commitments, and what is said twice or at once. */
export const commitmentsReminders: readonly Guard[] = [
  {
    name: 'one reminder mail a day',
    patches: [{ file: at('reminder/digest.store.ts'), find: "and not exists (select from digest d where d.person_id = p.person_id and d.day = $3 and d.state <> 'refused') -- guard: one mail a day", replace: '' }],
    file: digests, test: 'When more comes up on a day on which a mail went out'
  },
  {
    name: 'a mail is decided for one at a time',
    patches: [{ file: at('reminder/digest.store.ts'), find: 'where p.person_id = $1 for update`, [personId]) // guard: one sender at a time', replace: 'where p.person_id = $1`, [personId])' }],
    file: digests, test: 'When two senders run at once'
  },
  {
    name: 'reminder mails said once',
    patches: [{ file: at('reminder/digest.ts'), find: 'const news = all.filter(({ key, ask }) => !said.has(`${key}#${ask}`)) // guard: said once', replace: 'const news = said.size < 0 ? [] : all' }],
    file: at('reminder/digest.test.ts'), test: 'no matter is said twice'
  },
  {
    name: 'weekly cap of reminder mails',
    patches: [{ file: at('reminder/digest.ts'), find: 'mailsInSevenDays >= weeklyCap) return null // guard: weekly cap', replace: 'mailsInSevenDays - weeklyCap > 99) return null' }],
    file: at('reminder/digest.test.ts'), test: 'no seven days hold more than the cap'
  },
  {
    name: 'quiet hours of reminder mails',
    patches: [{ file: at('reminder/hours.ts'), find: "return weekday !== 'Sat' && weekday !== 'Sun' && hour >= fromHour && hour < toHour // guard: quiet hours", replace: "return weekday !== '' && hour >= 0 && fromHour < toHour" }],
    file: digests, test: 'When it is night, early or a weekend'
  },
  {
    name: 'unwanted reminder mails',
    patches: [{ file: at('reminder/digest.ts'), find: 'matters.filter(({ duty }) => duty || wantsAll)', replace: 'matters.filter(() => wantsAll || !wantsAll)' }],
    file: digests, test: 'When a person wants no mail'
  },
  {
    name: 'what others wait for cannot be switched off',
    patches: [{ file: at('reminder/digest.ts'), find: 'matters.filter(({ duty }) => duty || wantsAll)', replace: 'matters.filter(() => wantsAll)' }],
    file: digests, test: 'When a person wants no mail'
  },
  {
    name: 'a reminder mail in hand is not sent again',
    patches: [{ file: at('reminder/digest.store.ts'), find: "update digest set state = 'unknown' where state = 'sending'`) // guard: nothing twice", replace: "delete from digest where state = 'sending'`)" }],
    file: digests, test: 'When the sender is killed with a mail in hand'
  },
  {
    name: 'no name of people to who is above a silent boss',
    patches: [{ file: at('reminder/matters.store.ts'), find: 'r.boss_by::text, r.final_on::text, b.name\n', replace: "r.boss_by::text, r.final_on::text, b.name || ' (' || (select string_agg(p.name, ', ') from under_way w join person p on p.person_id = w.person_id where w.boss_id = b.person_id) || ')'\n" }],
    file: digests, test: 'When the boss stays silent'
  },
  {
    name: 'messages only to listed hosts',
    patches: [{ file: at('webhook/address.ts'), find: 'return hosts.some(allowed => allowed === host || (allowed.startsWith(\'*.\') && hostname.endsWith(allowed.slice(1)))) // guard: listed hosts', replace: 'return hosts.length > 0 && hostname !== \'\'' }],
    file: at('webhook/message.test.ts'), test: 'No address of a host that is not listed'
  },
  {
    name: 'a host taken off the list hears nothing',
    patches: [{ file: at('webhook/post-notices.job.ts'), find: 'if (!isAllowedAddress(webhook.address, deps.webhookHosts)) continue // guard: listed still', replace: 'if (!isAllowedAddress(webhook.address, [new URL(webhook.address).host])) continue' }],
    file: webhooks, test: 'When a host is taken off the list'
  },
  {
    name: 'messages follow no redirect',
    patches: [{ file: at('webhook/post-notices.job.ts'), find: "redirect: 'error'", replace: "redirect: 'follow'" }],
    file: webhooks, test: 'When the chat refuses or sends elsewhere'
  },
  {
    name: 'each message to a chat once',
    patches: [{ file: at('webhook/webhook.store.ts'), find: "where n.state = 'refused' and n.tries < $4`, // guard: each message once", replace: 'where n.tries < $4`,' }],
    file: webhooks, test: 'When its day has come'
  },
  {
    name: 'one place in the chat once',
    patches: [{ file: at('webhook/webhook.store.ts'), find: 'where w.kind = $1 and w.address = $2`, [kind, address]) // guard: one place once', replace: 'where w.kind = $1 and w.address = $2 and false`, [kind, address])' }],
    file: webhooks, test: 'When the address is of a host'
  },
  {
    name: 'a message in hand is not sent again',
    patches: [{ file: at('webhook/webhook.store.ts'), find: "update notice set state = 'unknown' where state = 'sending'`)", replace: "update notice set state = 'refused' where state = 'sending'`)" }],
    file: webhooks, test: 'When a sender died with a message in hand'
  },
  {
    name: 'messages to a chat name nobody',
    patches: [{ file: at('webhook/webhook.store.ts'), find: 'q.label, q.review_from::text', replace: "q.label || coalesce((select ' with ' || p.name from person p order by p.person_id limit 1), '') as label, q.review_from::text" }],
    file: webhooks, test: 'Over a whole quarter'
  },
  {
    name: 'the address of a calendar is a secret',
    patches: [{ file: at('calendar-feed/feed.store.ts'), find: 'where f.secret_hash = $1`, [hashOf(secret)])', replace: 'where $1::text is not null limit 1`, [hashOf(secret)])' }],
    file: feeds, test: 'When a new one is made with words'
  },
  {
    name: 'only the hash of a calendar address is kept',
    patches: [{ file: at('calendar-feed/feed.store.ts'), find: "createHash('sha256').update(secret).digest('hex')", replace: "createHash('sha256').update(secret).digest('hex') + secret" }],
    file: feeds, test: 'When a new one is made with words'
  },
  {
    name: 'a calendar holds its owner’s days alone',
    patches: [
      { file: at('calendar-feed/feed.store.ts'), find: "from commitment c where c.person_id = $1 and c.state = 'open'", replace: "from commitment c where $1 <> '' and c.state = 'open'" },
      { file: at('calendar-feed/feed.route.ts'), find: 'const facts = await actingAs(pool, owner.personId, tx => factsOf(tx, owner.personId)) // guard: as its owner', replace: "const facts = await actingAs(pool, 'bea', tx => factsOf(tx, owner.personId))" }
    ],
    file: feeds, test: 'When two people have one'
  },
  {
    name: 'taken over counts once',
    patches: [{ file: at('review/freeze.store.ts'), find: 'and not (c.taken_over_from is not null and c.made_on >= $1) -- guard: taken over counts once', replace: '' }],
    file: at('handover/handover.int.test.ts'), test: 'a hand-over'
  },
  {
    name: 'one act on a review at a time',
    patches: [{ file: at('review/review.store.ts'), find: 'order by r.review_id for update`, [reviewIds]) // guard: one act on a review at a time', replace: 'order by r.review_id`, [reviewIds])' }],
    file: at('review/races.int.test.ts'), test: 'reviews in which two act at once'
  },
  {
    name: 'a stranger learns nothing of a review',
    patches: [{ file: at('review/act-on-review.route.ts'), find: "    await assertConcerned(tx, request.params.reviewId, { role: 'boss', personId }) // guard: asked first", replace: '    if (personId === \'\') throw new Error()' }],
    file: at('bad-input.int.test.ts'), test: 'When a stranger asks for what is somebody’s'
  },
  {
    name: 'an absence once',
    patches: [{ file: at('review/absence.store.ts'), find: 'where p.person_id = $1 for update`, [personId]) // guard: an absence once', replace: 'where p.person_id = $1`, [personId])' }],
    file: at('review/hard-cases.int.test.ts'), test: 'the hard cases of who reviews whom'
  },
  {
    name: 'a calendar of who left',
    patches: [{ file: at('calendar-feed/feed.store.ts'), find: 'from calendar_feed f join person p using (person_id) where', replace: 'from calendar_feed f where' }],
    file: feeds, test: 'When its owner leaves'
  }
]
