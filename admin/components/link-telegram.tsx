import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { CopyButton } from './copy-button.js';
import { recordPath } from './links.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

interface MadeLink {
  code: string;
  /** Null while the bot has not told its name. */
  link: string | null;
  picture: string | null;
  expiresAt: string;
}

function Made({ made }: { made: MadeLink }) {
  const { t, instant } = usePanel();
  return (
    <>
      <p className="studio-lead">{t(made.link ? 'link.ready' : 'link.readyCode')}</p>
      {made.picture ? <img className="studio-qr" src={made.picture} alt={t('link.picture')} /> : null}
      <code className="studio-token">{made.link ?? `/start ${made.code}`}</code>
      <p className="studio-hint">{t('link.valid', { until: instant(made.expiresAt) })}</p>
      <div className="studio-actions">
        <CopyButton text={made.link ?? `/start ${made.code}`} />
        <button className="studio-button" type="button" onClick={() => window.print()}>
          {t('link.print')}
        </button>
      </div>
    </>
  );
}

/** A link that joins this record with the client's Telegram; it is shown this once. */
export default function LinkTelegram({ record }: ActionProps) {
  const { t } = usePanel();
  const [made, setMade] = useState<MadeLink | null>(null);
  const { isBusy, problem, submit } = useSubmit();
  if (!record) return null;
  const make = () =>
    submit(
      () => postAction<MadeLink>({ resourceId: 'Client', recordId: record.id, actionName: 'linkTelegram' }),
      setMade,
    );
  return (
    <Page title={t('link.title')} narrow back={{ to: recordPath('Client', record.id), label: record.title }}>
      <section className="studio-section">
        {made ? <Made made={made} /> : <p className="studio-lead">{t('link.text', { name: record.title })}</p>}
        <ProblemBox problem={problem} />
        <div className="studio-actions">
          <button
            className={made ? 'studio-button' : 'studio-button studio-button-main'}
            type="button"
            disabled={isBusy}
            onClick={() => void make()}
          >
            {t(made ? 'link.another' : 'link.button')}
          </button>
        </div>
      </section>
    </Page>
  );
}
