/** What was typed into a form and not saved yet, in this tab of the browser only. */
export interface Draft {
  /** When it was typed last. */
  at: string;
  /** Of the form: sent again after a lost answer, it is done once. */
  formKey: string;
  values: Record<string, unknown>;
}

const PREFIX = 'studio-draft:';
const KEPT_MS = 12 * 60 * 60 * 1000;

/** Each person has drafts of their own: whoever logs in next finds none of them. */
function nameOf(owner: string, form: string): string {
  return `${PREFIX}${owner}:${form}`;
}

/** The tab's own storage; a browser may refuse it, and then nothing is kept. */
function withStorage<T>(work: (storage: Storage) => T): T | null {
  try {
    return work(window.sessionStorage);
  } catch {
    return null;
  }
}

export function readDraft(owner: string, form: string): Draft | null {
  const draft = withStorage((storage) => JSON.parse(storage.getItem(nameOf(owner, form)) ?? 'null') as Draft | null);
  return draft && Date.now() - Date.parse(draft.at) < KEPT_MS ? draft : null;
}

export function keepDraft(owner: string, form: string, draft: Draft): void {
  withStorage((storage) => storage.setItem(nameOf(owner, form), JSON.stringify(draft)));
}

export function forgetDraft(owner: string, form: string): void {
  withStorage((storage) => storage.removeItem(nameOf(owner, form)));
}

/** At the logout: nothing typed stays in the browser. */
export function forgetDrafts(owner: string): void {
  withStorage((storage) => {
    const names = Object.keys(storage).filter((name) => name.startsWith(nameOf(owner, '')));
    for (const name of names) storage.removeItem(name);
  });
}
