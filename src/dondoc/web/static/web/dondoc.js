// Đôn Đốc: everything the interface does beyond HTML, CSS and htmx. Every page works without it.
// All listeners stand on the document, so that parts swapped in by htmx need no setting up.
'use strict';
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, listener, options) => document.addEventListener(type, listener, options);
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage is closed */ } };
  const recall = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const behavior = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

  // 1. Light, dark or as the device; single-letter shortcuts on or off
  const THEME = 'dondoc.theme', KEYS = 'dondoc.keys';
  all('[name="theme"]').forEach(radio => { radio.checked = radio.value === (recall(THEME) || ''); });
  all('[data-keys-switch]').forEach(box => { box.checked = recall(KEYS) !== 'off'; });
  on('change', event => {
    const control = event.target;
    if (control.name === 'theme') {
      remember(THEME, control.value);
      document.documentElement.dataset.theme = control.value;
    } else if (control.matches('[data-keys-switch]')) {
      remember(KEYS, control.checked ? 'on' : 'off');
    } else if (control.matches('[data-check-all]')) {
      all('tbody [type="checkbox"]', control.closest('table')).forEach(box => { box.checked = control.checked; });
    } else if (control.matches('.drop [type="file"]')) {
      listFiles(control);
    }
  });

  // 2. Dialogs: browsers without `commandfor`, closing, and one question before an act that goes outside
  if (!('commandForElement' in HTMLButtonElement.prototype)) {
    on('click', event => {
      const button = event.target.closest('[commandfor]'), dialog = button && document.getElementById(button.getAttribute('commandfor'));
      if (!dialog) return;
      if (button.getAttribute('command') === 'show-modal') dialog.showModal(); else dialog.close();
    });
  }
  on('close-dialog', () => one('dialog[open]')?.close());
  const ask = (question, words, go) => {
    const dialog = one('#ask'), yes = one('[data-yes]', dialog);
    one('[data-question]', dialog).textContent = question;
    yes.textContent = words || yes.dataset.yes;
    yes.onclick = () => { dialog.close(); go(); };
    dialog.showModal();
  };
  // What was typed into a form with [data-unsaved] is not left behind without a question.
  const isTyped = form => form && ('typed' in form.dataset || [...form.elements].some(field => (
    field.type === 'radio' || field.type === 'checkbox' ? field.checked !== field.defaultChecked
      : field.options ? field.selectedIndex !== Math.max([...field.options].findIndex(option => option.defaultSelected), 0)
        : 'defaultValue' in field && field.type !== 'hidden' && field.value !== field.defaultValue)));
  const unsaved = () => all('form[data-unsaved]').find(isTyped);
  on('submit', event => {
    const form = unsaved();
    if (!form || event.target === form || event.target.closest('[hx-get], [hx-post]') || event.target.method === 'get') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form.dataset.unsaved, '', () => { form.removeAttribute('data-unsaved'); event.target.requestSubmit(event.submitter); });
  }, true);
  on('submit', event => {
    const by = event.submitter, asker = by?.matches('[data-ask]') ? by : event.target.closest('[data-ask]');
    if (!asker || asker.dataset.asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(asker.dataset.ask, by?.textContent.trim(), () => {
      asker.dataset.asked = 'yes';
      event.target.requestSubmit(by);
      delete asker.dataset.asked;
    });
  }, true);
  on('htmx:confirm', event => {
    const form = unsaved(), part = event.target;
    const isLost = form && part !== form && event.detail.target?.contains(form);
    const question = event.detail.question || (isLost && form.dataset.unsaved);
    if (!question) return;
    event.preventDefault();
    ask(question, event.detail.question && part.textContent.trim(), () => event.detail.issueRequest(true));
  });
  addEventListener('beforeunload', event => { if (window.htmx && unsaved()) event.preventDefault(); });

  // 3. Reading: a sentence and its card light up together through [data-pair]
  const light = (element, scroll) => {
    const number = element?.closest('[data-pair]')?.dataset.pair;
    if (!number) return;
    all('.is-lit').forEach(other => { if (other.dataset.pair !== number) other.classList.remove('is-lit'); });
    all(`[data-pair="${CSS.escape(number)}"]`).forEach(other => {
      other.classList.add('is-lit');
      if (scroll && !other.contains(element)) other.scrollIntoView({ block: 'nearest', behavior: behavior() });
    });
  };
  const showPane = element => {
    const pane = element.closest('.reader__props') ? 'props' : element.closest('.reader__paper') ? 'paper' : null;
    const radio = pane && one(`[name="pane"][value="${pane}"]`);
    if (radio) radio.checked = true;
  };
  const follow = () => {
    const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target?.matches('details')) target.open = true;
    if (!target?.matches('[data-pair]')) return false;
    showPane(target);
    if (target.matches('details')) one('summary', target).focus();
    light(target, true);
    target.scrollIntoView({ block: target.matches('details') ? 'start' : 'center' });
    return true;
  };
  on('pointerover', event => { if (event.target.closest('.reader')) light(event.target, false); });
  on('focusin', event => { if (event.target.closest('.reader')) light(event.target, true); });
  on('click', event => {
    const sentence = event.target.closest('.sheet [data-pair]');
    if (!sentence || event.target.closest('a, button')) return;
    const card = one(`details[data-pair="${CSS.escape(sentence.dataset.pair)}"]`);
    if (!card) return;
    showPane(card);
    card.open = true;
    light(sentence, true);
  });
  addEventListener('hashchange', follow);
  addEventListener('load', () => { // after the browser's own jump to the hash, which would take the focus away
    const opened = !follow() && one('.reader .prop[open]');
    if (!opened) return;
    light(opened, false);
    all('.is-lit').forEach(element => element.scrollIntoView({ block: element === opened ? 'start' : 'center' }));
  });

  // 4. Keyboard: / ? g+letter, j k x y e; off while typing, in a dialog, or by choice (WCAG 2.1.4)
  const GO_WITHIN = 900; // ms between g and its letter
  let went = -Infinity;
  const rows = () => all('[data-row]').filter(row => row.checkVisibility?.() ?? true);
  const focusRow = row => (row?.matches('a, summary') ? row : row && one('a.t, summary, a, button', row))?.focus();
  const step = by => {
    const list = rows(), at = list.indexOf(document.activeElement.closest?.('[data-row]'));
    focusRow(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
  };
  const inRow = selector => { const row = document.activeElement.closest?.('[data-row]'); return row && one(selector, row); };
  const ACTS = {
    '/': () => one('[data-find]')?.focus(),
    '?': () => one('#keys')?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    x: () => inRow('[type="checkbox"]')?.click(),
    y: () => inRow('[data-confirm]')?.click(),
    e: () => { const card = document.activeElement.closest('details[data-row]'); if (card) card.open = true; const edit = inRow('[data-edit]'); if (edit) edit.click(); else inRow('input:not([type="hidden"]), textarea')?.focus(); },
  };
  on('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || recall(KEYS) === 'off' || one('dialog[open]')) return;
    if (event.target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]')) return;
    const go = event.timeStamp - went < GO_WITHIN && one(`[data-go="${CSS.escape(event.key)}"]`);
    went = event.key === 'g' ? event.timeStamp : -Infinity;
    if (go) { event.preventDefault(); go.click(); } else if (Object.hasOwn(ACTS, event.key)) { event.preventDefault(); ACTS[event.key](); }
  });

  // 5. Toasts leave by themselves, unless looked at; notes that can be closed
  const STAYS = 10000; // ms: the time an act can be undone
  const leave = toast => setTimeout(() => (toast.matches(':hover, :focus-within') ? leave(toast) : toast.remove()), STAYS);
  const watch = root => all('.toasts .toast:not(.toast--late, [data-watched])', root).forEach(toast => { toast.dataset.watched = ''; leave(toast); });
  watch(document);
  on('click', event => event.target.closest('[data-close]')?.closest('.toast, [data-closable]')?.remove());

  // 6. htmx: busy buttons, refusals shown where they can be read, focus that is not lost
  const buttonOf = event => (event.target.matches('button') ? event.target : event.detail.requestConfig?.triggeringEvent?.submitter);
  // What a page asks for by itself, beside what the person does, moves no focus and takes no refusal away.
  const isAside = event => event.detail.target?.matches?.('[data-aside]');
  let place = -1;
  on('htmx:beforeRequest', event => {
    if (isAside(event)) return;
    buttonOf(event)?.setAttribute('aria-busy', 'true');
    all('#refusal > *').forEach(note => note.remove());
  });
  on('htmx:afterRequest', event => buttonOf(event)?.removeAttribute('aria-busy'));
  on('htmx:beforeSwap', event => {
    if (isAside(event)) return;
    place = rows().indexOf(document.activeElement?.closest('[data-row]'));
    const body = event.detail.target?.id === 'refusal' && one('dialog[open] .dialog__body');
    if (body) { all('[data-refusal]', body).forEach(note => note.remove()); event.detail.target = body; event.detail.swapOverride = 'afterbegin'; }
  });
  on('htmx:afterSettle', event => {
    if (isAside(event)) return;
    watch(document);
    if (document.activeElement && document.activeElement !== document.body) return;
    const next = one('[data-focus]', event.target) || (event.target.matches('[data-focus]') ? event.target : null);
    const list = rows(), todo = list.slice(Math.max(place, 0)).find(row => row.dataset.state === 'todo');
    if (next) next.focus(); else if (place >= 0) focusRow(todo || list[Math.min(place, list.length - 1)]);
  });
  for (const lost of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
    on(lost, event => {
      if (isAside(event)) return;
      if (lost === 'htmx:responseError' && event.detail.xhr.status < 500) return;
      const template = one('#lost');
      if (template) one('#refusal').replaceChildren(template.content.cloneNode(true));
    });
  }

  // 7. File fields: the names of what was chosen; dropping anywhere on the field
  const listFiles = input => {
    const list = one('ul', input.closest('.drop'));
    list?.replaceChildren(...[...input.files].map(file => {
      const item = document.createElement('li');
      item.className = 'file';
      item.textContent = file.name;
      return item;
    }));
  };
  // Several files go one by one, so that each shows at once what became of it
  on('submit', async event => {
    const form = event.target, input = form.matches('[data-each-file]') && one('[type="file"]', form);
    if (!input || input.files.length < 2) return;
    event.preventDefault();
    const panel = one('[data-progress]', form), bar = one('progress', panel), list = one('[data-outcomes]', panel);
    const files = [...input.files], headers = { 'HX-Request': 'true', 'X-CSRFToken': one('[name="csrfmiddlewaretoken"]', form).value };
    panel.hidden = false;
    list.replaceChildren();
    bar.max = files.length;
    one('[data-total]', panel).textContent = files.length;
    event.submitter?.setAttribute('aria-busy', 'true');
    for (const [index, file] of files.entries()) {
      const body = new FormData();
      body.append('file', file);
      const response = await fetch(form.action, { method: 'POST', headers, body }).catch(() => null);
      if (response?.status === 401) { location.assign(response.headers.get('HX-Redirect')); return; }
      if (response?.ok) list.insertAdjacentHTML('beforeend', await response.text());
      else list.insertAdjacentText('beforeend', `${file.name}: ${form.dataset.lost}`);
      bar.value = index + 1;
      one('[data-done]', panel).textContent = index + 1;
    }
    event.submitter?.removeAttribute('aria-busy');
    form.reset();
    one('.drop ul', form)?.replaceChildren();
  });
  const dropZone = event => event.target.closest?.('.drop');
  on('dragover', event => { const zone = dropZone(event); if (zone) { event.preventDefault(); zone.classList.add('is-over'); } });
  on('dragleave', event => { const zone = dropZone(event); if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove('is-over'); });
  on('drop', event => {
    const zone = dropZone(event), input = zone && one('[type="file"]', zone);
    if (!input || input.disabled) return;
    event.preventDefault();
    zone.classList.remove('is-over');
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  // 8. Passkeys: ask the server what to ask, ask the device, send its answer as an ordinary form
  const canPasskey = window.PublicKeyCredential && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  all('[data-passkey]').forEach(form => { form.hidden = !canPasskey; });
  on('submit', async event => {
    const form = event.target;
    if (!form.matches('[data-passkey]')) return;
    event.preventDefault();
    const busy = event.submitter, note = one('[data-failed]', form), isNew = form.dataset.passkey === 'create';
    note.hidden = true;
    busy?.setAttribute('aria-busy', 'true');
    try {
      const headers = { 'X-CSRFToken': one('[name="csrfmiddlewaretoken"]', form).value };
      const { publicKey } = await (await fetch(form.dataset.question, { method: 'POST', headers })).json();
      const credential = isNew
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
      one('[name="answer"]', form).value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      note.hidden = false; // closed by the person, or no key for this site: the page stays as it was
      busy?.removeAttribute('aria-busy');
    }
  });
})();
