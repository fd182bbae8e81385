import { useNotice } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import type { SessionCardData } from './session-card.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** The buttons of a session: only what this person may do with it now. */
export function SessionActions({ card, onChanged }: { card: SessionCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const { session, may, today } = card;
  const act = (actionName: string, words: (result: { invited: number }) => string) =>
    submit(
      () => postAction<{ invited: number }>({ resourceId: 'GroupTraining', recordId: session.id, actionName }),
      (result) => {
        addNotice({ message: words(result), type: 'success' });
        onChanged();
      },
    );
  const button = (name: 'close' | 'reopen') => (
    <button
      className="studio-button"
      type="button"
      disabled={isBusy}
      onClick={() => void act(name, () => t(`session.${name}Done`))}
    >
      {t(`session.${name}`)}
    </button>
  );
  if (session.cancelled) return <p className="studio-muted">{t('session.cancelledHint')}</p>;
  const isOpen = session.closedAt === null;
  const endsAt = Date.parse(session.startsAt) + session.durationMinutes * 60_000;
  // Nobody is asked to what is over.
  const isAhead = session.date >= today && endsAt > Date.now();
  return (
    <>
      <div className="studio-actions">
        {may.invite && isOpen && isAhead ? (
          <button
            className={session.invited === 0 ? 'studio-button studio-button-main' : 'studio-button'}
            type="button"
            disabled={isBusy}
            onClick={() => void act('invite', ({ invited }) => t('session.inviteDone', { count: invited }))}
          >
            {t(session.invited === 0 ? 'session.invite' : 'session.inviteMore')}
          </button>
        ) : null}
        {may.close && isOpen && session.date <= today ? button('close') : null}
        {may.reopen && !isOpen ? button('reopen') : null}
        {may.edit ? (
          <Link className="studio-button" to={recordPath('GroupTraining', session.id, 'edit')}>
            {t('session.edit')}
          </Link>
        ) : null}
        {may.substitute ? (
          <Link className="studio-button" to={recordPath('GroupTraining', session.id, 'substitute')}>
            {t('timetable.substitute')}
          </Link>
        ) : null}
        {may.cancel ? (
          <Link className="studio-button" to={recordPath('GroupTraining', session.id, 'cancel')}>
            {t('session.cancel')}
          </Link>
        ) : null}
      </div>
      <ProblemBox problem={problem} />
    </>
  );
}
