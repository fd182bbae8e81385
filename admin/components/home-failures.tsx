import { useNotice } from 'adminjs';
import React from 'react';
import type { HomeData } from '../home.js';
import { DeliveryReason } from './delivery-reason.js';
import { DeskList, DeskRow } from './desk-list.js';
import { listPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';
import { useValueWords } from './use-value-words.js';

type Failures = NonNullable<HomeData['studio']>['failures'];

interface FailuresProps {
  failures: Failures;
  mayResolve: boolean;
  onChanged: () => void;
}

/** Messages that did not reach their client: to be told by a call, and then dealt with. */
export function FailureList({ failures, mayResolve, onChanged }: FailuresProps) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const resolve = (messageId: number): void => {
    void submit(
      () => postAction({ resourceId: 'Delivery', recordId: messageId, actionName: 'resolve' }),
      () => {
        addNotice({ message: t('home.resolved'), type: 'success' });
        onChanged();
      },
    );
  };
  return (
    <>
      <ProblemBox problem={problem} />
      <DeskList
        title={t('home.failures')}
        total={failures.total}
        to={listPath('Delivery', { unread: 'true' })}
        empty={t('home.noFailures')}
      >
        {failures.items.map((item) => (
          <DeskRow
            key={item.messageId}
            person={item}
            note={<FailureNote item={item} />}
            action={
              mayResolve ? (
                <button
                  type="button"
                  className="studio-button studio-button-small"
                  disabled={isBusy}
                  aria-label={`${t('home.resolve')}: ${item.name}`}
                  onClick={() => resolve(item.messageId)}
                >
                  {t('home.resolve')}
                </button>
              ) : null
            }
          />
        ))}
      </DeskList>
    </>
  );
}

function FailureNote({ item }: { item: Failures['items'][number] }) {
  const { instant } = usePanel();
  const words = useValueWords();
  return (
    <>
      {words('Delivery', 'deliveryClass', item.deliveryClass)}, {instant(item.at)}.{' '}
      <DeliveryReason status={item.status} error={item.error} />
    </>
  );
}
