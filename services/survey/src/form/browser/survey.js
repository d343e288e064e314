// Turns the one long form into one part a step, and keeps answers on this device until they are sent. Without it the form works as it is.
const form = document.getElementById('survey')
const DAYS_KEPT = 7
const PREFIX = 'weft-survey-'

// Storage can be off or full: then answers stay on the page only.
const storage = {
  read (key) { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } },
  write (key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true } catch { return false } },
  erase (key) { try { localStorage.removeItem(key) } catch { /* nothing is there then */ } },
  keys () { try { return Object.keys(localStorage).filter(key => key.startsWith(PREFIX)) } catch { return [] } }
}

for (const key of storage.keys()) {
  const kept = storage.read(key)
  const old = !kept || Date.now() - kept.at > DAYS_KEPT * 86_400_000
  if (old || (kept.sending && document.getElementById('sent'))) storage.erase(key)
}

if (form) start()

function start () {
  const texts = JSON.parse(form.dataset.texts)
  const parts = [...form.querySelectorAll('.part')]
  const questions = [...form.querySelectorAll('.part fieldset')]
  const head = document.getElementById('head')
  const confidential = document.getElementById('confidential')
  const shared = document.getElementById('shared-device')
  // The link itself is never stored: only a short number made from it, to tell two surveys on one device apart.
  const key = PREFIX + [...location.pathname].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  let warned = form.elements.anyway !== undefined
  let busy = false

  const bar = make('div', { className: 'bar' })
  const progress = make('progress', { max: questions.length })
  progress.setAttribute('aria-hidden', 'true')
  const state = make('p', { className: 'state' })
  state.setAttribute('role', 'status')
  const back = make('button', { type: 'button', className: 'button button-quiet', textContent: texts.back })
  const next = make('button', { type: 'button', className: 'button', textContent: texts.next })
  const save = form.querySelector('.save button').cloneNode(true)
  const send = form.querySelector('#end button').cloneNode(true)
  bar.append(state, back, next, send, save)
  form.append(bar)
  parts[0].before(progress)
  form.classList.add('steps')
  document.getElementById('shared').hidden = false

  const chosen = question => question.querySelector('input:checked')
  const answersNow = () => Object.fromEntries(questions.filter(chosen).map(question => [question.id, chosen(question).value]))
  const unanswered = () => questions.filter(question => !chosen(question))
  const partNow = () => Math.min(parts.length, Math.max(1, Number(/^#p(\d+)$/.exec(location.hash)?.[1] ?? 1)))

  function say (text) { state.textContent = text }
  function report () {
    const done = questions.length - unanswered().length
    progress.value = done
    const kept = shared.checked ? texts.notSaved : storage.read(key) ? texts.saved : ''
    say([texts.answered.replace('{done}', done).replace('{all}', questions.length), kept].filter(Boolean).join(' · '))
  }
  function keep (more = {}) {
    if (!shared.checked) storage.write(key, { at: Date.now(), part: partNow(), answers: answersNow(), ...more })
  }
  function resume () {
    const kept = storage.read(key)
    if (!kept || (kept.left && form.dataset.resumed)) return
    for (const question of questions) {
      const value = kept.answers?.[question.id]
      const input = [...question.querySelectorAll('input')].find(found => found.value === value)
      if (input) input.checked = true
      else if (!document.getElementById('problem')) question.querySelectorAll('input').forEach(found => { found.checked = false })
    }
    if (!location.hash && kept.part > 1) history.replaceState(null, '', `#p${kept.part}`)
    return Object.keys(kept.answers ?? {}).length > 0
  }

  function show (focus) {
    const at = partNow()
    parts.forEach((part, place) => { part.hidden = place + 1 !== at })
    head.classList.toggle('later', at > 1)
    confidential.hidden = at > 1
    back.hidden = at === 1
    next.hidden = at === parts.length
    send.hidden = at < parts.length
    const title = parts[at - 1].querySelector('h2')
    document.title = `${title.textContent.replace(/\s+/g, ' ')} – ${form.dataset.title}`
    if (focus) {
      title.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
    report()
  }
  function go (to) {
    history.pushState(null, '', `#p${to}`)
    keep()
    show(true)
  }

  function warn () {
    const lacking = unanswered()
    document.getElementById('problem')?.remove()
    if (lacking.length === 0) return
    const box = make('div', { className: 'notice notice-warn', id: 'problem', tabIndex: -1 })
    box.setAttribute('role', 'alert')
    const list = make('ul', {})
    for (const question of lacking) {
      const link = make('a', { href: `#${question.id}`, textContent: question.querySelector('legend').textContent })
      link.addEventListener('click', event => {
        event.preventDefault()
        go(1 + parts.indexOf(question.closest('.part')))
        question.scrollIntoView({ block: 'start' })
        question.querySelector('input').focus({ preventScroll: true })
      })
      const entry = make('li', {})
      entry.append(link)
      list.append(entry)
    }
    const title = lacking.length === 1 ? texts.one : texts.missing.replace('{count}', lacking.length)
    box.append(make('p', { className: 'notice-title', textContent: title }), make('p', { textContent: texts.how }), list)
    parts.at(-1).prepend(box)
    send.textContent = texts.anyway
    box.focus()
    box.scrollIntoView({ block: 'start' })
  }

  async function sendAll (act) {
    busy = true
    say(texts.sending)
    keep(act === 'send' ? { sending: true } : { left: true })
    const body = new URLSearchParams(new FormData(form))
    body.set('act', act)
    if (act === 'send') body.set('anyway', '1')
    try {
      const reply = await fetch(location.pathname, { method: 'POST', body, headers: { accept: 'text/html' } })
      if (reply.redirected) {
        if (act === 'send') storage.erase(key)
        location.assign(reply.url)
        return
      }
      say(reply.status === 404 || reply.status === 410 ? texts.closed : reply.status === 429 ? texts.busy : texts.unsent)
    } catch {
      say(navigator.onLine ? texts.unsent : texts.offline)
    }
    busy = false
    keep()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    if (busy) return
    const act = event.submitter?.value ?? 'send'
    if (act === 'send' && !warned && unanswered().length > 0) {
      warned = true
      return warn()
    }
    void sendAll(act)
  })
  // Enter chooses nothing and must not send by chance.
  form.addEventListener('keydown', event => { if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault() })
  form.addEventListener('change', event => {
    if (event.target === shared) {
      if (shared.checked) storage.erase(key)
      else keep()
    } else {
      event.target.closest('fieldset').querySelector('.clear').hidden = false
      keep()
    }
    report()
  })
  for (const question of questions) {
    const clear = make('button', { type: 'button', className: 'clear', textContent: texts.clear })
    clear.setAttribute('aria-describedby', `${question.id}-words`)
    question.querySelector('legend').id = `${question.id}-words`
    clear.addEventListener('click', () => {
      const input = chosen(question)
      if (!input) return
      input.checked = false
      clear.hidden = true
      question.querySelector('input').focus()
      keep()
      report()
    })
    question.append(clear)
  }
  back.addEventListener('click', () => go(partNow() - 1))
  next.addEventListener('click', () => go(partNow() + 1))
  addEventListener('popstate', () => show(true))
  addEventListener('hashchange', () => show(true))
  addEventListener('offline', () => say(texts.offline))
  addEventListener('online', report)
  document.querySelectorAll('#problem a').forEach(link => link.addEventListener('click', event => {
    const question = document.getElementById(link.hash.slice(1))
    if (!question) return
    event.preventDefault()
    go(1 + parts.indexOf(question.closest('.part')))
    question.querySelector('input').focus()
  }))

  const resumed = resume() || form.dataset.resumed
  for (const question of questions) question.querySelector('.clear').hidden = !chosen(question)
  show(false)
  const problem = document.getElementById('problems')
  if (problem) problem.focus()
  else if (resumed) say(`${texts.resumed} ${state.textContent}`)
}

function make (tag, properties) {
  return Object.assign(document.createElement(tag), properties)
}
