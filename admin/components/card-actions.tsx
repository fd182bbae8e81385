import { useNotice } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { ClientCardData } from './client-card-data.js';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { useArrivalFocus } from './use-arrival-focus.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

function ActionLink({ to, label, isMain }: { to: string; label: string; isMain?: boolean }) {
  return (
    <Link className={isMain ? 'studio-button studio-button-main' : 'studio-button'} to={to}>
      {label}
    </Link>
  );
}

/** What is not done every day. */
function QuietLink({ to, label }: { to: string; label: string }) {
  return (
    <Link className="studio-link" to={to}>
      {label}
    </Link>
  );
}

interface VisitMarkProps {
  card: ClientCardData;
  isBusy: boolean;
  onMark: () => Promise<void>;
}

/** The button for today's visit, or that it has been recorded. */
function VisitMark({ card, isBusy, onMark }: VisitMarkProps) {
  const { t } = usePanel();
  if (card.visits.some(({ date }) => date === card.today)) {
    return <span className="studio-badge studio-badge-active">{t('desk.cameToday')}</span>;
  }
  if (!card.may.visit || card.status !== 'active') return null;
  return (
    <button className="studio-button" type="button" disabled={isBusy} onClick={() => void onMark()}>
      {t('card.visit')}
    </button>
  );
}

/** Writing to the client, or joining the card with the client's Telegram first. */
function TelegramLinks({ card }: { card: ClientCardData }) {
  const { t } = usePanel();
  const { id, telegramId, telegram, may } = card;
  if (telegramId === null) {
    return telegram?.mayLink ? (
      <ActionLink to={recordPath('Client', id, 'linkTelegram')} label={t('desk.invite')} />
    ) : null;
  }
  const isReachable = may.message && telegram?.state === 'ok';
  return isReachable ? <ActionLink to={recordPath('Client', id, 'message')} label={t('desk.write')} /> : null;
}

/** The big buttons: only what this person may do with a client in this state. */
export function CardActions({ card, onChanged }: { card: ClientCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  useArrivalFocus('.studio-card-actions a, .studio-card-actions button');
  const to = (action: string) => recordPath('Client', card.id, action);
  const running = card.freezes.find(({ startDate, endDate }) => startDate <= card.today && card.today <= endDate);
  const markVisit = () =>
    submit(
      () => postAction({ resourceId: 'Client', recordId: card.id, actionName: 'visit' }),
      () => {
        addNotice({ message: t('card.visitMarked'), type: 'success' });
        onChanged();
      },
    );
  if (card.status === 'archived') {
    return card.may.restore ? (
      <div className="studio-actions">
        <ActionLink to={to('restore')} label={t('card.restore')} isMain />
      </div>
    ) : (
      <p className="studio-muted">{t('card.archivedHint')}</p>
    );
  }
  return (
    <>
      <div className="studio-actions studio-card-actions">
        {card.may.renew ? <ActionLink to={to('renew')} label={t('card.renew')} isMain /> : null}
        {card.may.resume && running ? (
          <ActionLink to={recordPath('LazyDays', running.id, 'resume')} label={t('card.resume')} />
        ) : null}
        {card.may.freeze && card.status === 'active' ? <ActionLink to={to('freeze')} label={t('card.freeze')} /> : null}
        <VisitMark card={card} isBusy={isBusy} onMark={markVisit} />
        <TelegramLinks card={card} />
        {card.may.edit ? <QuietLink to={to('edit')} label={t('card.edit')} /> : null}
        {card.may.archive ? <QuietLink to={to('archive')} label={t('card.archive')} /> : null}
      </div>
      <ProblemBox problem={problem} />
    </>
  );
}
