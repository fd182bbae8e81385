import { useNotice } from 'adminjs';
import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { ProblemBox, Section } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** On the card right after a sale was deleted: one press brings it back. */
export function RemovedMembership({ onRestored }: { onRestored: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const [search, setSearch] = useSearchParams();
  const { isBusy, problem, submit } = useSubmit();
  const paymentId = search.get('removed');
  if (!paymentId) return null;
  const restore = () =>
    submit(
      () => postAction({ resourceId: 'Payment', actionName: 'undoRemoval' }, { paymentId }),
      () => {
        addNotice({ message: t('removed.restored'), type: 'success' });
        setSearch({}, { replace: true });
        onRestored();
      },
    );
  return (
    <Section>
      <p>{t('removed.text')}</p>
      <ProblemBox problem={problem} />
      <button className="studio-button" type="button" disabled={isBusy} onClick={() => void restore()}>
        {t('removed.restore')}
      </button>
    </Section>
  );
}
