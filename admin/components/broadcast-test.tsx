import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import type { BroadcastCardData } from './broadcast-data.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** The message to one admin of the bot first: as people will get it, photo and button included. */
export function TrySend({ data }: { data: BroadcastCardData }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const [telegramId, setTelegramId] = useState(data.admins[0] ?? '');
  const { isBusy, problem, submit } = useSubmit();
  if (data.admins.length === 0) return <p className="studio-hint">{t('broadcast.noAdmins')}</p>;
  const send = () =>
    submit(
      () => postAction({ resourceId: 'Broadcast', recordId: data.id, actionName: 'test' }, { telegramId }),
      () => addNotice({ message: t('broadcast.testSent'), type: 'success' }),
    );
  return (
    <div className="studio-try">
      <label htmlFor="admin">{t('broadcast.testTo')}</label>
      <select id="admin" value={telegramId} onChange={(event) => setTelegramId(event.target.value)}>
        {data.admins.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
      <button className="studio-button" type="button" disabled={isBusy} onClick={() => void send()}>
        {t('broadcast.test')}
      </button>
      <ProblemBox problem={problem} />
    </div>
  );
}
