import React, { type ReactNode } from 'react';
import { DraftNotice } from './draft-form.js';
import { ProblemBox } from './page.js';
import type { Previewed } from './use-previewed-action.js';

interface PreviewFormProps<T> {
  action: Previewed<T>;
  button: string;
  /** False = what the button promises is not known yet. */
  isReady?: boolean;
  onSave: () => Promise<void>;
  /** The fields, and below them what saving would do. */
  children: ReactNode;
  outcome: (result: T) => ReactNode;
}

/** A form that shows what saving would do; what is refused as a whole stands above the button, the rest at its field. */
export function PreviewForm<T>({ action, button, isReady = true, onSave, children, outcome }: PreviewFormProps<T>) {
  const { preview, problem, isBusy } = action;
  const isUnknown = preview.result === null && preview.isLoading;
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      <DraftNotice />
      {children}
      {preview.result ? (
        <div className={preview.isLoading ? 'studio-preview is-loading' : 'studio-preview'} aria-live="polite">
          {outcome(preview.result)}
        </div>
      ) : null}
      <ProblemBox problem={problem && Object.keys(problem.fields).length === 0 ? problem : null} />
      <div className="studio-actions">
        <button
          className="studio-button studio-button-main"
          type="submit"
          disabled={isBusy || !isReady || isUnknown || preview.problem !== null}
        >
          {button}
        </button>
      </div>
    </form>
  );
}
