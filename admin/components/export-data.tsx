import type { ActionProps } from 'adminjs';
import React from 'react';
import { CSRF_HEADER } from '../csrf-token.js';
import { ROOT_PATH } from '../paths.js';
import { recordPath } from './links.js';
import { Page, ProblemBox } from './page.js';
import { pageToken } from './page-token.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** Fetches the file and hands it to the browser to be saved. Throws when the server can't be reached or refuses. */
async function download(clientId: string): Promise<{ result: true }> {
  const response = await fetch(`${ROOT_PATH}/clients/${clientId}/personal-data`, {
    method: 'POST',
    headers: { [CSRF_HEADER]: pageToken() },
  });
  if (response.status === 401) throw Object.assign(new Error('logged out'), { response: { status: 401 } });
  if (!response.ok) throw new Error(`the file was answered with ${response.status}`);
  const address = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: address, download: `client-${clientId}.zip` }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return { result: true };
}

/** Everything that is kept of the client, as one file for the person who asks for it. */
export default function ExportData({ record }: ActionProps) {
  const { t } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  if (!record) return null;
  return (
    <Page title={t('exportData.title')} narrow back={{ to: recordPath('Client', record.id), label: record.title }}>
      <section className="studio-section">
        <p className="studio-lead">{t('exportData.text', { name: record.title })}</p>
        <ProblemBox problem={problem} />
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy}
            onClick={() =>
              void submit(
                () => download(record.id),
                () => undefined,
              )
            }
          >
            {t('exportData.button')}
          </button>
        </div>
      </section>
    </Page>
  );
}
