import { useRef, useState } from 'react';
import { MAX_MEGABYTES, TooLarge } from './import-upload.js';
import { isLoggedOut, type Answer } from './panel-api.js';
import { usePanel } from './use-panel.js';

/** What went wrong on the way; the file stays chosen. */
export interface ImportFailure {
  message: string;
  isLoggedOut: boolean;
}

export type Asked = 'preview' | 'commit' | 'issues';

export interface ImportAsk {
  /** What the server is asked for at the moment. */
  busy: Asked | null;
  failure: ImportFailure | null;
  fail: (message: string | null) => void;
  /** One at a time, but a newer preview goes before an older one, whose answer is dropped. */
  ask: <T>(name: Asked, send: () => Promise<Answer<T>>, onDone: (result: T) => void) => Promise<void>;
}

/** Asks the server about the file; whatever goes wrong is told in words and loses nothing. */
export function useImportAsk(): ImportAsk {
  const { t } = usePanel();
  const [busy, setBusy] = useState<Asked | null>(null);
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  // Refs, not the state: two clicks come before the first has been drawn.
  const running = useRef<Asked | null>(null);
  const latest = useRef(0);
  const fail = (message: string | null): void => setFailure(message === null ? null : { message, isLoggedOut: false });
  const explain = (error: unknown): void => {
    if (isLoggedOut(error)) setFailure({ message: t('import.loggedOut'), isLoggedOut: true });
    else fail(error instanceof TooLarge ? t('import.tooLarge', { max: MAX_MEGABYTES }) : t('failed'));
  };
  const ask: ImportAsk['ask'] = async (name, send, onDone) => {
    if (running.current !== null && (name !== 'preview' || running.current !== 'preview')) return;
    running.current = name;
    const turn = ++latest.current;
    setBusy(name);
    fail(null);
    try {
      const { result, problem } = await send();
      if (turn !== latest.current) return;
      if (problem) fail(problem.code === 'changed_meanwhile' ? t('import.busy') : problem.message);
      else onDone(result as never);
    } catch (error) {
      if (turn === latest.current) explain(error);
    } finally {
      if (turn === latest.current) {
        running.current = null;
        setBusy(null);
      }
    }
  };
  return { busy, failure, fail, ask };
}
