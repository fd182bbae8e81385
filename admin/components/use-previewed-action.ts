import { useNotice } from 'adminjs';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Problem } from '../domain-refusal.js';
import { postAction } from './panel-api.js';
import { usePreview, type Preview } from './use-preview.js';
import { useSubmit } from './use-submit.js';

interface PreviewedAction<S> {
  resourceId: string;
  /** Without it the action is one of the whole resource. */
  recordId?: string;
  actionName: string;
  /** What decides the outcome; asked about again after every change. Null = not enough is known yet. */
  request: object | null;
  /** Told when it is saved, and where to go then. */
  done: string | ((saved: S) => string);
  home: string | ((saved: S) => string);
}

export interface Previewed<T> {
  preview: Preview<T>;
  /** Of what is typed now: a refusal of what was typed before is forgotten. */
  problem: Problem | null;
  errors: Record<string, string | undefined>;
  isBusy: boolean;
  /** `details` are saved along and change nothing in the preview. */
  save: (details?: object) => Promise<void>;
}

/** An action with `mode: 'preview'` and `mode: 'save'`: what it would do is shown before it is done. */
export function usePreviewedAction<T, S = T>(action: PreviewedAction<S>): Previewed<T> {
  const { request, done, home, ...target } = action;
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const preview = usePreview<T>(request, (input) => postAction(target, { ...input, mode: 'preview' }));
  const typed = JSON.stringify(request);
  const [sent, setSent] = useState('');
  const refused = sent === typed ? problem : null;
  const save = (details: object = {}): Promise<void> => {
    setSent(typed);
    return submit(
      () => postAction<S>(target, { ...request, ...details, mode: 'save' }),
      (saved) => {
        addNotice({ message: typeof done === 'string' ? done : done(saved), type: 'success' });
        navigate(typeof home === 'string' ? home : home(saved));
      },
    );
  };
  const errors = { ...preview.problem?.fields, ...refused?.fields };
  return { preview, problem: refused ?? preview.problem, errors, isBusy, save };
}
