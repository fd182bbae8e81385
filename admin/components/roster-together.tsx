import React, { useState } from 'react';
import type { RosterRow } from '../../src/contract/sessions.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** The answer of the session's action `markAll`. */
interface Together {
  marked: number[];
  refused: { clientId: number; reason: string }[];
}

interface TogetherProps {
  sessionId: number;
  people: readonly RosterRow[];
  onSaved: () => void;
}

/** The whole group came: one tap, its result, and the way back. Who declined is left to be marked alone. */
export function RosterTogether({ sessionId, people, onSaved }: TogetherProps) {
  const { t } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  const [done, setDone] = useState<Together | null>(null);
  const [isUndone, setIsUndone] = useState(false);
  const rest = people.filter(({ attended, invitation }) => !attended && invitation !== 'declined');
  const hasDeclined = people.some(({ attended, invitation }) => !attended && invitation === 'declined');
  const nameOf = (clientId: number): string => people.find((one) => one.clientId === clientId)?.name ?? '';
  const send = (clientIds: readonly number[], came: boolean, onDone: (result: Together) => void) =>
    submit(
      () =>
        postAction<Together>(
          { resourceId: 'GroupTraining', recordId: sessionId, actionName: 'markAll' },
          { clientIds, came },
        ),
      (result) => {
        onDone(result);
        onSaved();
      },
    );
  const markRest = () =>
    send(
      rest.map(({ clientId }) => clientId),
      true,
      (result) => {
        setIsUndone(false);
        setDone(result);
      },
    );
  const undo = (marked: readonly number[]) =>
    send(marked, false, () => {
      setDone(null);
      setIsUndone(true);
    });
  return (
    <>
      <div className="studio-roster-all">
        {rest.length > 0 ? (
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy}
            onClick={() => void markRest()}
          >
            {isBusy
              ? t('roster.saving')
              : rest.length === people.length
                ? t('roster.markAll')
                : t('roster.markRest', { count: rest.length })}
          </button>
        ) : null}
        {rest.length > 0 && hasDeclined ? <span className="studio-hint">{t('roster.declinedStay')}</span> : null}
      </div>
      <ProblemBox problem={problem} />
      <div role="status">
        {isUndone ? <p className="studio-muted">{t('roster.undone')}</p> : null}
        {done ? (
          <div className="studio-preview studio-roster-done">
            <strong>{t('roster.allDone', { count: done.marked.length })}</strong>
            {done.refused.length > 0 ? <span>{t('roster.refused', { count: done.refused.length })}</span> : null}
            {done.refused.map(({ clientId, reason }) => (
              <span key={clientId}>
                {nameOf(clientId)}: {reason}
              </span>
            ))}
            {done.marked.length > 0 ? (
              <button className="studio-link" type="button" disabled={isBusy} onClick={() => void undo(done.marked)}>
                {t('roster.undo')}
              </button>
            ) : null}
          </div>
        ) : null}
      </div>
    </>
  );
}
