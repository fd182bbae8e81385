import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../paths.js';
import type { ClientCardData } from './client-card-data.js';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { fetchWithSession, type Answer } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

function initials({ lastName, firstName }: ClientCardData): string {
  return `${lastName.slice(0, 1)}${firstName.slice(0, 1)}`.toUpperCase();
}

async function send(address: string, file: File): Promise<Answer<unknown>> {
  const headers = { 'content-type': file.type.startsWith('image/') ? file.type : 'image/unknown' };
  const response = await fetchWithSession(address, { method: 'POST', headers, body: file });
  if (!response.ok && response.status !== 413) throw new Error(`the photo was answered with ${response.status}`);
  if (response.status === 413) return { problem: { code: 'payload_too_large', message: '', fields: {} } };
  return (await response.json()) as Answer<unknown>;
}

/** The client's face, or initials; whoever may edit the client puts another in, by choosing a file or with the camera. */
export function ClientPhoto({ card, onChanged }: { card: ClientCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  // The browser keeps a photo for a minute: a new one has a new address.
  const [round, setRound] = useState(0);
  const address = `${ROOT_PATH}/photos/${card.id}`;
  const choose = (file: File | undefined): void => {
    if (!file) return;
    void submit(
      () => send(address, file),
      () => {
        setRound((count) => count + 1);
        addNotice({ message: t('photo.saved'), type: 'success' });
        onChanged();
      },
    );
  };
  const words = problem?.code === 'payload_too_large' ? t('photo.tooLarge') : problem?.fields.photo;
  return (
    <div className="studio-face">
      {card.hasPhoto ? (
        <img className="studio-photo" src={`${address}?${round}`} alt="" />
      ) : (
        <span className="studio-photo" aria-hidden="true">
          {initials(card)}
        </span>
      )}
      {card.may.edit && card.status !== 'archived' ? (
        <>
          <label className={isBusy ? 'studio-link is-loading' : 'studio-link'}>
            {t(card.hasPhoto ? 'photo.replace' : 'photo.add')}
            <input
              type="file"
              className="studio-unseen"
              accept="image/jpeg,image/png,image/webp"
              disabled={isBusy}
              onChange={({ target }) => {
                choose(target.files?.[0]);
                target.value = '';
              }}
            />
          </label>
          {card.hasPhoto ? (
            <Link className="studio-link" to={recordPath('Client', card.id, 'removePhoto')}>
              {t('photo.remove')}
            </Link>
          ) : null}
        </>
      ) : null}
      <ProblemBox problem={problem && words ? { ...problem, message: words } : problem} />
    </div>
  );
}
