import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import { ClientChoice, type ChosenClient } from './client-choice.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** Somebody who is not on the list has come, too. */
export function RosterGuest({ sessionId, onSaved }: { sessionId: number; onSaved: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<ChosenClient | null>(null);
  if (!isOpen) {
    return (
      <button className="studio-button" type="button" onClick={() => setIsOpen(true)}>
        {t('roster.add')}
      </button>
    );
  }
  const save = ({ id: clientId, name }: ChosenClient) =>
    submit(
      () =>
        postAction({ resourceId: 'GroupTraining', recordId: sessionId, actionName: 'mark' }, { clientId, came: true }),
      () => {
        addNotice({ message: t('roster.addDone', { name }), type: 'success' });
        setChosen(null);
        setIsOpen(false);
        onSaved();
      },
    );
  return (
    <form
      className="studio-roster-guest"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) void save(chosen);
      }}
    >
      <ClientChoice label={t('roster.add')} exceptId="" chosen={chosen} error={undefined} onChange={setChosen} />
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || !chosen}>
          {t('roster.came')}
        </button>
        <button className="studio-button" type="button" onClick={() => setIsOpen(false)}>
          {t('back')}
        </button>
      </div>
    </form>
  );
}
