/** A refusal of the playground; `code` has words in texts.js. */
export class RequestError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function post(path, body, headers = { 'content-type': 'application/json' }) {
  let response;
  try {
    response = await fetch(path, { method: 'POST', headers, body });
  } catch {
    throw new RequestError('offline');
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new RequestError(answer?.error ?? 'other');
  return answer;
}

export function createPerson(person) {
  return post('people', JSON.stringify(person));
}

export function sendText(personId, text) {
  return post(`people/${personId}/messages`, JSON.stringify({ text }));
}

export function sendContact(personId, phone) {
  return post(`people/${personId}/contact`, JSON.stringify({ phone }));
}

export function sendPhoto(personId, file, caption) {
  const query = new URLSearchParams({ caption });
  return post(`people/${personId}/photo?${query}`, file, { 'content-type': file.type });
}

export function pressButton(personId, messageId, callbackData) {
  return post(`people/${personId}/presses`, JSON.stringify({ messageId, callbackData }));
}

export function setBlocked(personId, isBlocked) {
  return post(`people/${personId}/${isBlocked ? 'block' : 'unblock'}`);
}

const EVENTS = ['snapshot', 'people', 'message', 'deleted', 'chat', 'typing', 'answer'];
const RETRY_MS = 2000;

/**
 * Live changes of one person's chat. The browser reconnects by itself after a dropped connection; after a refusal (the
 * product is just starting) it gives up, so this tries again. Returns the function that ends it.
 */
export function openEvents(personId, onEvent, onConnection) {
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(personId === null ? 'events' : `events?person=${personId}`);
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
    }
    source.addEventListener('open', () => onConnection(true));
    source.addEventListener('error', () => {
      onConnection(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
