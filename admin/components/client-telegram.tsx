import React from 'react';
import { Link } from 'react-router-dom';
import type { ClientCardData, ClientTelegram } from './client-card-data.js';
import { DeliveryReason } from './delivery-reason.js';
import { listPath, recordPath } from './links.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';
import { useValueWords } from './use-value-words.js';

/** The client asked in the bot to be erased: what the owner may decide, everyone else may know. */
export function ErasureBanner({ card, telegram }: { card: ClientCardData; telegram: ClientTelegram }) {
  const { t, instant } = usePanel();
  if (!telegram.erasureRequestedAt) return null;
  return (
    <div className="studio-warning studio-banner" role="status">
      <strong>{t('telegram.erasureAsked', { at: instant(telegram.erasureRequestedAt) })}</strong>
      <span>{t(telegram.mayErase ? 'telegram.erasureChoice' : 'telegram.erasureOwner')}</span>
      {telegram.mayErase ? (
        <div className="studio-actions">
          <Link className="studio-button studio-button-danger" to={recordPath('Client', card.id, 'erase')}>
            {t('telegram.erase')}
          </Link>
          <Link className="studio-button" to={recordPath('Client', card.id, 'declineErasure')}>
            {t('telegram.decline')}
          </Link>
        </div>
      ) : null}
    </div>
  );
}

function State({ card, telegram }: { card: ClientCardData; telegram: ClientTelegram }) {
  const { t, instant } = usePanel();
  if (!card.telegramId) return <p className="studio-muted">{t('telegram.none')}</p>;
  const name = telegram.username ? `@${telegram.username}` : t('telegram.id', { id: card.telegramId });
  return (
    <>
      <p>
        <strong>{name}</strong>
      </p>
      {telegram.state === 'ok' ? null : (
        <p className="studio-badge studio-badge-expired">{t(`telegram.${telegram.state}`)}</p>
      )}
      {telegram.broadcastsStoppedAt ? (
        <p className="studio-muted">{t('telegram.stopped', { at: instant(telegram.broadcastsStoppedAt) })}</p>
      ) : null}
    </>
  );
}

function Messages({ telegram }: { telegram: ClientTelegram }) {
  const { t, instant } = usePanel();
  const words = useValueWords();
  if (telegram.messages.length === 0) return <p className="studio-muted">{t('telegram.noMessages')}</p>;
  return (
    <ul className="studio-history studio-messages">
      {telegram.messages.map(({ id, isPersonal, deliveryClass, status, error, at }) => (
        <li key={id}>
          <div className="studio-line">
            <strong>{isPersonal ? t('message.personal') : words('Delivery', 'deliveryClass', deliveryClass)}</strong>
            <span className={`studio-badge studio-badge-${status}`}>{words('Delivery', 'status', status)}</span>
            <span className="studio-muted">{instant(at)}</span>
          </div>
          <DeliveryReason status={status} error={error} />
        </li>
      ))}
    </ul>
  );
}

/** Whether the bot can write to the client, and what it wrote. */
export function TelegramSection({ card, telegram }: { card: ClientCardData; telegram: ClientTelegram }) {
  const { t } = usePanel();
  const mayLink = telegram.mayLink && !card.telegramId && card.status !== 'archived';
  const all = (
    <Link className="studio-link" to={listPath('Delivery', { clientId: String(card.id) })}>
      {t('telegram.allMessages')}
    </Link>
  );
  return (
    <Section title={t('telegram.title')} aside={telegram.messages.length > 0 ? all : undefined}>
      <State card={card} telegram={telegram} />
      {mayLink ? (
        <div className="studio-actions">
          <Link className="studio-button" to={recordPath('Client', card.id, 'linkTelegram')}>
            {t('telegram.link')}
          </Link>
        </div>
      ) : null}
      {telegram.mayErase ? (
        <Link className="studio-link" to={recordPath('Client', card.id, 'exportData')}>
          {t('exportData.title')}
        </Link>
      ) : null}
      {telegram.mayErase && !telegram.erasureRequestedAt ? (
        <Link className="studio-link" to={recordPath('Client', card.id, 'erase')}>
          {t('telegram.erase')}
        </Link>
      ) : null}
      {card.telegramId || telegram.messages.length > 0 ? <Messages telegram={telegram} /> : null}
    </Section>
  );
}
