import { forgetDraft, keepDraft, readDraft, type Draft } from './draft-store.js';
import { newFormKey } from './form-key.js';

/** Keeps what is typed into one opened form, field by field, until it is saved or given up. */
export class DraftKeeper {
  readonly formKey: string;
  /** When what was found had been typed; null = the form is new. */
  readonly restoredAt: string | null;
  private readonly stored: Draft['values'];
  private readonly initial: Draft['values'] = {};
  private values: Draft['values'];

  constructor(
    private readonly owner: string,
    private readonly form: string,
  ) {
    const draft = readDraft(owner, form);
    this.formKey = draft?.formKey ?? newFormKey();
    this.restoredAt = draft?.at ?? null;
    this.stored = draft?.values ?? {};
    this.values = { ...this.stored };
  }

  /** What a field begins with: what was typed before, else `initial`. */
  begin<T>(field: string, initial: T): T {
    this.initial[field] = initial;
    return field in this.stored ? (this.stored[field] as T) : initial;
  }

  keep(field: string, value: unknown): void {
    this.values[field] = value;
    const changed = this.changed();
    if (changed.length === 0) return forgetDraft(this.owner, this.form);
    // Only what was changed: what a field begins with may be another day's when the draft comes back.
    const values = Object.fromEntries(changed.map((name) => [name, this.values[name]]));
    keepDraft(this.owner, this.form, { at: new Date().toISOString(), formKey: this.formKey, values });
  }

  /** What stands in the field now is what is saved. */
  settle(field: string, value: unknown): void {
    this.initial[field] = value;
    this.keep(field, value);
  }

  get isUnsaved(): boolean {
    return this.changed().length > 0;
  }

  private changed(): string[] {
    const { values, initial } = this;
    return Object.keys(values).filter((field) => JSON.stringify(values[field]) !== JSON.stringify(initial[field]));
  }

  /** Saved, or given up. */
  clear(): void {
    Object.assign(this.initial, this.values);
    forgetDraft(this.owner, this.form);
  }
}

const OPEN = new Set<DraftKeeper>();

/** The form is on the page until the answer is called. */
export function watchDraft(keeper: DraftKeeper): () => void {
  OPEN.add(keeper);
  return () => {
    OPEN.delete(keeper);
  };
}

/** Whether something on this page has been typed and not saved. */
export function isSomethingUnsaved(): boolean {
  return [...OPEN].some(({ isUnsaved }) => isUnsaved);
}

/** Leaving on purpose gives up what was typed. */
export function giveUpDrafts(): void {
  for (const keeper of OPEN) keeper.clear();
}
