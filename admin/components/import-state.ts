import { useEffect, useRef, useState } from 'react';
import type { ImportDone, ImportPreview } from '../import-file.js';
import { newFormKey } from './form-key.js';
import { useImportAsk, type ImportAsk } from './import-ask.js';
import { MAX_MEGABYTES, saveText, sendFile, type Choices, type HeldFile } from './import-upload.js';
import { usePanel } from './use-panel.js';

export interface ImportState extends Pick<ImportAsk, 'busy' | 'failure'> {
  file: HeldFile | null;
  preview: ImportPreview | null;
  /** Whether the preview is that of what is said of the columns now; else it has to be asked for again. */
  isChecked: boolean;
  done: ImportDone | null;
  choose: (file: File) => Promise<void>;
  forget: () => void;
  /** Says what a column holds; whichever column was said to hold it before is left to the guess. */
  say: (index: number, field: string) => void;
  retry: () => void;
  commit: () => Promise<void>;
  download: () => Promise<void>;
}

interface Checked {
  choices: Choices;
  preview: ImportPreview;
}

/** The wizard: a file that is held in the page, what is said of its columns, and what the server makes of both. */
export function useImport(): ImportState {
  const { t } = usePanel();
  const { busy, failure, fail, ask } = useImportAsk();
  const [file, setFile] = useState<HeldFile | null>(null);
  const [choices, setChoices] = useState<Choices>({});
  const [checked, setChecked] = useState<Checked | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  const key = useRef(newFormKey());
  const preview = checked?.preview ?? null;

  const check = (): void => {
    if (!file) return;
    const send = () => sendFile<ImportPreview>('preview', file, choices);
    void ask('preview', send, (answer) => setChecked({ choices, preview: answer }));
  };
  useEffect(check, [file, choices]);

  const forget = (): void => {
    setFile(null);
    setChoices({});
    setChecked(null);
    setDone(null);
    fail(null);
    key.current = newFormKey();
  };
  const choose = async (chosen: File): Promise<void> => {
    forget();
    if (chosen.size > MAX_MEGABYTES * 1024 * 1024) return fail(t('import.tooLarge', { max: MAX_MEGABYTES }));
    try {
      setFile({ name: chosen.name, bytes: await chosen.arrayBuffer() });
    } catch {
      fail(t('import.unreadable'));
    }
  };
  const say = (index: number, field: string): void => {
    const others = Object.entries(choices).filter(
      ([at, said]) => Number(at) !== index && (field === '' || said !== field),
    );
    setChoices({ ...Object.fromEntries(others), [index]: field });
    key.current = newFormKey();
  };
  const commit = async (): Promise<void> => {
    if (!file || !preview) return;
    const more = { seal: preview.seal, key: key.current };
    await ask<ImportDone>('commit', () => sendFile('commit', file, choices, more), setDone);
  };
  const download = async (): Promise<void> => {
    if (!file) return;
    const save = (text: string): void => saveText(text, t('import.downloadName'));
    await ask<string>('issues', () => sendFile('issues', file, choices), save);
  };
  const isChecked = checked?.choices === choices;
  return { file, preview, isChecked, done, busy, failure, choose, forget, say, retry: check, commit, download };
}
