// Improves pages that work without it. Nothing here holds data or decides anything.

document.querySelector('[data-focus]')?.focus()

// A file form keeps its files: the answer replaces the part named by data-keep, so that "check" and "import" need one choice.
for (const form of document.querySelectorAll('form[data-keep]')) {
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const place = document.getElementById(form.dataset.keep)
    const buttons = [...form.querySelectorAll('button')]
    for (const button of buttons) button.disabled = true
    say('Sending the files. This can take a minute.')
    try {
      const address = event.submitter?.getAttribute('formaction') ?? form.action
      const answer = await fetch(address, { method: 'POST', body: new FormData(form), headers: { accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const part = page.getElementById(form.dataset.keep)
      if (part === null) throw new Error('no part')
      place.replaceWith(part)
      say('')
      part.querySelector('[data-focus], h2')?.focus()
    } catch {
      say('The files could not be sent. Nothing was learned about whether they arrived: load this page again and look before you repeat it.')
    } finally {
      for (const button of buttons) button.disabled = false
    }
  })
}

// A page whose state moves on by itself is looked at again: after 3 s, slower each time, never while it is out of sight.
const live = document.getElementById('live')
if (live?.dataset.refresh === 'true') lookAgain(3_000)

function lookAgain (pause) {
  setTimeout(async () => {
    const now = document.getElementById('live')
    if (document.hidden || now.contains(document.activeElement)) return lookAgain(pause)
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const next = page.getElementById('live')
      if (answer.ok && next !== null && next.innerHTML !== now.innerHTML) {
        const changed = next.dataset.state !== now.dataset.state
        now.replaceWith(next)
        if (changed) say(next.dataset.says ?? '')
        pause = 2_000
      }
      if (next !== null && next.dataset.refresh !== 'true') return
    } catch { /* looked at again in a while */ }
    lookAgain(Math.min(pause * 1.4, 15_000))
  }, pause)
}

function say (sentence) {
  const status = document.getElementById('says')
  if (status !== null) status.textContent = sentence
}

// A form that somebody writes for a while is kept as they go: two seconds after the last change. It sends nothing; what was typed stays in the form whatever happens.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(async () => {
      const saved = form.querySelector('[data-saved]')
      try {
        const answer = await fetch(form.dataset.autosave, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' })
        if (!answer.ok) throw new Error('not kept')
        saved.textContent = `Saved ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}.`
      } catch {
        saved.textContent = 'Not saved just now. Press “Save for later” to see why.'
      }
    }, 2_000)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}
