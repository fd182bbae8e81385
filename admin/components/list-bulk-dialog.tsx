import { ApiClient, useTranslation, type RecordJSON, type ResourceJSON } from 'adminjs';
import React, { useEffect, useRef, useState, type FormEvent } from 'react';
import type { BulkOutcome, BulkShape } from '../lists/list-shape.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { useBulk } from './use-bulk.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

interface BulkDialogProps {
  resource: ResourceJSON;
  action: BulkShape;
  ids: readonly string[];
  /** `isDone`: something may have changed. */
  onClose: (isDone: boolean) => void;
}

/** One question that names the number and what will happen, and afterwards one result. */
export function BulkDialog({ resource, action, ids, onClose }: BulkDialogProps) {
  const { t } = usePanel();
  const { i18n } = useTranslation();
  const bulk = useBulk(resource.id, action);
  const [input, setInput] = useState<Record<string, string>>({});
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const words = `lists.bulk.${action.name}`;
  const effect = `panel.lists.effect.${resource.id}.${action.name}`;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void bulk.run(ids, input);
  };
  const close = (): void => {
    if (bulk.isBusy) bulk.stop();
    else onClose(bulk.outcome !== null);
  };
  return (
    <dialog
      ref={dialog}
      className="studio-dialog"
      aria-labelledby="bulk-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={send}>
        <h2 id="bulk-title">{t(`${words}.ask`, { count: ids.length })}</h2>
        {bulk.outcome ? (
          <Outcome resource={resource} outcome={bulk.outcome} left={bulk.problem} chosen={ids.length} />
        ) : (
          <>
            {i18n.exists(effect) ? <p>{t(`lists.effect.${resource.id}.${action.name}`)}</p> : null}
            {action.asks === 'group' ? <GroupField input={input} onChange={setInput} /> : null}
            {action.asks === 'text' ? <TextField input={input} onChange={setInput} /> : null}
            {bulk.problem ? (
              <p className="studio-problem" role="alert">
                {bulk.problem}
              </p>
            ) : null}
            {bulk.gone === null ? null : (
              <p role="status">
                <progress max={ids.length} value={bulk.gone} aria-label={t('lists.progress')} />{' '}
                {t('lists.gone', { gone: bulk.gone, total: ids.length })}
              </p>
            )}
          </>
        )}
        <div className="studio-actions">
          {bulk.outcome ? null : (
            <button type="submit" className="studio-button studio-button-main" disabled={bulk.isBusy}>
              {t(`${words}.button`)}
            </button>
          )}
          <button type="button" className="studio-button" onClick={close}>
            {bulk.isBusy ? t('lists.stop') : bulk.outcome ? t('lists.close') : t('back')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

type Input = Record<string, string>;

interface InputProps {
  input: Input;
  onChange: (input: Input) => void;
}

function GroupField({ input, onChange }: InputProps) {
  const { t } = usePanel();
  const { data } = useRead<RecordJSON[]>('groups', () =>
    new ApiClient().searchRecords({ resourceId: 'Group', query: '' }),
  );
  return (
    <Field id="bulk-group" label={t('lists.group')}>
      <select
        id="bulk-group"
        required
        value={input.groupId ?? ''}
        onChange={({ target }) => onChange({ groupId: target.value })}
      >
        <option value="">{t('select.placeholder')}</option>
        {data?.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </Field>
  );
}

function TextField({ input, onChange }: InputProps) {
  const { t } = usePanel();
  return (
    <Field id="bulk-text" label={t('lists.text')}>
      <textarea
        id="bulk-text"
        required
        maxLength={4096}
        rows={5}
        value={input.text ?? ''}
        onChange={({ target }) => onChange({ text: target.value })}
      />
    </Field>
  );
}

interface OutcomeProps {
  resource: ResourceJSON;
  outcome: BulkOutcome;
  /** Why it did not go on. */
  left: string | null;
  chosen: number;
}

function Outcome({ resource, outcome, left, chosen }: OutcomeProps) {
  const { t } = usePanel();
  const { done, refused } = outcome;
  const rest = chosen - done - refused.length;
  return (
    <div role="status">
      <p>
        {t('lists.done', { count: done })}
        {refused.length > 0 ? ` ${t('lists.refused', { count: refused.length })}` : ''}
        {rest > 0 ? ` ${t('lists.untouched', { count: rest })}` : ''}
      </p>
      {left ? <p className="studio-problem">{left}</p> : null}
      {refused.length > 0 ? (
        <ul className="studio-bulk-refused">
          {refused.map(({ id, name, reason }) => (
            <li key={id}>
              <a href={recordPath(resource.id, id)}>{name}</a>: {reason}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
